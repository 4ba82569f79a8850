package export

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
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

// appendJSON appends a value, which JSON must be able to hold, and a line feed. Only what ends up in HTML would need its <
// escaped.
func appendJSON(dst []byte, value any) []byte {
	b := bytes.NewBuffer(dst)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return b.Bytes()
}

// AppendObject appends a port as the API and the data files have it, in one line: the object that schemas.json calls port.
func (d *Data) AppendObject(dst []byte, port int) []byte {
	p := d.Facts(port)
	return new(object).append(dst, d, &p)
}

// objects returns the lines of all ports, without their ends.
func (d *Data) objects() []string {
	var o object
	list, last := make([]string, registry.Ports), ""
	for port, line := range d.lines(0, registry.Ports-1, func(dst []byte, p *page.Port) []byte { return o.append(dst, d, p) }) {
		if line = bytes.TrimSuffix(line, []byte("\n")); string(line) != last { // many have the same
			last = string(line)
		}
		list[port] = last
	}
	return list
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
	dst = appendJSON(dst, struct {
		Registry string `json:"registry,omitempty"`
		span
	}{d.Date, shardSpan(shard)})
	dst = append(bytes.TrimSuffix(dst, []byte("}\n")), ",\"ports\":[\n"...)
	dst = appendObjects(dst, shard, objects, ",\n")
	return append(bytes.TrimSuffix(dst, []byte(",\n")), "\n]}\n"...)
}

// A span is what several objects say of a run of ports.
type span struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

func shardSpan(shard int) span { return span{shard * shardSize, shard*shardSize + shardSize - 1} }
