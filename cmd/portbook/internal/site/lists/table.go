package lists

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A kind is one list of the site: where it is, its words, and how it is filled. The words are
// list-WORD-title, list-WORD-description and list-WORD-lead; those with a hint stand on the page of
// all ports, which shows their count.
type kind struct {
	word, path string
	within     string // the word of the list above it
	fill       func(m *maker, p *page.ListPage)
	count      func(l *Lists) int // for the page of all ports; nil where the number says nothing
}

// kinds are all lists: first those that lead to all others.
func (l *Lists) kinds() []kind {
	kinds := append(l.mainKinds(), transportKinds()...)
	for _, letter := range l.letters {
		kinds = append(kinds, kind{
			word: "letter", path: "services/" + letter, within: "services",
			fill: func(m *maker, p *page.ListPage) { m.fillLetter(p, letter) },
		})
	}
	return kinds
}

// mainKinds are the lists that lead to all others, in the order of the page of all ports.
func (l *Lists) mainKinds() []kind {
	kinds := []kind{
		{"blocks", "blocks/", "", (*maker).fillBlocks, func(l *Lists) int { return len(l.unassigned) }},
		{"transports", "transports/", "", (*maker).fillTransports, func(*Lists) int { return registry.Transports }},
		{"services", "services/", "", (*maker).fillServices, func(l *Lists) int { return l.Named }},
		{"without-port", "services/without-port", "services", (*maker).fillWithoutPort, func(l *Lists) int { return l.Portless }},
		{"rfcs", "rfcs/", "", (*maker).fillRFCs, func(l *Lists) int { return len(l.rfcs()) }},
		{"newest", "newest/", "", (*maker).fillNewest, nil},
	}
	facts, essays := l.Content.Facts, l.Locales[0].Essays
	if len(facts.Uses) > 0 {
		kinds = append(kinds, kind{"uses", "uses/", "", (*maker).fillUses, func(l *Lists) int { return len(l.usesByName()) }})
	}
	if blocked := facts.Rows(BrowserBlocked); len(blocked) > 0 {
		count := func(*Lists) int { return len(blocked) }
		kinds = append(kinds, kind{"browser-blocked", "uses/browser-blocked", "", (*maker).fillBrowserBlocked, count})
	}
	if len(essays) > 0 {
		kinds = append(kinds, kind{"essays", "essays/", "", (*maker).fillEssays, func(*Lists) int { return len(essays) }})
	}
	return kinds
}

// transportKinds are the lists of one transport each.
func transportKinds() []kind {
	var kinds []kind
	for t := range registry.Transport(registry.Transports) {
		kinds = append(kinds, kind{
			word: "transport", path: "transports/" + t.String(), within: "transports",
			fill: func(m *maker, p *page.ListPage) { m.fillTransport(p, t) },
		})
	}
	return kinds
}

func (m *maker) appendList(dst []byte, k kind) []byte {
	p := new(page.ListPage)
	k.fill(m, p)
	m.lists.counted.Store(k.path, m.values)
	p.Head = m.head("list", "list-"+k.word)
	p.Title, p.Lead = p.Head.Title, m.Phrase("list-"+k.word+"-lead")
	p.Head.Crumbs = m.Crumbs(page.Range{})
	if k.within != "" {
		p.Head.Crumbs = append(p.Head.Crumbs, m.listCrumb(k.within))
	}
	return m.Templates.List.Append(dst, p, m.values)
}

// listCrumb leads to a list above another one.
func (m *maker) listCrumb(word string) page.Link {
	return m.Link(m.filled("list-"+word+"-title"), word+"/")
}

// valuesOf returns what the words of a list tell of it. A list that was rendered need not be made again.
func (l *Lists) valuesOf(k kind) []string {
	if values, ok := l.counted.Load(k.path); ok {
		return values.([]string)
	}
	m := l.maker(l.Locales[0], k.path)
	k.fill(m, new(page.ListPage))
	return m.values
}

// listLinks leads to all lists.
func (m *maker) listLinks() []page.ListLink {
	values := m.NewValues()
	var links []page.ListLink
	for _, k := range m.lists.mainKinds() {
		link := page.ListLink{Link: m.Link(m.Filled("list-"+k.word+"-title", values), k.path), Hint: m.Word("list-" + k.word + "-hint")}
		if k.count != nil {
			link.Count = view.WithCommas(k.count(m.lists))
		}
		links = append(links, link)
	}
	return links
}

// newTable makes a table without rows whose head has the words of keys.
func (m *maker) newTable(id string, keys ...string) page.Table {
	t := page.Table{ID: id, Columns: make([]string, len(keys))}
	for i, key := range keys {
		t.Columns[i] = m.Word(key)
	}
	return t
}

// row makes a row of cells of one part each.
func row(parts ...page.CellPart) page.TableRow {
	cells := make([]page.TableCell, len(parts))
	for i := range parts {
		cells[i].Parts = parts[i : i+1]
	}
	return page.TableRow{Cells: cells}
}

// wideRow makes a row of cells of several parts.
func wideRow(parts ...render.List[page.CellPart]) page.TableRow {
	cells := make([]page.TableCell, len(parts))
	for i := range parts {
		cells[i].Parts = parts[i]
	}
	return page.TableRow{Cells: cells}
}

// plain is a part of a cell that is only text.
func plain(text string) page.CellPart { return page.CellPart{Text: render.Value(text)} }

// shownTransports names a set of transports for a remark: TCP, UDP.
func (m *maker) shownTransports(set history.Transports) render.Value {
	var names []string
	for t := range registry.Transport(registry.Transports + 1) {
		if set.Has(t) {
			names = append(names, m.Locale.Names[t])
		}
	}
	return render.Value(strings.Join(names, ", "))
}
