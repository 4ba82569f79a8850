package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// rowsAt returns the registry's rows of a port, and what they mean for each transport.
func (b *portBuilder) rowsAt(port int) (render.List[page.Row], render.List[page.TransportStatus]) {
	rows, status := b.Registry.Assignments(port), b.Registry.Headline(port)
	if b.transports == nil || status != b.status || !slices.Equal(rows, b.rowsOf) {
		b.rowsOf, b.status = rows, status
		b.rows, b.transports = makeRows(b.Locale, rows), b.transportsOf(port)
	}
	return b.rows, b.transports
}

// makeRows lists rows in the order of the file; those that differ by nothing but their transport become one that names
// all of them.
func makeRows(loc *view.Locale, rows []*registry.Assignment) render.List[page.Row] {
	var first []*registry.Assignment // of each row that is shown
	var transports []history.Transports
	for _, a := range rows {
		i := slices.IndexFunc(first, func(b *registry.Assignment) bool { return sameRow(b, a) })
		if i < 0 {
			i = len(first)
			first, transports = append(first, a), append(transports, 0)
		}
		transports[i] |= 1 << a.Transport
	}
	list := make(render.List[page.Row], len(first))
	for i, a := range first {
		list[i] = makeRow(a)
		list[i].Transport = render.Value(loc.Joins[transports[i]&^(1<<registry.Unstated)])
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

func makeRow(a *registry.Assignment) page.Row {
	row := page.Row{
		Service: render.Value(a.Service), Description: render.Value(a.Description), Assignee: people(a.Assignee),
		Registered: render.Value(a.Registered), Modified: render.Value(a.Modified), ServiceCode: render.Value(a.ServiceCode),
		Unauthorized: render.Value(a.Unauthorized), Notes: render.Value(a.Notes),
	}
	if row.Contact = row.Assignee; a.Contact != a.Assignee {
		row.Contact = people(a.Contact)
	}
	if a.First != a.Last {
		row.Ports = render.Value(view.Decimal(a.First) + "–" + view.Decimal(a.Last))
	}
	for _, r := range registry.References(a.Reference) {
		row.References = append(row.References, view.Source(content.Source{Title: r.Text, URL: r.URL}))
	}
	return row
}

func people(cell string) render.Value { return render.Value(strings.Join(registry.People(cell), ", ")) }

// draft is the form for a new essay, filled in with what it may assume: which services the port has, or else its status.
func (b *portBuilder) draft(port int) page.Draft {
	draft := b.drafts[b.Registry.Headline(port)]
	if b.Services[port] != nil {
		draft = b.drafts[withServices]
		draft.Services = render.Slug(inQuery.Replace(strings.Join(content.ServicesOf(b.Registry.Assignments(port)), ", ")))
	}
	draft.Form.Path = view.Number(port)
	return draft
}

// withServices is where drafts has the form for ports that have services; those for others are at their status.
const withServices = registry.Dynamic + 1

// newDrafts prepares the forms, but for the number and the services.
func newDrafts(v *view.View) (drafts [withServices + 1]page.Draft) {
	for status := range withServices {
		drafts[status] = newDraft(v, "status: "+status.String(), "")
	}
	drafts[withServices] = newDraft(v, "services: [", "]")
	return drafts
}

func newDraft(v *view.View, assumes, after string) page.Draft {
	c := v.Content.Config
	return page.Draft{
		Given: true, End: inQuery.Replace(after + "\nsources:\nauthors:\nupdated:\n---\n"),
		Form: page.Address{
			Given: true, Before: c.Repository + "/new/" + c.Branch + "?filename=content/" + v.Locale.Folder + "ports/",
			After: ".md&value=" + inQuery.Replace("---\nname:\ntagline:\nsummary:\n"+assumes),
		},
	}
}

// inQuery escapes only what has to be in the query of an address: every page carries one.
var inQuery = strings.NewReplacer("\n", "%0A", " ", "%20", "[", "%5B", "]", "%5D", "&", "%26", "#", "%23", "+", "%2B", "%", "%25")

func (b *portBuilder) advice(port int) render.List[page.Advice] {
	var list render.List[page.Advice]
	for _, r := range b.Content.Facts.Advice[port] {
		list = append(list, page.Advice{
			Transport: render.Value(strings.ToUpper(r.Cells["transport"])), Text: render.Value(r.Cells["advice"]),
			Source: view.Source(content.NewSource("", r.Cells["source"])),
		})
	}
	return list
}
