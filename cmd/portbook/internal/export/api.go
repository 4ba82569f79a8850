package export

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
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

// newEncoder returns an encoder of JSON, a value a line. Only what ends up in HTML would need its < escaped.
func newEncoder(b *bytes.Buffer) *json.Encoder {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e
}

// appendJSON appends a value, which JSON must be able to hold, and a line feed.
func appendJSON(dst []byte, value any) []byte {
	b := bytes.NewBuffer(dst)
	_ = newEncoder(b).Encode(value)
	return b.Bytes()
}

// AppendObject appends a port as the API and the data files have it, in one line: the object that schemas.json calls port.
func (d *Data) AppendObject(dst []byte, port int) []byte {
	var o object
	p := d.Facts(port)
	o.fill(d, &p)
	return appendJSON(dst, &o)
}

// objects holds the lines of all ports, without their ends.
type objects struct {
	lines []string
	of    [registry.Ports]uint16 // by port: its line
}

func (d *Data) objects() *objects {
	var b bytes.Buffer
	var o object
	e, all, last := newEncoder(&b), &objects{lines: make([]string, 0, registry.Ports/8)}, ""
	for port, line := range d.lines(&b, 0, registry.Ports-1, func(p *facts.Port) { o.fill(d, p); _ = e.Encode(&o) }) {
		if line = bytes.TrimSuffix(line, []byte("\n")); string(line) != last {
			last = string(line)
			all.lines = append(all.lines, last)
		}
		all.of[port] = uint16(len(all.lines) - 1)
	}
	return all
}

// append appends the objects of a shard, with something behind each.
func (o *objects) append(dst []byte, shard int, behind string) []byte {
	for port := shard * shardSize; port < (shard+1)*shardSize; port++ {
		dst = append(appendPort(dst, `{"number":`, port, o.lines[o.of[port]]), behind...)
	}
	return dst
}

// appendShard appends the 256 ports of a high byte.
func (d *Data) appendShard(dst []byte, shard int, objects *objects) []byte {
	dst = appendJSON(dst, struct {
		Registry string `json:"registry,omitempty"`
		span
	}{d.Date, shardSpan(shard)})
	dst = append(bytes.TrimSuffix(dst, []byte("}\n")), ",\"ports\":[\n"...)
	dst = objects.append(dst, shard, ",\n")
	return append(bytes.TrimSuffix(dst, []byte(",\n")), "\n]}\n"...)
}

// A span is what several objects say of a run of ports.
type span struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

func shardSpan(shard int) span { return span{shard * shardSize, shard*shardSize + shardSize - 1} }
