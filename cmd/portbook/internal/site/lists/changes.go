package lists

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// shortUpdate is the number of lines up to which an update is shown on the page of all updates.
const shortUpdate = 40

func (m *maker) appendChanges(dst []byte) []byte {
	p := &page.ChangesPage{Head: m.head("changes", "changes"), Lead: m.Phrase("changes-lead"), Feed: m.Address("feed.atom")}
	p.Title, p.Head.Feed, p.Head.Crumbs = p.Head.Title, p.Feed, m.Crumbs(page.Range{})
	for _, u := range m.Content.Updates {
		shown := m.update(u)
		if len(u.Changes) <= shortUpdate {
			shown.Groups = m.changeGroups(u)
			for i := range shown.Groups {
				shown.Groups[i].ID = "" // several updates may have the kind
			}
		}
		p.Updates = append(p.Updates, shown)
	}
	return m.Templates.Changes.Append(dst, p, m.values)
}

// appendUpdate appends the page of an update, by its place among all.
func (m *maker) appendUpdate(dst []byte, i int) []byte {
	updates := m.Content.Updates
	setUpdate(m.values, updates[i])
	p := &page.UpdatePage{Head: m.head("update", "update"), Update: m.update(updates[i])}
	p.Title, p.Update.Groups = p.Head.Title, m.changeGroups(updates[i])
	p.Head.Feed = m.Address("feed.atom")
	p.Head.Crumbs = append(m.Crumbs(page.Range{}), m.Link(m.Word("changes-title"), "changes/"))
	if i+1 < len(updates) {
		p.Previous = m.updateTurn(updates[i+1])
	}
	if i > 0 {
		p.Next = m.updateTurn(updates[i-1])
	}
	return m.Templates.Update.Append(dst, p, m.values)
}

// setUpdate sets the values for the words about one update: its dates are the ends of what is listed.
func setUpdate(values []string, u *content.Update) {
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = u.From, u.To
}

func (m *maker) updateTurn(u *content.Update) *page.Turn {
	return &page.Turn{Text: render.Value(u.From + " – " + u.To), Address: m.Address(u.Path())}
}

func (m *maker) update(u *content.Update) page.Update {
	shown := page.Update{
		From: u.From, To: u.To, Address: m.Address(u.Path()), Note: m.Text(u.Note, ""),
		Sources: view.Sources(content.SourcesOf(u.Sources)), Notable: m.notable(u),
	}
	for k := history.Assigned; k.OfNumber(); k++ {
		if list := history.OfKind(u.Changes, k); len(list) > 0 {
			shown.Counts = append(shown.Counts, page.ChangeCount{
				Word: m.Word("change-" + k.String()), Number: view.WithCommas(history.CountPorts(list)),
				Address: m.Address(u.Path() + "#" + k.String()),
			})
		}
	}
	return shown
}

// notable names ports that an update assigned and that this site says more of: those with an essay,
// or that the facts tables know for the very use.
func (m *maker) notable(u *content.Update) []page.Link {
	const most = 12
	var list []page.Link
	for _, c := range history.OfKind(u.Changes, history.Assigned) {
		known := m.Locale.Essays[c.First] != nil || m.isRegisteredUse(c.First)
		if known && len(list) < most {
			list = append(list, page.Link{Text: render.Value(view.Decimal(c.First) + " " + c.Service), Address: m.PortAddress(c.First)})
		}
	}
	return list
}

// changeGroups lists the changes of an update by kind.
func (m *maker) changeGroups(u *content.Update) []page.ChangeGroup {
	var groups []page.ChangeGroup
	for k := history.Assigned; k.OfNumber(); k++ {
		list := history.OfKind(u.Changes, k)
		if len(list) == 0 {
			continue
		}
		g := page.ChangeGroup{
			ID: k.String(), Open: k != history.StatusChanged || len(list) <= shortUpdate, Removed: k == history.Removed,
			Title: m.Word("change-" + k.String()), Note: m.Word("change-" + k.String() + "-note"),
		}
		if k == history.StatusChanged {
			g.Statuses = m.statusChanges(list)
		} else {
			g.Changes = m.serviceChanges(list)
		}
		groups = append(groups, g)
	}
	return groups
}

func (m *maker) serviceChanges(list []history.Change) render.List[page.Change] {
	var shown render.List[page.Change]
	for _, c := range list {
		line := page.Change{Ports: m.span(c), Transports: m.changedTransports(c), Service: render.Value(c.Service)}
		line.Description = render.Value(history.Describe(m.Registry, c))
		switch c.Kind {
		case history.Assigned:
			line.Was = m.statusNamed(c.From)
		case history.Removed:
			line.Now = m.statusNamed(c.To)
		case history.Renamed:
			line.Before, line.Service = render.Value(c.From), render.Value(c.To)
		}
		shown = append(shown, line)
	}
	return shown
}

// statusChanges gathers the ports whose status changed alike.
func (m *maker) statusChanges(list []history.Change) render.List[page.StatusChange] {
	type alike struct {
		transports history.Transports
		from, to   string
	}
	var shown render.List[page.StatusChange]
	at := map[alike]int{}
	for _, c := range list {
		key := alike{c.Transports, c.From, c.To}
		i, ok := at[key]
		if !ok {
			i = len(shown)
			at[key] = i
			shown = append(shown, page.StatusChange{Transports: m.changedTransports(c), From: m.statusNamed(c.From), To: m.statusNamed(c.To)})
		}
		shown[i].Ports = append(shown[i].Ports, page.PortSpan{Ports: m.span(c)})
	}
	return shown
}

// span links the port of a change, or the first and the last of several.
func (m *maker) span(c history.Change) []page.Link {
	links := []page.Link{m.PortLink(c.First, c.First)}
	if c.Last > c.First {
		links = append(links, m.PortLink(c.Last, c.Last))
	}
	return links
}

// changedTransports names the transports of a change: TCP and UDP.
func (m *maker) changedTransports(c history.Change) render.Value {
	names := m.Locale.Joins[c.Transports&^(1<<registry.Unstated)]
	if c.Transports.Has(registry.Unstated) {
		names = strings.TrimPrefix(names+", "+m.Locale.Names[registry.Unstated], ", ")
	}
	return render.Value(names)
}

// statusNamed finds a status by its word for data; nil for "".
func (m *maker) statusNamed(slug string) *page.Status {
	for _, s := range m.Locale.Statuses {
		if s.Slug == slug {
			return s
		}
	}
	return nil
}
