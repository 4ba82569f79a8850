package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// fillRows sets the registry's rows of a port, and what follows from them: the services of each
// transport, and the beginning of an essay to be written.
func (d *desk) fillRows(p *PortPage, port int) {
	rows := d.site.registry.Assignments(port)
	if !slices.Equal(rows, d.rows.of) || d.rows.rows == nil {
		d.rows.of, d.rows.rows = rows, d.makeRows(rows)
	}
	p.Rows = d.rows.rows
	if d.site.primary[port] != nil {
		for i := range p.Transports {
			p.Transports[i].Services = servicesFor(rows, p.Transports[i].of)
		}
		if p.Essay == nil {
			d.draft = inQuery.Replace(strings.Join(content.ServicesOf(rows), ", ")) // as an essay assumes them
		}
	}
}

// servicesFor joins the names of a port's services for one transport.
func servicesFor(rows []*registry.Assignment, transport registry.Transport) string {
	names := ""
	for _, a := range rows {
		if a.Service == "" || a.Transport != transport {
			continue
		}
		if names != "" {
			names += ", "
		}
		names += a.Service
	}
	return names
}

// makeRows prepares rows for a page, in the order of the file; rows that differ by nothing but their
// transport become one that names all of them.
func (d *desk) makeRows(rows []*registry.Assignment) []Row {
	shown := d.shown[:0]
	for _, a := range rows {
		i := slices.IndexFunc(shown, func(b assignedAs) bool { return sameRow(b.Assignment, a) })
		if i < 0 {
			i = len(shown)
			shown = append(shown, assignedAs{Assignment: a})
		}
		shown[i].transports |= 1 << a.Transport
	}
	d.shown = shown
	list := make([]Row, len(shown))
	for i, a := range shown {
		list[i] = d.makeRow(a.Assignment)
		list[i].Transport = d.locale.Joins[a.transports&^(1<<registry.Unstated)]
	}
	return list
}

// sameRow reports whether two rows differ, on a page, by their transports only: HTML folds white space.
// A row that states no transport is like no other.
func sameRow(a, b *registry.Assignment) bool {
	if a.Transport == registry.Unstated || b.Transport == registry.Unstated {
		return false
	}
	as := *a
	as.Transport, as.Line, as.Notes = b.Transport, b.Line, b.Notes
	return as == *b && (a.Notes == b.Notes || slices.Equal(strings.Fields(a.Notes), strings.Fields(b.Notes)))
}

func (d *desk) makeRow(a *registry.Assignment) Row {
	row := Row{
		Service: a.Service, Description: a.Description, Assignee: people(a.Assignee),
		Registered: a.Registered, Modified: a.Modified, ServiceCode: a.ServiceCode,
		Unauthorized: a.Unauthorized, Notes: a.Notes,
	}
	if row.Contact = row.Assignee; a.Contact != a.Assignee {
		row.Contact = people(a.Contact)
	}
	if a.First != a.Last {
		row.Ports = d.site.numbers.decimal[a.First] + "–" + d.site.numbers.decimal[a.Last]
	}
	for _, r := range registry.References(a.Reference) {
		row.References = append(row.References, Source{Title: r.Text, URL: r.URL})
	}
	return row
}

func people(cell string) string { return strings.Join(registry.People(cell), ", ") }

// draftFor ends the name of an essay's file, and begins the essay, as the repository's form for a new file
// takes it. An essay assumes what is true of its port: which services it has, or else its status.
func (d *desk) draftFor(status registry.Status, hasServices bool) Draft {
	begun := func(with string) Address {
		return around(d.newFileForm(d.locale.Folder+"ports/"), &d.number, ".md&value="+inQuery.Replace("---\nname:\ntagline:\nsummary:\n"+with))
	}
	end := inQuery.Replace("\nsources:\nauthors:\nupdated:\n---\n")
	if !hasServices {
		return Draft{Given: true, form: begun("status: " + status.String()), end: end}
	}
	return Draft{Given: true, form: begun("services: ["), services: &d.draft, end: inQuery.Replace("]") + end}
}

// inQuery escapes only what has to be in the query of an address: every page carries one.
var inQuery = strings.NewReplacer("\n", "%0A", " ", "%20", "[", "%5B", "]", "%5D", "&", "%26", "#", "%23", "+", "%2B", "%", "%25")

// uses lists what else is known to use a port.
func (v *view) uses(port int) []Use {
	if !v.site.remarkable.Has(port) {
		return nil
	}
	var list []Use
	for _, r := range v.site.content.Facts.Uses[port] {
		list = append(list, Use{Name: r.Cells["name"], What: r.Cells["what"], Transport: strings.ToUpper(r.Cells["transport"]),
			Registered: r.Cells["relation"] == "same", Source: content.NewSource("", r.Cells["source"])})
	}
	return list
}

func (d *desk) advice(port int) []Advice {
	var list []Advice
	for _, r := range d.site.content.Facts.Advice[port] {
		list = append(list, Advice{Transport: strings.ToUpper(r.Cells["transport"]), Text: r.Cells["advice"], Source: content.NewSource("", r.Cells["source"])})
	}
	return list
}
