package site

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
)

// addExports adds the files that programs read.
func (s *Site) addExports(main *locale) {
	from := s.exportSource(main)
	for _, f := range export.Files(from) {
		s.addFile(f.Path, nil)
		s.others[len(s.others)-1].large = func(dst []byte, full func([]byte) []byte) []byte { return f.Append(dst, from, full) }
	}
}

// Data is what programs are told of the site.
func (s *Site) Data() *export.Source { return s.exportSource(s.locales[0]) }

// exportSource tells package export what there is. Nothing is computed before it is asked for.
func (s *Site) exportSource(main *locale) *export.Source {
	v := newView(s, main, "")
	clerks := &sync.Pool{New: func() any { return &clerk{desk: desk{view: v, values: v.newValues()}} }}
	from := &export.Source{Name: s.content.Config.Name, Base: s.BaseURL(), Lang: main.Lang, Date: s.date, Repository: s.content.Config.Repository, Registry: s.registry,
		Number: func(port int) string { return s.numbers.decimal[port] },
		URL:    func(path string) string { return v.absolute(path).URL() }, Uses: s.exportUses, Advice: s.exportAdvice,
		Blocked: s.blocked(), Remarkable: s.remarkable.Has, Spans: s.exportSpans(), Pages: s.exportPages, Indexed: s.isIndexed,
		History: func() export.History { return s.exportHistory(main) }}
	words := v.newValues()
	from.Word = func(key string) string { return v.phrase(key, &words).Text() }
	from.Title = func(port int) string { return withClerk(clerks, port, (*clerk).title) }
	from.Summary = func(port int) string { return withClerk(clerks, port, (*clerk).summary) }
	for _, port := range slices.Sorted(maps.Keys(main.Essays)) {
		e, values := main.Essays[port], v.newValues()
		v.describe(values, port)
		from.Essays = append(from.Essays, export.Essay{Port: port, Name: fixed(e.Name, "", &values).Text(),
			Tagline: fixed(e.Tagline, "", &values).Text(), Updated: e.Updated})
	}
	for _, loc := range s.locales {
		from.Locales = append(from.Locales, export.Locale{Lang: loc.Lang, Dir: loc.Folder, Publishes: loc.Publishes,
			Before: s.BaseURL() + loc.Folder + "ports/", After: s.links.portSuffix()})
	}
	return from
}

// A clerk is a desk for the texts of one port at a time; files are rendered by several goroutines, and
// each needs its own.
type clerk struct {
	desk
	room []byte
}

func withClerk(clerks *sync.Pool, port int, text func(c *clerk, port int) *markdown.Fragment) string {
	c := clerks.Get().(*clerk)
	defer clerks.Put(c)
	c.describe(c.values, port)
	c.room = fixed(text(c, port), "", &c.values).AppendText(c.room[:0])
	return string(c.room)
}

// title is the title of a port's page.
func (c *clerk) title(port int) *markdown.Fragment {
	class := &c.locale.choices[c.site.classes[port]]
	if e := c.locale.Essays[port]; e != nil {
		return e.Title
	}
	return [2]*markdown.Fragment{class.title, class.shortTitle}[c.shortTitle(port)]
}

// summary is what a port's page answers first.
func (c *clerk) summary(port int) *markdown.Fragment {
	if e := c.locale.Essays[port]; e != nil {
		return e.Summary
	}
	return c.locale.choices[c.site.classes[port]].lead.Fragment
}

// isIndexed reports whether search engines may list a port's page: those of its status may, or somebody
// wrote about it.
func (s *Site) isIndexed(port int) bool {
	return s.content.Config.Index.Lists(s.registry.Headline(port)) || s.locales[0].Essays[port] != nil
}

// exportPages lists the pages that are no port's, those of all locales whichever are built now: parts
// of a site that were built apart merge by copying, so what they share must not differ.
func (s *Site) exportPages() []export.Page {
	var pages []export.Page
	for _, address := range slices.Sorted(maps.Keys(s.pages)) {
		if path.Base(address) == "404" {
			continue
		}
		p := export.Page{Path: address, Lang: s.locales[0].Lang}
		for _, loc := range s.locales {
			if loc.Folder == "" || strings.HasPrefix(address, loc.Folder) {
				p.Lang = loc.Lang
				s.describePage(&p, loc)
			}
		}
		pages = append(pages, p)
	}
	return pages
}

// describePage sets the texts of a page of words.
func (s *Site) describePage(page *export.Page, loc *locale) {
	values := newView(s, loc, "").newValues()
	for _, p := range loc.Pages {
		if loc.Folder+p.Path == page.Path {
			page.Title, page.Description = fixed(p.Title, "", &values).Text(), fixed(p.Description, "", &values).Text()
		}
	}
}

func (s *Site) exportUses(port int) []export.Use {
	if !s.remarkable.Has(port) {
		return nil
	}
	var list []export.Use
	for _, r := range s.content.Facts.Uses[port] {
		list = append(list, export.Use{Name: r.Cells["name"], What: r.Cells["what"], Transport: strings.ToLower(r.Cells["transport"]),
			Relation: r.Cells["relation"], Source: r.Cells["source"]})
	}
	return list
}

func (s *Site) exportAdvice(port int) []export.Advice {
	if !s.remarkable.Has(port) {
		return nil
	}
	var list []export.Advice
	for _, r := range s.content.Facts.Advice[port] {
		list = append(list, export.Advice{Transport: r.Cells["transport"], Text: r.Cells["advice"], Source: r.Cells["source"]})
	}
	return list
}

// blocked returns whether browsers refuse to open a port.
func (s *Site) blocked() func(port int) bool {
	if set := s.content.Facts.Sets[browserBlocked]; set != nil {
		return set.Has
	}
	return func(int) bool { return false }
}

// exportSpans lists the rows of facts tables that speak of a run of ports.
func (s *Site) exportSpans() []export.Span {
	var list []export.Span
	for _, t := range s.content.Facts.Tables {
		for _, r := range t.Rows {
			if c := r.Cells; c["first"] != "" {
				list = append(list, export.Span{Table: t.Name, Slug: c["slug"], Name: cmp.Or(c["name"], c["system"]), Version: c["version"],
					First: r.First, Last: r.Last, Transports: c["transport"], What: cmp.Or(c["what"], c["meaning"], c["rule"]),
					See: c["how_to_see"], Source: c["source"]})
			}
		}
	}
	return list
}
