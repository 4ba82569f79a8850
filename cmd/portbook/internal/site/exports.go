package site

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
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
	from := &export.Source{Name: s.config.Name, Base: s.BaseURL(), Lang: main.Lang, Date: s.date, Repository: s.config.Repository, Registry: s.registry,
		Number: func(port int) string { return s.numbers.decimal[port] },
		URL:    func(path string) string { return v.absolute(path).URL() }, Uses: s.exportUses, Advice: s.exportAdvice,
		Blocked: s.facts.blocked(), Remarkable: s.remarkable.Has, Spans: s.facts.spans, Pages: s.exportPages, Indexed: s.isIndexed,
		History: func() export.History { return s.exportHistory(main) }}
	words := v.newValues()
	from.Word = func(key string) string { return v.phrase(key, &words).Text() }
	from.Title = func(port int) string { return withClerk(clerks, port, (*clerk).title) }
	from.Summary = func(port int) string { return withClerk(clerks, port, (*clerk).summary) }
	for _, port := range slices.Sorted(maps.Keys(main.essays)) {
		e, values := main.essays[port], v.newValues()
		v.describe(values, port)
		from.Essays = append(from.Essays, export.Essay{Port: port, Name: fixed(e.name, "", &values).Text(),
			Tagline: fixed(e.tagline, "", &values).Text(), Updated: e.updated})
	}
	for _, loc := range s.locales {
		from.Locales = append(from.Locales, export.Locale{Lang: loc.Lang, Dir: loc.dir, Publishes: loc.publishes,
			Before: s.BaseURL() + loc.dir + "ports/", After: s.links.portSuffix()})
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
	if e := c.locale.essays[port]; e != nil {
		return e.title
	}
	return [2]*markdown.Fragment{class.title, class.shortTitle}[c.shortTitle(port)]
}

// summary is what a port's page answers first.
func (c *clerk) summary(port int) *markdown.Fragment {
	if e := c.locale.essays[port]; e != nil {
		return e.summary
	}
	return c.locale.choices[c.site.classes[port]].lead.Fragment
}

// isIndexed reports whether search engines may list a port's page: those of its status may, or somebody
// wrote about it.
func (s *Site) isIndexed(port int) bool {
	return s.config.Index.lists(s.registry.Headline(port)) || s.locales[0].essays[port] != nil
}

// lists reports whether pages of ports of a headline status are listed.
func (c IndexConfig) lists(s registry.Status) bool {
	switch s {
	case registry.Assigned:
		return c.Assigned
	case registry.Reserved:
		return c.Reserved
	case registry.Dynamic:
		return c.Dynamic
	}
	return c.Unassigned
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
			if loc.dir == "" || strings.HasPrefix(address, loc.dir) {
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
	for _, p := range loc.pages {
		if loc.dir+p.path == page.Path {
			page.Title, page.Description = fixed(p.title, "", &values).Text(), fixed(p.description, "", &values).Text()
		}
	}
}

func (s *Site) exportUses(port int) []export.Use {
	if !s.remarkable.Has(port) {
		return nil
	}
	var list []export.Use
	for _, r := range s.facts.uses[port] {
		list = append(list, export.Use{Name: r.cells["name"], What: r.cells["what"], Transport: strings.ToLower(r.cells["transport"]),
			Relation: r.cells["relation"], Source: r.cells["source"]})
	}
	return list
}

func (s *Site) exportAdvice(port int) []export.Advice {
	if !s.remarkable.Has(port) {
		return nil
	}
	var list []export.Advice
	for _, r := range s.facts.advice[port] {
		list = append(list, export.Advice{Transport: r.cells["transport"], Text: r.cells["advice"], Source: r.cells["source"]})
	}
	return list
}

// blocked returns whether browsers refuse to open a port.
func (f *facts) blocked() func(port int) bool {
	if set := f.sets[browserBlocked]; set != nil {
		return set.Has
	}
	return func(int) bool { return false }
}

// addSpan notes a row that speaks of a run of ports.
func (f *facts) addSpan(table string, row factsRow) {
	c := row.cells
	first := func(keys ...string) string {
		for _, key := range keys {
			if c[key] != "" {
				return c[key]
			}
		}
		return ""
	}
	f.spans = append(f.spans, export.Span{Table: table, Slug: c["slug"], Name: first("name", "system"), Version: c["version"],
		First: row.first, Last: row.last, Transports: c["transport"], What: first("what", "meaning", "rule"), See: c["how_to_see"], Source: c["source"]})
}
