package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
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
func (v *view) fillUses(p *ListPage, values markdown.Values) {
	table := Table{ID: "uses", Columns: v.columns("list-column-use", "port", "row-description")}
	ports, registered := map[int]bool{}, 0
	uses := v.site.directory.uses()
	for _, use := range uses {
		var where TableCell
		isRegistered := true
		for _, r := range use.rows {
			ports[r.First] = true
			same := r.Cells["relation"] == "same"
			isRegistered = isRegistered && same
			where.Parts = append(where.Parts, CellPart{Link: v.portLink(r.First, r.Last),
				Small: strings.ToUpper(r.Cells["transport"]) + " · " + v.mark(same)})
		}
		if isRegistered {
			registered++
		}
		table.Rows = append(table.Rows, TableRow{[]TableCell{{[]CellPart{{Text: use.name}}}, where,
			{[]CellPart{{Text: use.what, Source: content.NewSource("", use.source)}}}}})
	}
	p.Tables = []Table{table}
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
func (v *view) fillBrowserBlocked(p *ListPage, values markdown.Values) {
	table := Table{ID: "ports", Columns: v.columns("port", "list-column-blocked", "services")}
	without := 0
	for _, r := range v.site.content.Facts.Rows(browserBlocked) {
		for port := r.First; port <= r.Last; port++ {
			registered := v.namedAt(port)
			if v.site.primary[port] == nil {
				without++
			}
			table.Rows = append(table.Rows, row(CellPart{Link: v.portLink(port, port)}, CellPart{Text: r.Cells["name"]}, registered))
		}
		if source := content.NewSource("", r.Cells["source"]); !slices.Contains(p.Sources, source) {
			p.Sources = append(p.Sources, source)
		}
	}
	p.Tables = []Table{table}
	values[placeholder.ListItems], values[placeholder.ListRest] = thousands(len(table.Rows)), thousands(without)
}

// namedAt says which services a port has; without a name, what else the registry says of it.
func (v *view) namedAt(port int) CellPart {
	if n := v.site.servicesAt(port); n != nil {
		return CellPart{Text: n.list}
	}
	for _, a := range v.site.registry.Assignments(port) {
		if a.Status == registry.Assigned {
			return CellPart{Small: a.Summary()}
		}
	}
	return CellPart{Small: v.locale.statuses[v.site.registry.Headline(port)].Word}
}

// fillEssays lists the essays by port.
func (v *view) fillEssays(p *ListPage, values markdown.Values) {
	table := Table{ID: "essays", Columns: v.columns("port", "list-column-essay", "list-column-updated")}
	portValues := v.newValues()
	for _, e := range v.essayLinks(&portValues) {
		table.Rows = append(table.Rows, row(CellPart{Text: e.Number}, CellPart{Link: Link{e.Name, e.Address}, Small: e.Tagline}, CellPart{Date: e.Updated}))
	}
	p.Tables = []Table{table}
	values[placeholder.ListItems] = thousands(len(table.Rows))
}
