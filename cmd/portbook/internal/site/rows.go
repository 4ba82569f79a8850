package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// rowsAt returns the registry's rows of a port, and what they mean for each transport.
func (b *portBuilder) rowsAt(port int) (render.List[page.Row], render.List[page.TransportStatus]) {
	rows, status := b.site.registry.Assignments(port), b.site.registry.Headline(port)
	if b.transports == nil || status != b.status || !slices.Equal(rows, b.rowsOf) {
		b.rowsOf, b.status = rows, status
		b.rows, b.transports = b.makeRows(rows), b.transportsOf(port)
	}
	return b.rows, b.transports
}

// makeRows lists rows in the order of the file; those that differ by nothing but their transport become one that names
// all of them.
func (v *view) makeRows(rows []*registry.Assignment) render.List[page.Row] {
	var shown []assignedAs
	for _, a := range rows {
		i := slices.IndexFunc(shown, func(b assignedAs) bool { return sameRow(b.Assignment, a) })
		if i < 0 {
			i = len(shown)
			shown = append(shown, assignedAs{Assignment: a})
		}
		shown[i].transports |= 1 << a.Transport
	}
	list := make(render.List[page.Row], len(shown))
	for i, a := range shown {
		list[i] = v.makeRow(a.Assignment)
		list[i].Transport = render.Value(v.locale.Joins[a.transports&^(1<<registry.Unstated)])
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

func (v *view) makeRow(a *registry.Assignment) page.Row {
	row := page.Row{
		Service: render.Value(a.Service), Description: render.Value(a.Description), Assignee: people(a.Assignee),
		Registered: render.Value(a.Registered), Modified: render.Value(a.Modified), ServiceCode: render.Value(a.ServiceCode),
		Unauthorized: render.Value(a.Unauthorized), Notes: render.Value(a.Notes),
	}
	if row.Contact = row.Assignee; a.Contact != a.Assignee {
		row.Contact = people(a.Contact)
	}
	if a.First != a.Last {
		row.Ports = render.Value(v.site.numbers.decimal[a.First] + "–" + v.site.numbers.decimal[a.Last])
	}
	for _, r := range registry.References(a.Reference) {
		row.References = append(row.References, sourceOf(content.Source{Title: r.Text, URL: r.URL}))
	}
	return row
}

func people(cell string) render.Value { return render.Value(strings.Join(registry.People(cell), ", ")) }

// draft is the form for a new essay, filled in with what it may assume: which services the port has, or else its status.
func (b *portBuilder) draft(port int) page.Draft {
	s := b.site
	draft := b.drafts[s.registry.Headline(port)]
	if s.primary[port] != nil {
		draft = b.drafts[withServices]
		draft.Services = render.Slug(inQuery.Replace(strings.Join(content.ServicesOf(s.registry.Assignments(port)), ", ")))
	}
	draft.Form.Path = b.number(port)
	return draft
}

// withServices is where drafts has the form for ports that have services; those for others are at their status.
const withServices = registry.Dynamic + 1

// newDrafts prepares the forms, but for the number and the services.
func (v *view) newDrafts() (drafts [withServices + 1]page.Draft) {
	for status := range withServices {
		drafts[status] = v.newDraft("status: "+status.String(), "")
	}
	drafts[withServices] = v.newDraft("services: [", "]")
	return drafts
}

func (v *view) newDraft(assumes, after string) page.Draft {
	c := v.site.content.Config
	return page.Draft{
		Given: true, End: inQuery.Replace(after + "\nsources:\nauthors:\nupdated:\n---\n"),
		Form: page.Address{
			Given: true, Before: c.Repository + "/new/" + c.Branch + "?filename=content/" + v.locale.Folder + "ports/",
			After: ".md&value=" + inQuery.Replace("---\nname:\ntagline:\nsummary:\n"+assumes),
		},
	}
}

// source makes a source as pages show it; without a title the address, shortened, is the title.
func source(title, address string) page.Source { return sourceOf(content.NewSource(title, address)) }

// sourceOf parts an address where its path begins, since pages differ in that.
func sourceOf(s content.Source) page.Source {
	scheme, rest, ok := strings.Cut(s.URL, "://")
	host, path, hasPath := strings.Cut(rest, "/")
	if !ok || !hasPath {
		return page.Source{Title: render.Value(s.Title), Site: s.URL}
	}
	return page.Source{Title: render.Value(s.Title), Site: scheme + "://" + host + "/", Path: render.Slug(path)}
}

func sources(list []content.Source) []page.Source {
	var shown []page.Source
	for _, s := range list {
		shown = append(shown, sourceOf(s))
	}
	return shown
}

// inQuery escapes only what has to be in the query of an address: every page carries one.
var inQuery = strings.NewReplacer("\n", "%0A", " ", "%20", "[", "%5B", "]", "%5D", "&", "%26", "#", "%23", "+", "%2B", "%", "%25")

// uses lists what else is known to use a port.
func (v *view) uses(port int) render.List[page.Use] {
	var list render.List[page.Use]
	for _, r := range v.site.content.Facts.Uses[port] {
		list = append(list, page.Use{
			Name: render.Value(r.Cells["name"]), What: render.Value(r.Cells["what"]),
			Transport: render.Value(strings.ToUpper(r.Cells["transport"])), Registered: r.Cells["relation"] == "same", Source: source("", r.Cells["source"]),
		})
	}
	return list
}

func (v *view) advice(port int) render.List[page.Advice] {
	var list render.List[page.Advice]
	for _, r := range v.site.content.Facts.Advice[port] {
		list = append(list, page.Advice{
			Transport: render.Value(strings.ToUpper(r.Cells["transport"])), Text: render.Value(r.Cells["advice"]),
			Source: source("", r.Cells["source"]),
		})
	}
	return list
}
