package site

import (
	"slices"
	"strings"

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
			p.Transports[i].Services = servicesFor(rows, i)
		}
		if p.Essay == nil {
			d.draft = d.number + draftOf("services: ["+strings.Join(servicesOf(d.site.registry, port), ", ")+"]")
		}
	}
}

// servicesFor joins the names of a port's services for one line of its transports; the fifth line,
// if there is one, is for rows that state none.
func servicesFor(rows []*registry.Assignment, transport int) string {
	names := ""
	for _, a := range rows {
		if a.Service == "" || int(a.Transport) != transport {
			continue
		}
		if names != "" {
			names += ", "
		}
		names += a.Service
	}
	return names
}

func (d *desk) makeRows(rows []*registry.Assignment) []Row {
	list := make([]Row, 0, len(rows))
	for _, a := range rows {
		row := Row{
			Service: a.Service, Description: a.Description, Assignee: people(a.Assignee), Contact: people(a.Contact),
			Registered: a.Registered, Modified: a.Modified, ServiceCode: a.ServiceCode,
			Unauthorized: a.Unauthorized, Notes: a.Notes,
		}
		if a.Transport != registry.Unstated {
			row.Transport = d.locale.names[a.Transport]
		}
		if a.First != a.Last {
			row.Ports = d.site.numbers.decimal[a.First] + "–" + d.site.numbers.decimal[a.Last]
		}
		for _, r := range registry.References(a.Reference) {
			row.References = append(row.References, Source{r.Text, r.URL})
		}
		list = append(list, row)
	}
	return list
}

func people(cell string) string { return strings.Join(registry.People(cell), ", ") }

// draftOf ends the name of an essay's file, and begins the essay, as the repository's form for a new file
// takes it.
func draftOf(assumption string) string {
	return ".md&value=" + inQuery.Replace("---\nname:\ntagline:\nsummary:\n"+assumption+"\nsources:\nauthors:\nupdated:\n---\n")
}

// inQuery escapes only what has to be in the query of an address: every page carries one.
var inQuery = strings.NewReplacer("\n", "%0A", " ", "%20", "[", "%5B", "]", "%5D", "&", "%26", "#", "%23", "+", "%2B", "%", "%25")

// uses lists what else is known to use a port.
func (v *view) uses(port int) []Use {
	rows := v.site.facts.uses[port]
	if rows == nil {
		return nil
	}
	var list []Use
	for _, r := range rows {
		list = append(list, Use{Name: r.cells["name"], What: r.cells["what"], Transport: strings.ToUpper(r.cells["transport"]),
			Registered: r.cells["relation"] == "same", Source: newSource("", r.cells["source"])})
	}
	return list
}

func (d *desk) advice(port int) []Advice {
	rows := d.site.facts.advice[port]
	if rows == nil {
		return nil
	}
	var list []Advice
	for _, r := range rows {
		list = append(list, Advice{Transport: strings.ToUpper(r.cells["transport"]), Text: r.cells["advice"], Source: newSource("", r.cells["source"])})
	}
	return list
}
