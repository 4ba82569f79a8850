package site

import (
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// shortList is the number of ports up to which a transport's page lists all of them.
const shortList = 1000

// onTransport is the ports that are assigned for a transport.
type onTransport struct {
	ports []int
	alone []int // those assigned for no other
}

func (s *Site) assignedOn(t registry.Transport) onTransport {
	o := onTransport{ports: make([]int, 0, s.registry.Count(registry.Assigned))}
	for port := range registry.Ports {
		if s.registry.StatusOf(port, t) != registry.Assigned {
			continue
		}
		o.ports = append(o.ports, port)
		if s.onlyFor(port, t) {
			o.alone = append(o.alone, port)
		}
	}
	return o
}

// onlyFor reports whether no other transport of a port is assigned, stated or not.
func (s *Site) onlyFor(port int, t registry.Transport) bool {
	for other := range registry.Transport(registry.Transports + 1) {
		if other != t && s.registry.StatusOf(port, other) == registry.Assigned {
			return false
		}
	}
	return true
}

// fillTransports compares the transports.
func (v *view) fillTransports(p *page.ListPage, values []string) {
	table := page.Table{ID: "transports", Columns: v.columns("row-transport", "list-transport-ports", "list-column-alone")}
	for t := range registry.Transport(registry.Transports) {
		o := v.site.directory.onTransport[t]()
		table.Rows = append(table.Rows, row(page.CellPart{Link: page.Link{Text: render.Value(v.locale.Names[t]), Address: v.address("transports/" + t.String())}},
			page.CellPart{Text: counted(len(o.ports))}, page.CellPart{Text: counted(len(o.alone))}))
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListRest] = thousands(len(v.site.directory.onTransport[registry.Unstated]().ports))
}

// fillTransport tells of one transport: the ports that are assigned for it alone, and all of them
// where they are few.
func (v *view) fillTransport(p *page.ListPage, values []string, t registry.Transport) {
	o := v.site.directory.onTransport[t]()
	values[placeholder.ListTransport], values[placeholder.ListItems], values[placeholder.ListRest] = v.locale.Names[t], thousands(len(o.ports)), thousands(len(o.alone))
	p.Counts, p.About = v.transportCounts(t), v.locale.Words.Text("list-transport-"+t.String())
	if len(o.alone) > 0 && len(o.alone) < len(o.ports) {
		p.Tables = append(p.Tables, v.transportTable("alone", "list-transport-alone", o.alone, t, values))
	}
	if len(o.ports) <= shortList {
		p.Tables = append(p.Tables, v.transportTable("all", "list-transport-all", o.ports, t, values))
	}
}

func (v *view) transportTable(id, title string, ports []int, t registry.Transport, values []string) page.Table {
	table := page.Table{ID: id, Title: v.phrase(title).Text(values), Columns: v.columns("port", "row-service", "row-description")}
	for _, port := range ports {
		cells := row(page.CellPart{Link: v.portLink(port, port)}).Cells
		var names, descriptions page.TableCell
		for _, a := range v.site.registry.Assignments(port) {
			if a.Transport == t && a.Status == registry.Assigned {
				name := page.CellPart{Text: render.Value(a.Service)}
				if a.ServiceCode != "" {
					name.Small = render.Value(v.locale.Words.Text("row-service-code") + " " + a.ServiceCode)
				}
				names.Parts = append(names.Parts, name)
				descriptions.Parts = append(descriptions.Parts, page.CellPart{Text: render.Value(a.Summary())})
			}
		}
		table.Rows = append(table.Rows, page.TableRow{Cells: append(cells, names, descriptions)})
	}
	return table
}

// transportCounts counts the ports by their status for one transport.
func (v *view) transportCounts(t registry.Transport) []page.Count {
	return v.countsOf(0, registry.Ports-1, func(port int) registry.Status { return v.site.registry.StatusOf(port, t) })
}
