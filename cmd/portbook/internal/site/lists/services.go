package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A serviceName is a name with all its rows, by port.
type serviceName struct {
	name, folded string // folded is in lower case
	rows         []*registry.Assignment
}

// byName lists the names that have a port, or those that have none, as a reader looks them up: small
// and capital letters alike.
func (l *Lists) byName(withPort bool) []*serviceName {
	names := map[string]*serviceName{}
	all := l.Registry.All()
	var n *serviceName
	for i := range all {
		a := &all[i]
		if a.Service == "" || (a.First >= 0) != withPort {
			continue
		}
		if n == nil || n.name != a.Service { // rows of one name often stand together
			n = names[a.Service]
		}
		if n == nil {
			n = &serviceName{name: a.Service, folded: strings.ToLower(a.Service)}
			names[a.Service] = n
		}
		n.rows = append(n.rows, a)
	}
	for _, n := range names {
		slices.SortFunc(n.rows, byPort)
	}
	return slices.SortedFunc(maps.Values(names), func(a, b *serviceName) int {
		return cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.name, b.name))
	})
}

// byLetter lists the names that have a port by their first letter.
func (l *Lists) byLetter() map[string][]*serviceName {
	letters := map[string][]*serviceName{}
	for _, n := range l.byName(true) {
		letters[letterOf(n.name)] = append(letters[letterOf(n.name)], n)
	}
	return letters
}

// noLetter is the letter of names that begin with none.
const noLetter = "0-9"

// letterOf is the part of the list of service names that holds a name: a to z, or 0-9.
func letterOf(name string) string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz"
	if i := int(name[0]|0x20) - 'a'; i >= 0 && i < len(alphabet) {
		return alphabet[i : i+1]
	}
	return noLetter
}

// lettersInUse lists the letters that names with a port begin with, without making the list of names: loading
// needs no more.
func (l *Lists) lettersInUse() []string {
	begun := map[string]bool{}
	for a := range l.assignments() {
		begun[letterOf(a.Service)] = true
	}
	return slices.Sorted(maps.Keys(begun))
}

// shownLetter is a letter as pages show it: A, 0–9.
func shownLetter(letter string) string {
	return strings.ReplaceAll(strings.ToUpper(letter), "-", "–")
}

// letterLinks leads to the parts of the list of service names.
func (m *maker) letterLinks(here string) []page.Letter {
	var list []page.Letter
	for _, letter := range m.lists.letters {
		list = append(list, page.Letter{Text: shownLetter(letter), Address: m.Address("services/" + letter), Here: letter == here})
	}
	return list
}

// fillServices leads to the service names by letter.
func (m *maker) fillServices(p *page.ListPage) {
	table := m.newTable("letters", "list-column-letter", "list-column-names", "list-column-some")
	for _, letter := range m.lists.letters {
		names := m.lists.names()[letter]
		table.Rows = append(table.Rows, row(page.CellPart{Link: m.Link(shownLetter(letter), "services/"+letter)},
			plain(view.WithCommas(len(names))), plain(someOf(names))))
	}
	p.Tables = []page.Table{table}
	m.count(placeholder.ListItems, m.Named)
}

// someOf names those with the lowest ports, which are the oldest and often the best known.
func someOf(names []*serviceName) string {
	const some = 5
	lowest := slices.Clone(names)
	slices.SortStableFunc(lowest, func(a, b *serviceName) int { return cmp.Compare(a.rows[0].First, b.rows[0].First) })
	var list []string
	for _, n := range lowest[:min(some, len(lowest))] {
		list = append(list, n.name)
	}
	return strings.Join(list, ", ")
}

// fillLetter lists the names of a letter with their ports.
func (m *maker) fillLetter(p *page.ListPage, letter string) {
	names := m.lists.names()[letter]
	p.Letters = m.letterLinks(letter)
	table := m.newTable("names", "list-column-name", "port", "row-description")
	var ports registry.PortSet
	for _, n := range names {
		var where render.List[page.CellPart]
		for _, a := range joined(n.rows) {
			where = append(where, page.CellPart{Link: m.PortLink(a.First, a.Last), Small: m.shownTransports(a.transports)})
			ports.Add(a.First, a.Last)
		}
		table.Rows = append(table.Rows, nameRow(n, where))
	}
	p.Tables = []page.Table{table}
	m.values[placeholder.ListLetter] = shownLetter(letter)
	m.count(placeholder.ListItems, len(names))
	m.count(placeholder.ListPorts, ports.Len())
}

// nameRow makes the row of a name: what the registry says of it stands there once.
func nameRow(n *serviceName, where render.List[page.CellPart]) page.TableRow {
	var about render.List[page.CellPart]
	for _, a := range n.rows {
		part := plain(a.Summary())
		if part.Text != "" && !slices.Contains(about, part) {
			about = append(about, part)
		}
	}
	return wideRow(render.List[page.CellPart]{plain(n.name)}, where, about)
}

// fillWithoutPort lists the names that have no port: DNS-SD finds their services whatever the port.
func (m *maker) fillWithoutPort(p *page.ListPage) {
	table := m.newTable("names", "list-column-name", "row-transport", "row-description")
	for _, n := range m.lists.byName(false) {
		var set history.Transports
		for _, a := range n.rows {
			set |= 1 << a.Transport
		}
		set &^= 1 << registry.Unstated // most state none
		table.Rows = append(table.Rows, nameRow(n, render.List[page.CellPart]{{Text: m.shownTransports(set)}}))
	}
	p.Tables, p.Note = []page.Table{table}, m.Note
	m.count(placeholder.ListItems, len(table.Rows))
}
