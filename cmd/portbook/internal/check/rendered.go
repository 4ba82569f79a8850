package check

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// anchors looks ids up on rendered pages, since most come from templates.
func anchors(c *corpus, add add) {
	ids := map[string]map[string]bool{} // by address without root
	at := func(address string) map[string]bool {
		if ids[address] == nil {
			page, _ := c.site.PageAt(address)
			ids[address], _ = readHTML(page)
		}
		return ids[address]
	}
	for _, t := range c.texts {
		for _, l := range t.links {
			if address, id := t.placeOf(l, c.site); id != "" {
				if known := at(address); !known[id] && (l.Dest[0] != '#' || !hasHeading(known, t.name, id)) {
					add(t.file, l.Line, "the link "+l.Dest+" leads to no place: /"+address+" has no #"+id, nearest(id, known))
				}
			}
		}
	}
	checkSamples(c.site, add)
}

// placeOf returns the address and the id to which a link leads on a page that shows the text; no id if it leads elsewhere.
// That its page exists was made sure by loading.
func (t *text) placeOf(l markdown.Link, s *site.Site) (address, id string) {
	page, id, _ := strings.Cut(l.Dest, "#")
	if id == "" || strings.HasPrefix(page, "//") || page != "" && page[0] != '/' {
		return "", ""
	}
	address, fill, shown := s.ShownAt(t.file)
	if !shown {
		return "", ""
	}
	if page != "" {
		address = fill(page[1:])
	}
	if decoded, err := url.PathUnescape(id); err == nil {
		id = decoded
	}
	return address, id
}

// hasHeading reports whether the id is that of a heading in the text itself: several texts share a page, so
// their ids have a prefix.
func hasHeading(known map[string]bool, name, id string) bool {
	for k := range known {
		if prefix, rest, ok := strings.Cut(k, "-"); ok && strings.HasPrefix(prefix, "own") && rest == id {
			return true
		}
	}
	return known[name+"-"+id]
}

// checkSamples follows the links of one page of every kind, and reports those that templates make.
func checkSamples(s *site.Site, add add) {
	render := s.NewWorker()
	r := newLinkReader(s, s.Has, func(name string) []byte {
		i, _ := s.Find(name)
		return render(i, nil)
	})
	for _, i := range s.Samples() {
		r.follow(s.Paths()[i], render(i, nil))
	}
	dir := s.Inputs().Templates
	names, files := site.ReadFolder(dir)
	for _, link := range slices.Sorted(maps.Keys(r.broken)) {
		b := r.broken[link]
		_, id, _ := strings.Cut(link, "#")
		for _, name := range names {
			before, _, found := strings.Cut(string(files[name]), "#"+id)
			if found && id != "" {
				add(path.Join(filepath.ToSlash(dir), name), 1+strings.Count(before, "\n"),
					"the link "+link+" on "+b.page+" leads to no place", nearest(id, b.ids))
				break
			}
		}
	}
}

// questions reports two questions that meet on a page and ask the same: two general ones whose
// conditions overlap, or an essay's own that repeats a general one.
func questions(c *corpus, add add) {
	seen := map[[2]site.Place]bool{}
	for address, asked := range c.site.Questions() {
		first := map[string]site.Asked{}
		for _, q := range asked {
			key := normalized(q.Text)
			before, again := first[key]
			if !again {
				first[key] = q
				continue
			}
			if before.Own >= 0 && q.Own < 0 { // then the essay's is the one to change
				before, q = q, before
			}
			here, there := c.placeOf(q), c.placeOf(before)
			if pair := [2]site.Place{here, there}; !seen[pair] {
				seen[pair] = true
				add(here.File, here.Line, fmt.Sprintf("/%s asks this twice, also at %v: %s", address, there, q.Text),
					"take out one of them, or let `when` part their ports")
			}
		}
	}
}

// placeOf is where a question stands.
func (c *corpus) placeOf(q site.Asked) site.Place {
	own := max(q.Own, 0)
	for _, t := range c.texts {
		for _, f := range t.fields {
			if t.file == q.File && (f.key == "question" || f.key == "title") {
				if own == 0 {
					return site.Place{File: q.File, Line: f.Line}
				}
				own--
			}
		}
	}
	return site.Place{File: q.File, Line: 1}
}

// normalized is a text as one hears it: without marks and capitals.
func normalized(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
