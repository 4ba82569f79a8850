package site

import (
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A ListPage lists ports, names or blocks in tables: templates/list.html.
type ListPage struct {
	Head    Head
	Title   Text
	Lead    Text
	About   string   // what it is that has these ports, or ""
	Counts  []Count  // ports by status, for a bar; not always given
	Letters []Letter // the parts of a list that is cut by letter
	Tables  []Table
	Sources []Source // of the whole list
	Note    string   // what a reader should know of this copy of the registry, or ""

	room struct { // of the long tables, for the next list
		cells []TableCell
		parts []CellPart
		rows  []assignedAs
	}
}

// listPages are pages whose room is free again.
var listPages = sync.Pool{New: func() any { return new(ListPage) }}

// done empties a page that was rendered, for the next one.
func (p *ListPage) done() {
	room := p.room
	*p = ListPage{}
	p.room.cells, p.room.parts, p.room.rows = room.cells[:0], room.parts[:0], room.rows[:0]
	listPages.Put(p)
}

// take returns the next n elements of room, empty. When there are too few, it makes new room; what was taken before
// stays where it is.
func take[T any](room *[]T, n int) []T {
	if cap(*room)-len(*room) < n {
		*room = make([]T, 0, max(n, 2*cap(*room), 64))
	}
	from := len(*room)
	*room = (*room)[:from+n]
	taken := (*room)[from : from+n : from+n]
	clear(taken)
	return taken
}

// A Letter leads to a part of a long list.
type Letter struct {
	Text    string
	Address Address
	Here    bool // this page
}

// A Table has rows, or just ports when there is nothing to say of them.
type Table struct {
	ID      string
	Title   string // "" for the only one of a page
	Columns []string
	Rows    []TableRow
	Ports   []Cell
}

// A TableRow has as many cells as its table has columns.
type TableRow struct{ Cells []TableCell }

// A TableCell holds parts, one below the other.
type TableCell struct{ Parts []CellPart }

// A CellPart is a date, a link, a text, a quiet remark and a source, each perhaps empty.
type CellPart struct {
	Date   string // YYYY-MM-DD or YYYY-MM
	Link   Link
	Text   string
	Small  string
	Source Source
}

// row makes a row of cells of one part each.
func row(parts ...CellPart) TableRow {
	cells := make([]TableCell, len(parts))
	for i := range parts {
		cells[i].Parts = parts[i : i+1]
	}
	return TableRow{cells}
}

// A listOf is one list of the site: where it is, its words, and how it is filled. The words are
// list-WORD-title, list-WORD-description and list-WORD-lead; those with a hint stand on the page of
// all ports, which shows their count.
type listOf struct {
	word, path string
	within     []string // words of the lists above it
	fill       func(v *view, p *ListPage, values markdown.Values)
	count      func(s *Site) int // for the page of all ports; nil where the number says nothing
}

// listsOfSite are the lists that lead to all others, in the order of the page of all ports.
func (s *Site) listsOfSite() []listOf {
	lists := []listOf{
		{word: "blocks", path: "blocks/", fill: (*view).fillBlocks, count: func(s *Site) int { return len(s.directory.blocks()) }},
		{word: "transports", path: "transports/", fill: (*view).fillTransports, count: func(*Site) int { return registry.Transports }},
		{word: "services", path: "services/", fill: (*view).fillServices, count: func(s *Site) int { return s.names }},
		{word: "without-port", path: "services/without-port", within: []string{"services"}, fill: (*view).fillWithoutPort,
			count: func(s *Site) int { return s.portless }},
		{word: "rfcs", path: "rfcs/", fill: (*view).fillRFCs, count: func(s *Site) int { return len(s.directory.rfcs()) }},
		{word: "newest", path: "newest/", fill: (*view).fillNewest},
	}
	if len(s.content.Facts.Uses) > 0 {
		lists = append(lists, listOf{word: "uses", path: "uses/", fill: (*view).fillUses, count: func(s *Site) int { return len(s.directory.uses()) }})
	}
	if rows := s.content.Facts.Rows(browserBlocked); len(rows) > 0 {
		lists = append(lists, listOf{word: "browser-blocked", path: "uses/browser-blocked", fill: (*view).fillBrowserBlocked,
			count: func(*Site) int { return len(rows) }})
	}
	if essays := s.locales[0].Essays; len(essays) > 0 {
		lists = append(lists, listOf{word: "essays", path: "essays/", fill: (*view).fillEssays, count: func(*Site) int { return len(essays) }})
	}
	return lists
}

// transportLists are the lists of one transport each.
func transportLists() []listOf {
	var lists []listOf
	for t := range registry.Transport(registry.Transports) {
		lists = append(lists, listOf{word: "transport", path: "transports/" + t.String(), within: []string{"transports"},
			fill: func(v *view, p *ListPage, values markdown.Values) { v.fillTransport(p, values, t) }})
	}
	return lists
}

// addLists adds the lists, and the pages of large blocks.
func (s *Site) addLists(main *locale) {
	lists := append(s.listsOfSite(), transportLists()...)
	for _, letter := range lettersOf(s.registry) {
		lists = append(lists, listOf{word: "letter", path: "services/" + letter, within: []string{"services"},
			fill: func(v *view, p *ListPage, values markdown.Values) { v.fillLetter(p, values, letter) }})
	}
	for i, list := range lists {
		s.addPage(list.path, s.renderList(main, list))
		s.others[len(s.others)-1].alike = i > 0 // they share a template, and their words are checked
	}
	s.addBlocks(main)
}

// renderList returns how to render a list.
func (s *Site) renderList(loc *locale, list listOf) func(dst []byte) []byte {
	return func(dst []byte) []byte {
		v := loc.view(s, list.path)
		values := v.newListValues()
		p := listPages.Get().(*ListPage)
		defer p.done()
		list.fill(v, p, values)
		s.directory.counted.Store(list.path, values)
		key := "list-" + list.word
		p.Title, p.Lead = v.phrase(key+"-title", &values), v.phrase(key+"-lead", &values)
		p.Head = v.head("list", p.Title, v.phrase(key+"-description", &values), list.path, "site")
		v.crumbs(&p.Head, Range{})
		for _, above := range list.within {
			p.Head.Crumbs = append(p.Head.Crumbs, Link{v.phrase("list-"+above+"-title", &values).Text(), v.address(above + "/")})
		}
		return v.list.Append(dst, p)
	}
}

// valuesOf returns what the words of a list tell of it. A list that was rendered need not be made again.
func (v *view) valuesOf(list listOf) markdown.Values {
	if values, ok := v.site.directory.counted.Load(list.path); ok {
		return values.(markdown.Values)
	}
	values := v.newListValues()
	p := listPages.Get().(*ListPage)
	defer p.done()
	list.fill(v, p, values)
	return values
}

// A ListLink leads to a list from the page of all ports.
type ListLink struct {
	Link  Link
	Count string // how much it lists; not always given
	Hint  string
}

// listLinks leads to all lists.
func (v *view) listLinks() []ListLink {
	values := v.newListValues()
	var links []ListLink
	for _, list := range v.site.listsOfSite() {
		key := "list-" + list.word
		link := ListLink{Link: Link{v.phrase(key+"-title", &values).Text(), v.address(list.path)}, Hint: v.locale.Words.Text(key + "-hint")}
		if list.count != nil {
			link.Count = thousands(list.count(v.site))
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
func (v *view) portLink(first, last int) Link {
	d := v.site.numbers.decimal
	if first == last {
		return Link{d[first], v.portAddress(first)}
	}
	return Link{d[first] + "–" + d[last], v.portAddress(first)}
}

// shownTransports names a set of transports for a remark: TCP, UDP.
func (v *view) shownTransports(set transportSet) string {
	names := make([]string, 0, registry.Transports+1)
	for t := range registry.Transport(registry.Transports + 1) {
		if set&(1<<t) != 0 {
			names = append(names, v.locale.Names[t])
		}
	}
	return strings.Join(names, ", ")
}

// A transportSet has a bit for each transport, and one for none stated.
type transportSet uint8
