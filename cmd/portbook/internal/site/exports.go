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
	"github.com/portbook/portbook/cmd/portbook/internal/facts"
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
	for _, r := range s.content.Facts.Rows(browserBlocked) {
		noted.Add(r.First, r.Last)
	}
	data := &export.Data{
		Name: s.content.Config.Name, Base: s.BaseURL(), Lang: main.Lang, Date: s.date, Registry: s.registry, Noted: &noted, Spans: s.exportSpans(),
		Facts: s.Facts, Title: s.titles(main), Pages: s.exportPages,
		Word:    func(key string) string { return v.phrase(key).Text(words) },
		URL:     func(path string) string { return string(v.absolute(path).URL()) },
		History: func() export.History { return s.exportHistory(main) },
	}
	for _, loc := range s.locales {
		data.Locales = append(data.Locales, export.Locale{
			Lang: loc.Lang, Dir: loc.Folder,
			Indexed: func(port int) bool { return loc.Publishes(port) && s.isIndexed(port) },
			Before:  s.BaseURL() + loc.Folder + "ports/", After: s.links.portSuffix(),
		})
	}
	return data
}

// Facts returns what is known of a port.
func (s *Site) Facts(port int) facts.Port {
	p := facts.Registered(s.registry, port)
	if set := s.content.Facts.Sets[browserBlocked]; set != nil {
		p.Blocked = set.Has(port)
	}
	if !s.remarkable.Has(port) {
		return p
	}
	for _, r := range s.content.Facts.Uses[port] {
		p.Uses = append(p.Uses, facts.Use{
			Name: r.Cells["name"], What: r.Cells["what"], Transport: strings.ToLower(r.Cells["transport"]),
			Relation: r.Cells["relation"], Source: r.Cells["source"],
		})
	}
	for _, r := range s.content.Facts.Advice[port] {
		p.Advice = append(p.Advice, facts.Advice{Transport: r.Cells["transport"], Text: r.Cells["advice"], Source: r.Cells["source"]})
	}
	if e := s.locales[0].Essays[port]; e != nil {
		text := s.textOf(port)
		p.Essay = &facts.Essay{Name: text(e.Name), Tagline: text(e.Tagline), Updated: e.Updated}
	}
	return p
}

// titles returns a function that makes the title of a port's page, without the site's name. There are many, so it uses the
// same memory for all.
func (s *Site) titles(main *locale) func(port int) string {
	v := main.view(s, "")
	b := &portBuilder{view: v, values: v.newValues()}
	var mutex sync.Mutex
	return func(port int) string {
		mutex.Lock()
		defer mutex.Unlock()
		b.describe(b.values, port)
		class := &main.choices[s.classes[port]]
		title := class.title
		if e := main.Essays[port]; e != nil {
			title = e.Title
		} else if b.titleIsLong(port) {
			title = class.shortTitle
		}
		b.scratch = title.AppendText(b.scratch[:0], b.values)
		return string(b.scratch)
	}
}

// Answer is what the page of a port says first: the answer to "what is this port?", as plain text.
func (s *Site) Answer(port int) string {
	if e := s.locales[0].Essays[port]; e != nil {
		return s.textOf(port)(e.Summary)
	}
	return s.textOf(port)(s.locales[0].choices[s.classes[port]].lead.Fragment)
}

// textOf returns a function that fills texts in for a port, as plain text.
func (s *Site) textOf(port int) func(f *markdown.Fragment) string {
	v := s.locales[0].view(s, "")
	values := v.newValues()
	v.describe(values, port)
	return func(f *markdown.Fragment) string { return f.Text(values) }
}

// isIndexed reports whether search engines may list a port's page: those of its status may, or somebody
// wrote about it.
func (s *Site) isIndexed(port int) bool {
	return s.content.Config.Index.Lists(s.registry.Headline(port)) || s.locales[0].Essays[port] != nil
}

// exportPages lists the pages that are no port's, those of all locales whichever are built now: parts
// of a site that were built apart merge by copying, so what they share must not differ.
func (s *Site) exportPages() []export.Page {
	written := map[string]export.Page{} // pages of words, by path
	for _, loc := range s.locales {
		values := loc.view(s, loc.Folder).newValues()
		for _, p := range loc.Pages {
			written[loc.Folder+p.Path] = export.Page{Title: p.Title.Text(values), Description: p.Description.Text(values)}
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
			if strings.HasPrefix(address, loc.Folder) {
				p.Lang = loc.Lang
			}
		}
		pages = append(pages, p)
	}
	return pages
}

// exportSpans lists the rows of tables that speak of runs of ports.
func (s *Site) exportSpans() []facts.Span {
	var list []facts.Span
	for _, t := range s.content.Facts.Tables {
		for _, r := range t.Rows {
			if c := r.Cells; c["first"] != "" {
				list = append(list, facts.Span{
					Table: t.Name, Slug: c["slug"], Name: cmp.Or(c["name"], c["system"]), Version: c["version"],
					First: r.First, Last: r.Last, Transports: c["transport"],
					What: cmp.Or(c["what"], c["meaning"], c["rule"]), See: c["how_to_see"], Source: c["source"],
				})
			}
		}
	}
	return list
}
