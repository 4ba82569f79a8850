package export

import (
	"bytes"
	"fmt"
	"sync"

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

// dataFiles lists the files of package export that are about ports and the site as a whole.
func dataFiles(from *Source) []File {
	lines := new(portLines)
	files := []File{
		{apiRoot + "index.json", small(appendIndex)},
		{apiRoot + "schema.json", small(appendSchema)},
		{apiRoot + "openapi.json", small(appendOpenAPI)},
		{"data/ports.csv", appendCSV},
		{"data/ports.ndjson", lines.appendNDJSON},
		{"data/services", appendServices},
		{"opensearch.xml", small(appendOpenSearch)},
		{"llms.txt", small(appendLLMs)},
		{"robots.txt", small(appendRobots)},
		{"sitemap.xml", small(appendSitemapIndex)},
	}
	for shard := range shards {
		files = append(files, File{shardPath(shard), small(func(dst []byte, from *Source) []byte { return lines.appendShard(dst, from, shard) })})
	}
	for _, m := range sitemaps(from) {
		files = append(files, File{m.path, m.append})
	}
	return files
}

// portLines are the objects of the ports of each shard: the API and ports.ndjson hold the same, and they are dear.
// What is asked for first makes them, and what is asked for next takes them away.
type portLines [shards]struct {
	mutex sync.Mutex
	made  []byte // what stands behind the number, a line for each port that is not like the one before
}

// append appends the objects of a shard, and something behind each.
func (lines *portLines) append(dst []byte, from *Source, shard int, behind string) []byte {
	l := &lines[shard]
	l.mutex.Lock()
	defer l.mutex.Unlock()
	first, last := shard*shardSize, (shard+1)*shardSize-1
	if made := l.made; made != nil {
		l.made = nil
		return from.appendPorts(dst, first, last, objectStart, func(dst []byte, _ int) []byte {
			end := bytes.IndexByte(made, '\n')
			dst = append(append(dst, made[:end]...), behind...)
			made = made[end+1:]
			return dst
		})
	}
	var kept [shardSize]struct{ from, to int } // parts of dst
	var p Port
	n, size := 0, 0
	dst = from.appendPorts(dst, first, last, objectStart, func(dst []byte, port int) []byte {
		start := len(dst)
		from.fill(&p, port)
		from.entitle(&p)
		dst = p.appendMembers(dst)
		kept[n].from, kept[n].to = start, len(dst)
		n, size = n+1, size+len(dst)-start+len("\n")
		return append(dst, behind...)
	})
	l.made = make([]byte, 0, size)
	for _, k := range kept[:n] {
		l.made = append(append(l.made, dst[k.from:k.to]...), '\n')
	}
	return dst
}

// appendNDJSON appends all ports, one a line.
func (lines *portLines) appendNDJSON(dst []byte, from *Source, full func([]byte) []byte) []byte {
	for shard := range lines {
		dst = full(lines.append(dst, from, shard, "\n"))
	}
	return dst
}

// appendShard appends 256 ports, by number.
func (lines *portLines) appendShard(dst []byte, from *Source, shard int) []byte {
	o := newObject(dst)
	o.text("registry", from.Date)
	o.number("first", shard*shardSize)
	o.number("last", shard*shardSize+shardSize-1)
	o.key("ports")
	dst = lines.append(append(o.json, "[\n"...), from, shard, ",\n")
	return append(dst[:len(dst)-len(",\n")], "\n]}\n"...)
}

// appendIndex appends what holds for the data as a whole.
func appendIndex(dst []byte, from *Source) []byte {
	o := newObject(dst)
	o.text("name", from.Name)
	o.text("url", from.Base)
	o.text("pages", from.Locales[0].Before+"{number}"+from.Locales[0].After)
	o.text("registry", from.Date)
	counts := o.object("counts")
	counts.number("ports", registry.Ports)
	for _, s := range []registry.Status{registry.Assigned, registry.Unassigned, registry.Reserved, registry.Dynamic} {
		counts.number(s.String(), from.Registry.Count(s))
	}
	o.close(&counts)
	list(&o, "ranges", registry.Ranges(), appendRange)
	list(&o, "spans", from.Spans, appendSpan)
	o.key("shards")
	o.json = append(o.json, '[')
	for shard := range shards {
		if shard > 0 {
			o.json = append(o.json, ',')
		}
		s := newObject(o.json)
		s.number("first", shard*shardSize)
		s.number("last", shard*shardSize+shardSize-1)
		s.text("url", from.URL(shardPath(shard)))
		o.close(&s)
	}
	o.json = append(o.json, ']')
	return append(o.end(), '\n')
}

func appendRange(dst []byte, r registry.Range) []byte {
	o := newObject(dst)
	o.text("name", r.Slug)
	o.number("first", r.First)
	o.number("last", r.Last)
	return o.end()
}

func appendSpan(dst []byte, s Span) []byte {
	o := newObject(dst)
	o.text("table", s.Table)
	o.text("slug", s.Slug)
	o.text("name", s.Name)
	o.text("version", s.Version)
	o.number("first", s.First)
	o.number("last", s.Last)
	o.text("transports", s.Transports)
	o.text("what", s.What)
	o.text("see", s.See)
	o.text("source", s.Source)
	return o.end()
}
