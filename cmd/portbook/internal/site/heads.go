package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// head fills what every page of a kind has in its head. path is that of the page, without root; for
// port pages it ends before the number. card names the picture for social media.
func (v *view) head(kind string, title, description Text, path, card string) Head {
	h := Head{Kind: kind, Site: v.site.content.Config.Name, Lang: v.locale.Lang, Title: title, Description: description, Policy: v.site.policy()}
	h.Canonical = around(v.site.origin+v.site.basePath+path, nil, v.site.links.portSuffix())
	if kind != "port" {
		h.Canonical, h.Search = v.absolute(path), v.absolute("opensearch.xml")
	}
	if r := v.site.content.Config.Repository; r != "" {
		h.Repository = addressOf(r)
	}
	if file := "assets/cards/" + card + ".png"; v.site.has(file) {
		h.Image = addressOf(v.site.origin + v.site.basePath + file)
	}
	return h
}

// pageAlternates lists a page of words in all locales that have it, when there are several.
func (v *view) pageAlternates(path string) []Alternate {
	var list []Alternate
	for _, loc := range v.site.locales {
		if v.site.pages[loc.Folder+path] {
			list = append(list, Alternate{loc.Lang, loc.Name, v.absolute(loc.Folder + path)})
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// crumbs sets the way to a page below the list of all ports, through a range unless that is empty.
func (v *view) crumbs(h *Head, r Range) {
	type place struct{ name, path string }
	way := []place{{v.locale.Words.Text("crumb-ports"), "ports/"}}
	if r.Slug != "" {
		way = append(way, place{r.Name, "ranges/" + r.Slug})
	}
	for _, p := range way {
		h.Crumbs = append(h.Crumbs, Link{p.name, v.address(p.path)})
	}
}

// absolute is the address of a page for the world outside.
func (v *view) absolute(path string) Address {
	return addressOf(v.site.origin + v.site.basePath + v.site.links.shown(path))
}

// has reports whether the site has a file.
func (s *Site) has(file string) bool {
	_, ok := s.byPath[file]
	return ok
}

// policy is the Content-Security-Policy: everything from this site, nothing inline, and feedback to
// where it goes.
func (s *Site) policy() string {
	to := "'self'"
	if endpoint := s.content.Config.Feedback.Source; endpoint != "" {
		scheme, rest, _ := strings.Cut(endpoint, "://")
		host, _, _ := strings.Cut(rest, "/")
		to += " " + scheme + "://" + host
	}
	return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src " + to +
		"; form-action " + to + "; base-uri 'none'"
}

// renderHeaders returns the file that tells hosts which headers to send.
func (s *Site) renderHeaders() func(dst []byte) []byte {
	text := s.basePath + "*\n" +
		"  Content-Security-Policy: " + s.policy() + "; frame-ancestors 'none'\n" +
		"  Referrer-Policy: strict-origin-when-cross-origin\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  Access-Control-Allow-Origin: *\n" + // programs in pages of others may read the data; there is nothing secret
		"  Cache-Control: public, max-age=3600\n"
	return func(dst []byte) []byte { return append(dst, text...) }
}

func (v *view) rangeOfPort(port int) Range { return v.rangeData(registry.RangeOf(port)) }

func (v *view) rangeData(r registry.Range) Range {
	d := v.site.numbers.decimal
	return Range{Slug: r.Slug, Name: v.locale.Range(r.First), First: d[r.First], Last: d[r.Last],
		Count: thousands(r.Count()), Address: v.address("ranges/" + r.Slug)}
}
