// Package export makes what programs read: the API, data files, sitemaps, the feed.
//
// It knows formats, not the site: package site fills a Data with what there is and where. Every file is made when it
// is asked for and never at loading.
package export

import (
	"strconv"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Data is what the files are made of. Package site fills it.
type Data struct {
	Name     string // the site's: portbook
	Base     string // where the site stands, with a slash at the end: https://host/path/
	Lang     string // BCP 47 tag of the first locale
	Date     string // the registry's, YYYY-MM-DD
	Registry *registry.Registry
	Noted    *registry.PortSet // the ports of which more is known than what the registry says
	Spans    []facts.Span      // runs of ports that have something in common, by table and row
	Locales  []Locale          // the first one is that of lists, search and data

	Facts   func(port int) facts.Port
	Title   func(port int) string    // the title of the port's page, without the site's name
	Word    func(key string) string  // a text of the interface, by one of Words
	URL     func(path string) string // absolute address of a page or file by its path: "ports/22", "api/v1/openapi.json"
	Pages   func() []Page            // all pages that are no port's, by path
	History func() History           // what changed in the registry
}

// A Locale is a language of the site, with the port pages that it has.
type Locale struct {
	Lang          string              // BCP 47 tag
	Dir           string              // "" for the first, "tl/" for others
	Indexed       func(port int) bool // search engines may list the page that it has of the port
	Before, After string              // what stands around the number in the absolute address of a port's page
}

// A Page is a page that is no port's and that search engines may list.
type Page struct {
	Path        string // "about", "ranges/system", "" for home
	Lang        string // BCP 47 tag
	Title       string // plain text, of a page of words; "" for lists
	Description string // likewise
}

// A File is one file of the site for programs.
type File struct {
	Path  string // below the site's root: "data/ports.csv"
	Parts int    // a large file has several, so that nobody needs memory for all of it

	// Append appends one of the parts, 0 to Parts-1.
	Append func(dst []byte, part int) []byte
}

// Files lists the files. They may be made by several goroutines at the same time.
func Files(d *Data) []File {
	objects := sync.OnceValue(func() []string { return d.lines(0, registry.Ports-1, d.object) }) // for the shards and ports.ndjson
	files := []File{
		d.filled("feed.atom"), d.filled(apiRoot + "index.json"), d.filled(apiRoot + "schema.json"), d.filled(apiRoot + "openapi.json"),
		{"data/ports.csv", shards, d.appendCSV},
		{"data/ports.ndjson", shards, func(dst []byte, shard int) []byte { return appendObjects(dst, shard, objects(), "\n") }},
		{"data/services", shards, d.appendServices},
		d.filled("opensearch.xml"), d.filled("llms.txt"), d.filled("robots.txt"), d.filled("sitemap.xml"),
	}
	for shard := range shards {
		files = append(files, File{shardPath(shard), 1, func(dst []byte, _ int) []byte { return d.appendShard(dst, shard, objects()) }})
	}
	return append(append(files, d.filled("sitemaps/pages.xml")), d.PortSitemaps()...)
}

// lines are what write makes of each port from first to last, from the first comma on: in front of it stands the number.
// Nine in ten ports are like the one before but for their number, so they have the line of that one.
func (d *Data) lines(first, last int, write func(p *facts.Port) string) []string {
	var list []string
	line := ""
	for port := first; port <= last; port++ {
		if port == first || !d.Registry.Alike(port-1, port) || d.Noted.Has(port-1) || d.Noted.Has(port) {
			p := d.Facts(port)
			line = write(&p)
			line = line[strings.IndexByte(line, ','):]
		}
		list = append(list, line)
	}
	return list
}

// appendPort appends the number of a port between what stands before and after it.
func appendPort(dst []byte, before string, port int, after string) []byte {
	return append(strconv.AppendInt(append(dst, before...), int64(port), 10), after...)
}
