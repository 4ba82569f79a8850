package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// The API is static files: a port's object stands in the shard of its high byte, at the place of its low
// byte, as on the wire. So 855, 0x0357, is number 0x57 in api/v1/ports/3.json.
const (
	apiRoot   = "api/v1/"
	shardSize = 256
	shards    = registry.Ports / shardSize
)

// shardPath is the path of a shard, 0 to shards-1.
func shardPath(shard int) string { return fmt.Sprintf("%sports/%d.json", apiRoot, shard) }

// inJSON is a value, which JSON must be able to hold. Only what ends up in HTML would need its < escaped.
func inJSON(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return strings.TrimSuffix(b.String(), "\n")
}

// Object is a port as the API and the data files have it, in one line: the object that schemas.json calls port.
func (d *Data) Object(port int) string {
	p := d.Facts(port)
	return d.object(&p)
}

// appendObjects appends the objects of a shard, with something behind each.
func appendObjects(dst []byte, shard int, objects []string, behind string) []byte {
	for port := shard * shardSize; port < (shard+1)*shardSize; port++ {
		dst = append(appendPort(dst, `{"number":`, port, objects[port]), behind...)
	}
	return dst
}

// appendShard appends the 256 ports of a high byte.
func (d *Data) appendShard(dst []byte, shard int, objects []string) []byte {
	head := inJSON(struct {
		Registry string `json:"registry,omitempty"`
		span
	}{d.Date, shardSpan(shard)})
	dst = append(append(dst, strings.TrimSuffix(head, "}")...), ",\"ports\":[\n"...)
	dst = appendObjects(dst, shard, objects, ",\n")
	return append(bytes.TrimSuffix(dst, []byte(",\n")), "\n]}\n"...)
}

// A span is what several objects say of a run of ports.
type span struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

func shardSpan(shard int) span { return span{shard * shardSize, shard*shardSize + shardSize - 1} }
