package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// BrowserBlocked is the facts table of ports that browsers refuse.
const BrowserBlocked = "browser-blocked"

// A usedAt is one use of content/facts/defacto.csv, with all its ports.
type usedAt struct {
	name, what, source string
	rows               []content.Fact // by port
}

// usesByName lists the known uses by name.
func (l *Lists) usesByName() []usedAt {
	var list []usedAt
	for _, port := range slices.Sorted(maps.Keys(l.Content.Facts.Uses)) {
		for _, r := range l.Content.Facts.Uses[port] {
			use := usedAt{r.Cells["name"], r.Cells["what"], r.Cells["source"], []content.Fact{r}}
			same := func(other usedAt) bool {
				return other.name == use.name && other.what == use.what && other.source == use.source
			}
			if i := slices.IndexFunc(list, same); i >= 0 {
				list[i].rows = append(list[i].rows, r)
			} else {
				list = append(list, use)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b usedAt) int { return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	return list
}

// fillUses lists what is known to use which port, by name.
func (m *maker) fillUses(p *page.ListPage) {
	table := m.newTable("uses", "list-column-use", "port", "row-description")
	ports, registered := map[int]bool{}, 0
	uses := m.lists.usesByName()
	for _, use := range uses {
		var where render.List[page.CellPart]
		isRegistered := true
		for _, r := range use.rows {
			ports[r.First] = true
			same := r.Cells["relation"] == "same"
			isRegistered = isRegistered && same
			where = append(where, page.CellPart{
				Link:  m.PortLink(r.First, r.Last),
				Small: render.Value(strings.ToUpper(r.Cells["transport"]) + " · " + m.mark(same)),
			})
		}
		if isRegistered {
			registered++
		}
		what := page.CellPart{Text: render.Value(use.what), Source: view.Source(content.NewSource("", use.source))}
		table.Rows = append(table.Rows, wideRow(render.List[page.CellPart]{plain(use.name)}, where, render.List[page.CellPart]{what}))
	}
	p.Tables = []page.Table{table}
	m.count(placeholder.ListItems, len(uses))
	m.count(placeholder.ListPorts, len(ports))
	m.count(placeholder.ListRest, registered)
}

// mark says whether the registry knows a use.
func (m *maker) mark(registered bool) string {
	if registered {
		return m.Word("use-registered")
	}
	return m.Word("use-unofficial")
}

// fillBrowserBlocked lists the ports that browsers refuse, with the services that are registered there.
func (m *maker) fillBrowserBlocked(p *page.ListPage) {
	table := m.newTable("ports", "port", "list-column-blocked", "services")
	without := 0
	for _, r := range m.Content.Facts.Rows(BrowserBlocked) {
		for port := r.First; port <= r.Last; port++ {
			registered := m.namedAt(port)
			if m.Services[port] == nil {
				without++
			}
			table.Rows = append(table.Rows, row(page.CellPart{Link: m.PortLink(port, port)}, plain(r.Cells["name"]), registered))
		}
		if source := view.Source(content.NewSource("", r.Cells["source"])); !slices.Contains(p.Sources, source) {
			p.Sources = append(p.Sources, source)
		}
	}
	p.Tables = []page.Table{table}
	m.count(placeholder.ListItems, len(table.Rows))
	m.count(placeholder.ListRest, without)
}

// namedAt says which services a port has; without a name, what else the registry says of it.
func (m *maker) namedAt(port int) page.CellPart {
	if s := m.Services[port]; s != nil {
		return plain(s.Names)
	}
	for _, a := range m.Registry.Assignments(port) {
		if a.Status == registry.Assigned {
			return page.CellPart{Small: render.Value(a.Summary())}
		}
	}
	return page.CellPart{Small: render.Value(m.Status(port).Word)}
}

// fillEssays lists the essays by port.
func (m *maker) fillEssays(p *page.ListPage) {
	table := m.newTable("essays", "port", "list-column-essay", "list-column-updated")
	for _, e := range m.essayLinks() {
		table.Rows = append(table.Rows, row(plain(string(e.Number)),
			page.CellPart{Link: page.Link{Text: e.Name, Address: e.Address}, Small: e.Tagline}, page.CellPart{Date: e.Updated}))
	}
	p.Tables = []page.Table{table}
	m.count(placeholder.ListItems, len(table.Rows))
}
