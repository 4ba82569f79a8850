package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

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

// lettersOf lists the letters that names with a port begin with, without making the list of names: loading
// needs no more.
func lettersOf(r *registry.Registry) []string {
	var begun ['z' + 1]string
	all := r.All()
	for i := range all {
		if a := &all[i]; a.Service != "" && a.First >= 0 {
			letter := letterOf(a.Service)
			begun[letter[0]] = letter
		}
	}
	return slices.DeleteFunc(begun[:], func(letter string) bool { return letter == "" })
}

// shownLetter is a letter as pages show it: A, 0–9.
func shownLetter(letter string) string {
	return strings.ReplaceAll(strings.ToUpper(letter), "-", "–")
}

// letterLinks leads to the parts of the list of service names.
func (v *view) letterLinks(here string) []page.Letter {
	var list []page.Letter
	for _, i := range v.site.directory.letters() {
		list = append(list, page.Letter{Text: shownLetter(i.letter), Address: v.address("services/" + i.letter), Here: i.letter == here})
	}
	return list
}

// fillServices leads to the service names by letter.
func (v *view) fillServices(p *page.ListPage, values []string) {
	d := v.site.directory
	table := page.Table{ID: "letters", Columns: v.columns("list-column-letter", "list-column-names", "list-column-some")}
	for _, i := range d.letters() {
		table.Rows = append(table.Rows, row(page.CellPart{Link: page.Link{Text: render.Value(shownLetter(i.letter)), Address: v.address("services/" + i.letter)}},
			page.CellPart{Text: counted(len(i.names))}, page.CellPart{Text: render.Value(someOf(i.names))}))
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListItems] = thousands(len(d.services()))
}

// beginningWith lists the names of a letter.
func (d *directory) beginningWith(letter string) []*serviceName {
	letters := d.letters()
	return letters[slices.IndexFunc(letters, func(i initial) bool { return i.letter == letter })].names
}

// someOf names those with the lowest ports, which are the oldest and often the best known.
func someOf(names []*serviceName) string {
	const some = 5
	var lowest []*serviceName // by port
	for _, n := range names {
		at := len(lowest)
		for at > 0 && lowest[at-1].rows[0].First > n.rows[0].First {
			at--
		}
		if at < some {
			lowest = slices.Insert(lowest, at, n)
			lowest = lowest[:min(some, len(lowest))]
		}
	}
	var list []string
	for _, n := range lowest {
		list = append(list, n.name)
	}
	return strings.Join(list, ", ")
}

// fillLetter lists the names of a letter with their ports.
func (v *view) fillLetter(p *page.ListPage, values []string, letter string) {
	names := v.site.directory.beginningWith(letter)
	p.Letters = v.letterLinks(letter)
	table := page.Table{ID: "names", Columns: v.columns("list-column-name", "port", "row-description")}
	var ports registry.PortSet
	for _, n := range names {
		var where render.List[page.CellPart]
		for _, a := range joined(n.rows) {
			where = append(where, page.CellPart{Link: v.portLink(a.First, a.Last), Small: v.shownTransports(a.transports)})
			ports.Add(a.First, a.Last)
		}
		table.Rows = append(table.Rows, nameRow(n, where))
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListLetter], values[placeholder.ListItems], values[placeholder.ListPorts] = shownLetter(letter), thousands(len(names)), thousands(ports.Len())
}

// nameRow makes the row of a name: what the registry says of it stands there once.
func nameRow(n *serviceName, where render.List[page.CellPart]) page.TableRow {
	var about render.List[page.CellPart]
	for _, a := range n.rows {
		part := page.CellPart{Text: render.Value(a.Summary())}
		if part.Text != "" && !slices.Contains(about, part) {
			about = append(about, part)
		}
	}
	name := render.List[page.CellPart]{{Text: render.Value(n.name)}}
	return page.TableRow{Cells: []page.TableCell{{Parts: name}, {Parts: where}, {Parts: about}}}
}

// fillWithoutPort lists the names that have no port: DNS-SD finds their services whatever the port.
func (v *view) fillWithoutPort(p *page.ListPage, values []string) {
	table := page.Table{ID: "names", Columns: v.columns("list-column-name", "row-transport", "row-description")}
	for _, n := range v.site.directory.withoutPort() {
		var set transportSet
		for _, a := range n.rows {
			set |= 1 << a.Transport
		}
		set &^= 1 << registry.Unstated // most state none
		table.Rows = append(table.Rows, nameRow(n, render.List[page.CellPart]{{Text: v.shownTransports(set)}}))
	}
	p.Tables, p.Note = []page.Table{table}, v.site.note
	values[placeholder.ListItems] = thousands(len(table.Rows))
}
