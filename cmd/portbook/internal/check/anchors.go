package check

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A placeFinder looks up ids on pages. Pages are rendered for it, since most ids come from templates.
type placeFinder struct {
	site *site.Site
	add  add
	ids  map[string]map[string]bool // by address without root
}

// anchors reports links to a place that their page does not have.
func anchors(c *corpus, add add) {
	p := placeFinder{c.site, add, map[string]map[string]bool{}}
	for _, t := range c.texts {
		for _, l := range t.links {
			p.checkText(t, l)
		}
	}
	dir := filepath.ToSlash(c.site.Inputs().Templates)
	folder, _ := content.ReadFolder(dir)
	names, files := folder.Names, folder.Files
	for _, name := range names {
		p.checkTemplate(path.Join(dir, name), string(files[name]))
	}
	p.checkSamples(func(id string) (file string, line int) {
		for _, name := range names {
			if before, _, ok := strings.Cut(string(files[name]), "#"+id); ok {
				return path.Join(dir, name), 1 + strings.Count(before, "\n")
			}
		}
		return "", 0
	})
}

func (p placeFinder) at(address string) map[string]bool {
	if p.ids[address] == nil {
		page, _ := p.site.PageAt(address)
		p.ids[address], _ = readHTML(page)
	}
	return p.ids[address]
}

// checkText looks a link of a text up. That its page exists was made sure by loading.
func (p placeFinder) checkText(t *text, l markdown.Link) {
	page, id, _ := strings.Cut(l.Dest, "#")
	if id == "" || strings.HasPrefix(page, "//") || page != "" && page[0] != '/' {
		return
	}
	address, fill, ok := p.site.ShownAt(t.file)
	if !ok {
		return // no page shows the text
	}
	if page != "" {
		address = fill(page[1:])
	}
	if decoded, err := url.PathUnescape(id); err == nil {
		id = decoded
	}
	if known := p.at(address); !known[id] && (page != "" || !hasHeading(known, t.name, id)) {
		p.add(t.file, l.Line, "the link "+l.Dest+" leads to no place: /"+address+" has no #"+id, nearest(id, known))
	}
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

var templateLink = regexp.MustCompile(`\{\{-?\s*link\s+"([^"#]*)#([^"]+)"`)

// checkTemplate looks up the links that a template makes to other pages.
func (p placeFinder) checkTemplate(file, src string) {
	for i, line := range strings.Split(src, "\n") {
		for _, l := range templateLink.FindAllStringSubmatch(line, -1) {
			if known := p.at(l[1]); !known[l[2]] {
				p.add(file, i+1, "the link "+l[1]+"#"+l[2]+" leads to no place on its page", nearest(l[2], known))
			}
		}
	}
}

// checkSamples looks for links within a page, on one page of every kind. Those that come from a text
// were checked there; source says where a template names the id.
func (p placeFinder) checkSamples(source func(id string) (file string, line int)) {
	render := p.site.NewWorker()
	seen := map[string]bool{}
	for _, i := range p.site.Samples() {
		known, links := readHTML(render(i, nil))
		for _, l := range links {
			id, within := strings.CutPrefix(string(l.to), "#")
			if !within || id == "" || known[id] || seen[id] {
				continue
			}
			seen[id] = true
			if file, line := source(id); file != "" {
				p.add(file, line, "the link #"+id+" leads to no place on "+p.site.Paths()[i], nearest(id, known))
			}
		}
	}
}
