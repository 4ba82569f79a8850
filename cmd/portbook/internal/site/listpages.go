package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// row makes a row of cells of one part each.
func row(parts ...page.CellPart) page.TableRow {
	cells := make([]page.TableCell, len(parts))
	for i := range parts {
		cells[i].Parts = parts[i : i+1]
	}
	return page.TableRow{Cells: cells}
}

// A list is one list of the site: where it is, its words, and how it is filled. The words are
// list-WORD-title, list-WORD-description and list-WORD-lead; those with a hint stand on the page of
// all ports, which shows their count.
type list struct {
	word, path string
	within     []string // words of the lists above it
	fill       func(v *view, p *page.ListPage, values []string)
	count      func(s *Site) int // for the page of all ports; nil where the number says nothing
}

// mainLists are the lists that lead to all others, in the order of the page of all ports.
func (s *Site) mainLists() []list {
	lists := []list{
		{word: "blocks", path: "blocks/", fill: (*view).fillBlocks, count: func(s *Site) int { return len(s.directory.blocks()) }},
		{word: "transports", path: "transports/", fill: (*view).fillTransports, count: func(*Site) int { return registry.Transports }},
		{word: "services", path: "services/", fill: (*view).fillServices, count: func(s *Site) int { return s.names }},
		{
			word: "without-port", path: "services/without-port", within: []string{"services"}, fill: (*view).fillWithoutPort,
			count: func(s *Site) int { return s.portless },
		},
		{word: "rfcs", path: "rfcs/", fill: (*view).fillRFCs, count: func(s *Site) int { return len(s.directory.rfcs()) }},
		{word: "newest", path: "newest/", fill: (*view).fillNewest},
	}
	if len(s.content.Facts.Uses) > 0 {
		lists = append(lists, list{word: "uses", path: "uses/", fill: (*view).fillUses, count: func(s *Site) int { return len(s.directory.uses()) }})
	}
	if rows := s.content.Facts.Rows(browserBlocked); len(rows) > 0 {
		lists = append(lists, list{
			word: "browser-blocked", path: "uses/browser-blocked", fill: (*view).fillBrowserBlocked,
			count: func(*Site) int { return len(rows) },
		})
	}
	if essays := s.locales[0].Essays; len(essays) > 0 {
		lists = append(lists, list{word: "essays", path: "essays/", fill: (*view).fillEssays, count: func(*Site) int { return len(essays) }})
	}
	return lists
}

// transportLists are the lists of one transport each.
func transportLists() []list {
	var lists []list
	for t := range registry.Transport(registry.Transports) {
		lists = append(lists, list{
			word: "transport", path: "transports/" + t.String(), within: []string{"transports"},
			fill: func(v *view, p *page.ListPage, values []string) { v.fillTransport(p, values, t) },
		})
	}
	return lists
}

// addLists adds the lists, and the pages of large blocks.
func (s *Site) addLists(main *locale) {
	lists := append(s.mainLists(), transportLists()...)
	for _, letter := range lettersOf(s.registry) {
		lists = append(lists, list{
			word: "letter", path: "services/" + letter, within: []string{"services"},
			fill: func(v *view, p *page.ListPage, values []string) { v.fillLetter(p, values, letter) },
		})
	}
	for i, l := range lists {
		s.addPage(l.path, s.renderList(main, l))
		s.others[len(s.others)-1].alike = i > 0 // they share a template, and their words are checked
	}
	s.addBlocks(main)
}

// renderList returns how to render a list.
func (s *Site) renderList(loc *locale, l list) renderer {
	return func(dst []byte) []byte {
		v := loc.view(s, l.path)
		values := v.newValues()
		p := new(page.ListPage)
		l.fill(v, p, values)
		s.directory.counted.Store(l.path, values)
		key := "list-" + l.word
		p.Title, p.Lead = v.words(key+"-title"), v.words(key+"-lead")
		p.Head = v.head("list", p.Title, v.words(key+"-description"), l.path, "site")
		v.crumbs(&p.Head, page.Range{})
		for _, above := range l.within {
			p.Head.Crumbs = append(p.Head.Crumbs, v.listCrumb(above, values))
		}
		return v.templates.list.Append(dst, p, values)
	}
}

// listCrumb leads to a list above another one.
func (v *view) listCrumb(word string, values []string) page.Link {
	return page.Link{Text: render.Value(v.phrase("list-" + word + "-title").Text(values)), Address: v.address(word + "/")}
}

// valuesOf returns what the words of a list tell of it. A list that was rendered need not be made again.
func (v *view) valuesOf(l list) []string {
	if values, ok := v.site.directory.counted.Load(l.path); ok {
		return values.([]string)
	}
	values := v.newValues()
	l.fill(v, new(page.ListPage), values)
	return values
}

// listLinks leads to all lists.
func (v *view) listLinks() []page.ListLink {
	values := v.newValues()
	var links []page.ListLink
	for _, l := range v.site.mainLists() {
		key := "list-" + l.word
		title := v.phrase(key + "-title").Text(values)
		link := page.ListLink{Link: page.Link{Text: render.Value(title), Address: v.address(l.path)}, Hint: v.locale.Words.Text(key + "-hint")}
		if l.count != nil {
			link.Count = thousands(l.count(v.site))
		}
		links = append(links, link)
	}
	return links
}

// columns are the words of a table's head.
func (v *view) columns(keys ...string) []string {
	heads := make([]string, len(keys))
	for i, key := range keys {
		heads[i] = v.locale.Words.Text(key)
	}
	return heads
}

// portLink leads to a port, or to the first of several.
func (v *view) portLink(first, last int) page.Link {
	text := v.decimal(first)
	if first != last {
		text += "–" + v.decimal(last)
	}
	return page.Link{Text: text, Address: v.portAddress(first)}
}

// shownTransports names a set of transports for a remark: TCP, UDP.
func (v *view) shownTransports(set transportSet) render.Value {
	var names []string
	for t := range registry.Transport(registry.Transports + 1) {
		if set&(1<<t) != 0 {
			names = append(names, v.locale.Names[t])
		}
	}
	return render.Value(strings.Join(names, ", "))
}

// A transportSet has a bit for each transport, and one for none stated.
type transportSet uint8
