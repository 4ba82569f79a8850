package check

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// placesOf returns a function that lists the ids of a page, by its address without root. Pages are rendered for it, since
// most ids come from templates.
func placesOf(s *site.Site) func(address string) map[string]bool {
	places := map[string]map[string]bool{}
	return func(address string) map[string]bool {
		if places[address] == nil {
			page, _ := s.PageAt(address)
			places[address], _ = readHTML(page)
		}
		return places[address]
	}
}

var templateLink = regexp.MustCompile(`\{\{-?\s*link\s+"([^"#]*)#([^"]+)"`)

func anchors(c *corpus, add add) {
	at := placesOf(c.site)
	for _, t := range c.texts {
		for _, l := range t.links {
			address, id := t.placeOf(l, c.site)
			if id == "" {
				continue
			}
			if known := at(address); !known[id] && (l.Dest[0] != '#' || !hasHeading(known, t.name, id)) {
				add(t.file, l.Line, "the link "+l.Dest+" leads to no place: /"+address+" has no #"+id, nearest(id, known))
			}
		}
	}
	for _, template := range c.templates {
		for i, line := range strings.Split(template.src, "\n") {
			for _, l := range templateLink.FindAllStringSubmatch(line, -1) {
				if known := at(l[1]); !known[l[2]] {
					add(template.file, i+1, "the link "+l[1]+"#"+l[2]+" leads to no place on its page", nearest(l[2], known))
				}
			}
		}
	}
	ownAnchors(c, add)
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

// ownAnchors looks for links within a page that a template makes, on one page of every kind.
func ownAnchors(c *corpus, add add) {
	render := c.site.NewWorker()
	seen := map[string]bool{}
	for _, i := range c.site.Samples() {
		known, links := readHTML(render(i, nil))
		for _, l := range links {
			id, within := strings.CutPrefix(string(l.to), "#")
			if !within || id == "" || known[id] || seen[id] {
				continue
			}
			seen[id] = true
			at := slices.IndexFunc(c.templates, func(t source) bool { return strings.Contains(t.src, "#"+id) })
			if at >= 0 { // others are those of texts
				t := c.templates[at]
				add(t.file, t.lineOf("#"+id), "the link #"+id+" leads to no place on "+c.site.Paths()[i], nearest(id, known))
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
