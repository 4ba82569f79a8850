package lists

import (
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// shortList is the number of ports up to which a transport's page lists all of them.
const shortList = 1000

// assignedOn lists the ports that are assigned for a transport, and those of them that are assigned for no other.
func assignedOn(r *registry.Registry, t registry.Transport) (ports, alone []int) {
	for port := range registry.Ports {
		if r.StatusOf(port, t) == registry.Assigned {
			ports = append(ports, port)
			if onlyFor(r, port, t) {
				alone = append(alone, port)
			}
		}
	}
	return ports, alone
}

// onlyFor reports whether no other transport of a port is assigned, stated or not.
func onlyFor(r *registry.Registry, port int, t registry.Transport) bool {
	for other := range registry.Unstated + 1 {
		if other != t && r.StatusOf(port, other) == registry.Assigned {
			return false
		}
	}
	return true
}

// fillTransports compares the transports.
func (m *maker) fillTransports(p *page.ListPage) {
	table := m.newTable("transports", "row-transport", "list-transport-ports", "list-column-alone")
	for t := range registry.Transport(registry.Transports) {
		ports, alone := assignedOn(m.Registry, t)
		table.Rows = append(table.Rows, row(page.CellPart{Link: m.Link(m.Locale.Names[t], "transports/"+t.String())},
			plain(view.WithCommas(len(ports))), plain(view.WithCommas(len(alone)))))
	}
	p.Tables = []page.Table{table}
	unstated, _ := assignedOn(m.Registry, registry.Unstated)
	m.count(placeholder.ListRest, len(unstated))
}

// fillTransport tells of one transport: the ports that are assigned for it alone, and all of them
// where they are few.
func (m *maker) fillTransport(p *page.ListPage, t registry.Transport) {
	ports, alone := assignedOn(m.Registry, t)
	m.values[placeholder.ListTransport] = m.Locale.Names[t]
	m.count(placeholder.ListItems, len(ports))
	m.count(placeholder.ListRest, len(alone))
	p.Counts = m.countsOf(0, registry.Ports-1, func(port int) registry.Status { return m.Registry.StatusOf(port, t) })
	p.About = m.Word("list-transport-" + t.String())
	if len(alone) > 0 && len(alone) < len(ports) {
		p.Tables = append(p.Tables, m.transportTable("alone", alone, t))
	}
	if len(ports) <= shortList {
		p.Tables = append(p.Tables, m.transportTable("all", ports, t))
	}
}

func (m *maker) transportTable(id string, ports []int, t registry.Transport) page.Table {
	table := m.newTable(id, "port", "row-service", "row-description")
	table.Title = m.filled("list-transport-" + id)
	for _, port := range ports {
		var names, descriptions render.List[page.CellPart]
		for _, a := range m.Registry.Assignments(port) {
			if a.Transport == t && a.Status == registry.Assigned {
				name := plain(a.Service)
				if a.ServiceCode != "" {
					name.Small = render.Value(m.Word("row-service-code") + " " + a.ServiceCode)
				}
				names = append(names, name)
				descriptions = append(descriptions, plain(a.Summary()))
			}
		}
		table.Rows = append(table.Rows, wideRow(render.List[page.CellPart]{{Link: m.PortLink(port, port)}}, names, descriptions))
	}
	return table
}
