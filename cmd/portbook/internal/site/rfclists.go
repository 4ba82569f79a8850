package site

import (
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// fillRFCs lists the RFCs that the registry names, with the ports and names that they define.
func (v *view) fillRFCs(p *page.ListPage, values []string) {
	rfcs := v.site.directory.rfcs()
	table := page.Table{ID: "rfcs", Columns: v.columns("list-column-rfc", "list-column-defines")}
	ports, names := map[int]bool{}, map[string]bool{}
	for _, r := range rfcs {
		number := strconv.Itoa(r.number)
		var defines page.TableCell
		for _, a := range r.defines {
			defines.Parts = append(defines.Parts, v.definedPart(a))
			if a.First < 0 {
				names[a.Service] = true
			}
			for port := a.First; port >= 0 && port <= a.Last; port++ {
				ports[port] = true
			}
		}
		table.Rows = append(table.Rows, page.TableRow{Cells: []page.TableCell{
			{Parts: render.List[page.CellPart]{{Source: source("RFC "+number, rfcAddress+number)}}}, defines,
		}})
	}
	p.Tables = []page.Table{table}
	values[placeholder.ListItems], values[placeholder.ListPorts], values[placeholder.ListRest] = thousands(len(rfcs)), thousands(len(ports)), thousands(len(names))
}

// definedPart says what a row assigns: the port and its service, or the name of one without a port.
func (v *view) definedPart(a assignedAs) page.CellPart {
	part := page.CellPart{Text: render.Value(a.Service), Small: v.shownTransports(a.transports)}
	switch {
	case a.First < 0:
		part.Small = render.Value(v.locale.Words.Text("list-no-port"))
	case a.Service == "":
		part.Text = render.Value(v.locale.statuses[a.Status].Word)
	}
	if a.First >= 0 {
		part.Link = v.portLink(a.First, a.Last)
	}
	return part
}

// newestShown is how many assignments the list of the newest has.
const newestShown = 400

// fillNewest lists the assignments that were made last, as far as dates of registration and the history
// tell.
func (v *view) fillNewest(p *page.ListPage, values []string) {
	table := page.Table{ID: "newest", Columns: v.columns("list-column-date", "port", "row-service")}
	newest := v.site.directory.newest()
	for _, a := range newest.list[:min(newestShown, len(newest.list))] {
		when := page.CellPart{Date: render.Value(a.date)}
		if a.update != nil {
			when = page.CellPart{Link: page.Link{Text: render.Value("≤\u00a0" + a.date), Address: v.address(a.update.Path())}}
		}
		table.Rows = append(table.Rows, row(when, page.CellPart{Link: v.portLink(a.First, a.Last), Small: v.shownTransports(a.transports)},
			page.CellPart{Text: render.Value(a.Service), Small: render.Value(a.Summary())}))
	}
	p.Tables, p.Note = []page.Table{table}, v.site.note
	values[placeholder.ListItems], values[placeholder.ListNewest], values[placeholder.ListRest] = thousands(len(table.Rows)), v.shownDate(v.site.directory.dates().latest), thousands(newest.unknown)
}

// shownDate is a date of the registry in a sentence.
func (v *view) shownDate(date string) string {
	if date == "" {
		return v.locale.statuses[registry.NotListed].Word
	}
	return date
}
