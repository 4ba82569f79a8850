package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// browserBlocked is the facts table of ports that browsers refuse.
const browserBlocked = "browser-blocked"

// A usedAt is one use of content/facts/defacto.csv, with all its ports.
type usedAt struct {
	name, what, source string
	rows               []content.Fact // by port
}

// usesByName lists the known uses by name.
func (s *Site) usesByName() []usedAt {
	var list []usedAt
	for port := range registry.Ports {
		for _, r := range s.content.Facts.Uses[port] {
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
func (v *view) fillUses(p *page.ListPage, values []string) {
	table := page.Table{ID: "uses", Columns: v.columns("list-column-use", "port", "row-description")}
	ports, registered := map[int]bool{}, 0
	uses := v.site.directory.uses()
	for _, use := range uses {
		var where page.TableCell
		isRegistered := true
		for _, r := range use.rows {
			ports[r.First] = true
			same := r.Cells["relation"] == "same"
			isRegistered = isRegistered && same
			where.Parts = append(where.Parts, page.CellPart{
				Link:  v.portLink(r.First, r.Last),
				Small: render.Value(strings.ToUpper(r.Cells["transport"]) + " · " + v.mark(same)),
			})
		}
		if isRegistered {
			registered++
		}
		table.Rows = append(table.Rows, page.TableRow{Cells: []page.TableCell{
			{Parts: render.List[page.CellPart]{{Text: render.Value(use.name)}}},
			where,
			{Parts: render.List[page.CellPart]{{Text: render.Value(use.what), Source: source("", use.source)}}},
		}})
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListItems], values[placeholder.ListPorts], values[placeholder.ListRest] = thousands(len(uses)), thousands(len(ports)), thousands(registered)
}

// mark says whether the registry knows a use.
func (v *view) mark(registered bool) string {
	if registered {
		return v.locale.Words.Text("use-registered")
	}
	return v.locale.Words.Text("use-unofficial")
}

// fillBrowserBlocked lists the ports that browsers refuse, with the services that are registered there.
func (v *view) fillBrowserBlocked(p *page.ListPage, values []string) {
	table := page.Table{ID: "ports", Columns: v.columns("port", "list-column-blocked", "services")}
	without := 0
	for _, r := range v.site.content.Facts.Rows(browserBlocked) {
		for port := r.First; port <= r.Last; port++ {
			registered := v.namedAt(port)
			if v.site.primary[port] == nil {
				without++
			}
			table.Rows = append(table.Rows, row(page.CellPart{Link: v.portLink(port, port)}, page.CellPart{Text: render.Value(r.Cells["name"])}, registered))
		}
		if source := source("", r.Cells["source"]); !slices.Contains(p.Sources, source) {
			p.Sources = append(p.Sources, source)
		}
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListItems], values[placeholder.ListRest] = thousands(len(table.Rows)), thousands(without)
}

// namedAt says which services a port has; without a name, what else the registry says of it.
func (v *view) namedAt(port int) page.CellPart {
	if n := v.site.servicesAt(port); n != nil {
		return page.CellPart{Text: render.Value(n.list)}
	}
	for _, a := range v.site.registry.Assignments(port) {
		if a.Status == registry.Assigned {
			return page.CellPart{Small: render.Value(a.Summary())}
		}
	}
	return page.CellPart{Small: render.Value(v.locale.statuses[v.site.registry.Headline(port)].Word)}
}

// fillEssays lists the essays by port.
func (v *view) fillEssays(p *page.ListPage, values []string) {
	table := page.Table{ID: "essays", Columns: v.columns("port", "list-column-essay", "list-column-updated")}
	for _, e := range v.essayLinks() {
		table.Rows = append(table.Rows, row(page.CellPart{Text: render.Value(e.Number)},
			page.CellPart{Link: page.Link{Text: e.Name, Address: e.Address}, Small: e.Tagline}, page.CellPart{Date: e.Updated}))
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListItems] = thousands(len(table.Rows))
}
