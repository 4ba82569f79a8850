package site

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/search"
	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// Data is what the files for programs are made of. What is dear is not computed before it is asked for.
func (s *Site) Data() *export.Data {
	c, main := s.common, s.locales[0]
	v := c.View(main.Locale, "")
	words := v.NewValues()
	noted := c.Noted
	for _, r := range c.Content.Facts.Rows(lists.BrowserBlocked) {
		noted.Add(r.First, r.Last)
	}
	data := &export.Data{
		Name: c.Content.Config.Name, Base: c.BaseURL(), Lang: main.Lang, Date: c.Date, Registry: c.Registry,
		Noted: &noted, Spans: s.exportSpans(),
		Facts: s.Facts, Title: s.titles(), Pages: s.exportPages,
		Word:    func(key string) string { return v.Filled(key, words) },
		URL:     func(path string) string { return string(v.Absolute(path).URL()) },
		History: func() export.History { return s.lists.History() },
	}
	for _, loc := range s.locales {
		data.Locales = append(data.Locales, export.Locale{
			Lang: loc.Lang, Dir: loc.Folder,
			Indexed: func(port int) bool { return loc.Publishes(port) && s.isIndexed(port) },
			Before:  c.BaseURL() + loc.Folder + "ports/", After: c.Links.PortSuffix(),
		})
	}
	return data
}

// Facts returns what is known of a port.
func (s *Site) Facts(port int) facts.Port {
	p := facts.Registered(s.common.Registry, port)
	if set := s.common.Content.Facts.Sets[lists.BrowserBlocked]; set != nil {
		p.Blocked = set.Has(port)
	}
	if !s.common.Noted.Has(port) {
		return p
	}
	for _, r := range s.common.Content.Facts.Uses[port] {
		p.Uses = append(p.Uses, facts.Use{
			Name: r.Cells["name"], What: r.Cells["what"], Transport: strings.ToLower(r.Cells["transport"]),
			Relation: r.Cells["relation"], Source: r.Cells["source"],
		})
	}
	for _, r := range s.common.Content.Facts.Advice[port] {
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
func (s *Site) titles() func(port int) string {
	b := newPortBuilder(s, s.locales[0])
	var mutex sync.Mutex
	return func(port int) string {
		mutex.Lock()
		defer mutex.Unlock()
		b.Describe(b.values, port)
		class := &b.loc.choices[s.classes[port]]
		title := class.title
		if e := b.loc.Essays[port]; e != nil {
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
	values := s.common.ValuesOf(s.locales[0].Locale, port)
	return func(f *markdown.Fragment) string { return f.Text(values) }
}

// isIndexed reports whether search engines may list a port's page: those of its status may, or somebody
// wrote about it.
func (s *Site) isIndexed(port int) bool {
	return s.common.Content.Config.Index.Lists(s.common.Registry.Headline(port)) || s.locales[0].Essays[port] != nil
}

// exportPages lists the pages that are no port's, those of all locales whichever are built now: parts
// of a site that were built apart merge by copying, so what they share must not differ.
func (s *Site) exportPages() []export.Page {
	written := map[string]export.Page{} // pages of words, by path
	for _, loc := range s.locales {
		values := s.common.View(loc.Locale, loc.Folder).NewValues()
		for _, p := range loc.Pages {
			written[loc.Folder+p.Path] = export.Page{Title: p.Title.Text(values), Description: p.Description.Text(values)}
		}
	}
	var pages []export.Page
	for _, address := range s.common.Addresses() {
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
	for _, t := range s.common.Content.Facts.Tables {
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

// searchScript is the file with the search. It exists once, for all locales, and knows their words.
const searchScript = "assets/search.js"

// searchWords are the keys of the words that the script shows.
func searchWords() []string {
	keys := append([]string{"search-label"}, search.Words...)
	for s := range registry.Dynamic + 1 {
		keys = append(keys, "status-"+s.String())
	}
	return keys
}

// searchIndex lists what can be found.
func (s *Site) searchIndex() *search.Index {
	c := s.common
	index := &search.Index{Registry: c.Registry, Ports: s.Data().NotedPorts(), Pages: s.lists.SearchPages(), Ending: c.Links.PortSuffix()}
	for _, r := range registry.Ranges() {
		index.Spans = append(index.Spans, fmt.Sprintf("ranges/%s %d-%d", r.Slug, r.First, r.Last))
	}
	for _, b := range s.lists.Large {
		index.Spans = append(index.Spans, "blocks/"+b.Slug())
	}
	for _, t := range view.Thousands {
		index.Spans = append(index.Spans, "ranges/"+t.Slug)
	}
	for _, loc := range s.locales {
		words := map[string]string{}
		for _, key := range searchWords() {
			words[strings.TrimPrefix(key, "status-")] = loc.Words.Text(key)
		}
		index.Locales = append(index.Locales, search.Locale{Dir: loc.Folder, Ports: loc.Published.String(), Words: words})
	}
	return index
}
