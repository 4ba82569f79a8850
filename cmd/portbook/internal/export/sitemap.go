package export

import (
	"encoding/xml"
	"fmt"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// sitemapSize is how many ports a sitemap covers. The protocol allows 50,000 addresses in one.
const sitemapSize = registry.Ports / 2

// PortSitemaps lists the sitemaps of the pages of ports: for each locale those where there are any that search engines may list.
func (d *Data) PortSitemaps() []File {
	var files []File
	for _, l := range d.Locales {
		prefix := ""
		if l.Dir != "" {
			prefix = l.Lang + "-"
		}
		for first := 0; first < registry.Ports; first += sitemapSize {
			if last := first + sitemapSize - 1; l.hasIndexed(first, last) {
				files = append(files, File{
					fmt.Sprintf("sitemaps/%sports-%d-%d.xml", prefix, first, last), sitemapSize / shardSize,
					func(dst []byte, part int) []byte { return l.appendSitemap(dst, first, last, part) },
				})
			}
		}
	}
	return files
}

func (l Locale) hasIndexed(first, last int) bool {
	for port := first; port <= last; port++ {
		if l.Indexed(port) {
			return true
		}
	}
	return false
}

// appendSitemap appends a part of the sitemap of the ports first to last.
func (l Locale) appendSitemap(dst []byte, first, last, part int) []byte {
	if part == 0 {
		dst = append(dst, xml.Header+`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+"\n"...)
	}
	before, after := "<url><loc>"+escaped(l.Before), escaped(l.After)+"</loc></url>\n"
	start := first + part*shardSize
	for port := start; port < start+shardSize; port++ {
		if l.Indexed(port) {
			dst = appendPort(dst, before, port, after)
		}
	}
	if start+shardSize > last {
		dst = append(dst, "</urlset>\n"...)
	}
	return dst
}
