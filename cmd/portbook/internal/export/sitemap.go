package export

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// sitemapSize is how many ports a sitemap covers. The protocol allows 50,000 addresses in one.
const sitemapSize = registry.Ports / 2

// A sitemap is one file of addresses.
type sitemap struct {
	path   string
	append func(dst []byte, from *Source, full func([]byte) []byte) []byte
}

// sitemaps lists the sitemaps: one of all pages that are no port's, and for each locale those of its
// ports, where there are any that search engines may list. Pages have no date in them: nobody
// records when a page last changed, and an invented date would be worse than none.
func sitemaps(from *Source) []sitemap {
	list := []sitemap{{"sitemaps/pages.xml", small(appendPageMap)}}
	for _, l := range from.Locales {
		for first := 0; first < registry.Ports; first += sitemapSize {
			if last := first + sitemapSize - 1; from.hasIndexed(l, first, last) {
				list = append(list, sitemap{fmt.Sprintf("sitemaps/%sports-%d-%d.xml", l.prefix(), first, last),
					func(dst []byte, from *Source, full func([]byte) []byte) []byte {
						return appendPortMap(dst, from, full, l, first, last)
					}})
			}
		}
	}
	return list
}

// prefix begins the names of a locale's sitemaps: "" or "tl-".
func (l Locale) prefix() string {
	if l.Dir == "" {
		return ""
	}
	return l.Lang + "-"
}

func (from *Source) isIndexed(l Locale, port int) bool {
	return l.Publishes(port) && from.Indexed(port)
}

func (from *Source) hasIndexed(l Locale, first, last int) bool {
	for port := first; port <= last; port++ {
		if from.isIndexed(l, port) {
			return true
		}
	}
	return false
}

const sitemapNamespace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

func appendSitemapIndex(dst []byte, from *Source) []byte {
	dst = append(append(dst, xml.Header...), "<sitemapindex "+sitemapNamespace+">\n"...)
	for _, m := range sitemaps(from) {
		dst = append(append(dst, "<sitemap><loc>"...), escaped(from.URL(m.path))...)
		dst = append(dst, "</loc></sitemap>\n"...)
	}
	return append(dst, "</sitemapindex>\n"...)
}

func appendPageMap(dst []byte, from *Source) []byte {
	dst = append(append(dst, xml.Header...), "<urlset "+sitemapNamespace+">\n"...)
	for _, p := range from.Pages() {
		dst = append(append(append(dst, "<url><loc>"...), escaped(from.URL(p.Path))...), "</loc></url>\n"...)
	}
	return append(dst, "</urlset>\n"...)
}

func appendPortMap(dst []byte, from *Source, full func([]byte) []byte, l Locale, first, last int) []byte {
	dst = append(append(dst, xml.Header...), "<urlset "+sitemapNamespace+">\n"...)
	before, after := "<url><loc>"+escaped(l.Before), escaped(l.After)+"</loc></url>\n"
	for port := first; port <= last; port++ {
		if from.isIndexed(l, port) {
			dst = append(append(append(dst, before...), from.Number(port)...), after...)
		}
		if port%shardSize == 0 {
			dst = full(dst)
		}
	}
	return append(dst, "</urlset>\n"...)
}

// escaped is a text as it stands in XML.
func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a bytes.Buffer does not fail
	return b.String()
}
