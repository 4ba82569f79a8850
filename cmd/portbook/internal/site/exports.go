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
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// addExports adds the files that programs read.
func (s *Site) addExports(main *locale) {
	for _, f := range export.Files(s.exportData(main)) {
		s.addFile(f.Path, nil)
		s.others[len(s.others)-1].large = func(dst []byte, full func([]byte) []byte) []byte {
			for part := range f.Parts {
				dst = full(f.Append(dst, part))
			}
			return dst
		}
	}
}

// Data is what the files for programs are made of.
func (s *Site) Data() *export.Data { return s.exportData(s.locales[0]) }

// exportData fills what package export needs. What is dear is not computed before it is asked for.
func (s *Site) exportData(main *locale) *export.Data {
	v := main.view(s, "")
	words := v.newValues()
	noted := s.remarkable
	for _, r := range s.facts.rows[browserBlocked] {
		noted.Add(r.first, r.last)
	}
	data := &export.Data{
		Name: s.config.Name, Base: s.BaseURL(), Lang: main.Lang, Date: s.date, Registry: s.registry, Noted: &noted, Spans: s.facts.spans,
		Facts: s.Facts, Title: s.titles(main), Pages: s.exportPages,
		Word:    func(key string) string { return v.phrase(key, &words).Text() },
		URL:     func(path string) string { return v.absolute(path).URL() },
		History: func() export.History { return s.exportHistory(main) },
	}
	for _, loc := range s.locales {
		data.Locales = append(data.Locales, export.Locale{
			Lang: loc.Lang, Dir: loc.dir,
			Indexed: func(port int) bool { return loc.publishes(port) && s.isIndexed(port) },
			Before:  s.BaseURL() + loc.dir + "ports/", After: s.links.portSuffix(),
		})
	}
	return data
}

// Facts returns what is known of a port.
func (s *Site) Facts(port int) page.Port {
	p := page.Registered(s.registry, port)
	if set := s.facts.sets[browserBlocked]; set != nil {
		p.Blocked = set.Has(port)
	}
	if !s.remarkable.Has(port) {
		return p
	}
	for _, r := range s.facts.uses[port] {
		p.Uses = append(p.Uses, page.Use{
			Name: r.cells["name"], What: r.cells["what"], Transport: strings.ToLower(r.cells["transport"]),
			Relation: r.cells["relation"], Source: r.cells["source"],
		})
	}
	for _, r := range s.facts.advice[port] {
		p.Advice = append(p.Advice, page.Advice{Transport: r.cells["transport"], Text: r.cells["advice"], Source: r.cells["source"]})
	}
	if e := s.locales[0].essays[port]; e != nil {
		text := s.textOf(port)
		p.Essay = &page.Essay{Name: text(e.name), Tagline: text(e.tagline), Updated: e.updated}
	}
	return p
}

// titles returns a function that makes the title of a port's page, without the site's name. There are many, so it uses the
// same memory for all.
func (s *Site) titles(main *locale) func(port int) string {
	v := main.view(s, "")
	d := &desk{view: v, values: v.newValues()}
	var mutex sync.Mutex
	return func(port int) string {
		mutex.Lock()
		defer mutex.Unlock()
		d.describe(d.values, port)
		class := &main.choices[s.classes[port]]
		title := [2]*markdown.Fragment{class.title, class.shortTitle}[d.shortTitle(port)]
		if e := main.essays[port]; e != nil {
			title = e.title
		}
		d.scratch = fixed(title, "", &d.values).AppendText(d.scratch[:0])
		return string(d.scratch)
	}
}

// Answer is what the page of a port says first: the answer to "what is this port?", as plain text.
func (s *Site) Answer(port int) string {
	if e := s.locales[0].essays[port]; e != nil {
		return s.textOf(port)(e.summary)
	}
	return s.textOf(port)(s.locales[0].choices[s.classes[port]].lead.Fragment)
}

// textOf returns a function that fills texts in for a port, as plain text.
func (s *Site) textOf(port int) func(f *markdown.Fragment) string {
	v := s.locales[0].view(s, "")
	values := v.newValues()
	v.describe(values, port)
	return func(f *markdown.Fragment) string { return fixed(f, "", &values).Text() }
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
	written := map[string]export.Page{} // pages of words, by path
	for _, loc := range s.locales {
		values := loc.view(s, loc.dir).newValues()
		for _, p := range loc.pages {
			written[loc.dir+p.path] = export.Page{Title: fixed(p.title, "", &values).Text(), Description: fixed(p.description, "", &values).Text()}
		}
	}
	var pages []export.Page
	for _, address := range slices.Sorted(maps.Keys(s.pages)) {
		if path.Base(address) == "404" {
			continue
		}
		p := written[address]
		p.Path = address
		for _, loc := range s.locales {
			if strings.HasPrefix(address, loc.dir) {
				p.Lang = loc.Lang
			}
		}
		pages = append(pages, p)
	}
	return pages
}

// addSpan notes a row that speaks of a run of ports.
func (f *facts) addSpan(table string, row factsRow) {
	c := row.cells
	f.spans = append(f.spans, page.Span{
		Table: table, Slug: c["slug"], Name: cmp.Or(c["name"], c["system"]), Version: c["version"],
		First: row.first, Last: row.last, Transports: c["transport"],
		What: cmp.Or(c["what"], c["meaning"], c["rule"]), See: c["how_to_see"], Source: c["source"],
	})
}
