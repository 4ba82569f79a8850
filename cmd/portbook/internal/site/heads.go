package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// head fills what every page of a kind has in its head. path is that of the page, without root; it does not matter for
// pages of ports. card names the picture for social media.
func (v *view) head(kind string, title, description page.Text, path, card string) page.Head {
	h := page.Head{Kind: kind, Site: v.site.content.Config.Name, Lang: v.locale.Lang, Title: title, Description: description, Policy: v.site.policy()}
	if kind != "port" {
		h.Canonical, h.Search = v.absolute(path), v.absolute("opensearch.xml")
	}
	if r := v.site.content.Config.Repository; r != "" {
		h.Repository = elsewhere(r)
	}
	if file := "assets/cards/" + card + ".png"; v.site.has(file) {
		h.Image = elsewhere(v.site.BaseURL() + file)
	}
	return h
}

// pageAlternates lists a page of words in all locales that have it, when there are several.
func (v *view) pageAlternates(path string) []page.Alternate {
	var list []page.Alternate
	for _, loc := range v.site.locales {
		if v.site.pages[loc.Folder+path] {
			list = append(list, page.Alternate{Lang: loc.Lang, Name: loc.Name, Address: v.absolute(loc.Folder + path)})
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// crumbs sets the way to a page below the list of all ports, through a range unless that is empty.
func (v *view) crumbs(h *page.Head, r page.Range) {
	type place struct{ name, path string }
	way := []place{{v.locale.Words.Text("crumb-ports"), "ports/"}}
	if r.Slug != "" {
		way = append(way, place{r.Name, "ranges/" + r.Slug})
	}
	for _, p := range way {
		h.Crumbs = append(h.Crumbs, page.Link{Text: render.Value(p.name), Address: v.address(p.path)})
	}
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

func (v *view) rangeOfPort(port int) page.Range { return v.rangeData(registry.RangeOf(port)) }

func (v *view) rangeData(r registry.Range) page.Range {
	d := v.site.numbers.decimal
	return page.Range{
		Slug: r.Slug, Name: v.locale.Range(r.First), First: d[r.First], Last: d[r.Last],
		Count: thousands(r.Count()), Address: v.address("ranges/" + r.Slug),
	}
}
