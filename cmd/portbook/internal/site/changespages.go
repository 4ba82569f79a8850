package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// shortUpdate is the number of lines up to which an update is shown on the page of all updates.
const shortUpdate = 40

// addChanges adds the pages of the history.
func (s *Site) addChanges(main *locale) {
	s.addPage("changes/", s.renderChanges(main))
	for i := range s.content.Updates {
		s.addPage(s.content.Updates[i].Path(), s.renderUpdate(main, i))
		s.others[len(s.others)-1].alike = i > 0 && i < len(s.content.Updates)-1
	}
}

func (s *Site) renderChanges(loc *locale) renderer {
	return func(dst []byte) []byte {
		v := loc.view(s, "changes/")
		values := v.newValues()
		title := v.words("changes-title")
		p := &page.ChangesPage{
			Head: v.head("changes", title, v.words("changes-description"), "changes/", "site"), Title: title,
			Lead: v.words("changes-lead"), Feed: v.address("feed.atom"),
		}
		p.Head.Feed = p.Feed
		v.crumbs(&p.Head, page.Range{})
		for _, u := range s.content.Updates {
			shown := v.update(u)
			if len(u.Changes) <= shortUpdate {
				shown.Groups = v.changeGroups(u)
				for i := range shown.Groups {
					shown.Groups[i].ID = "" // several updates may have the kind
				}
			}
			p.Updates = append(p.Updates, shown)
		}
		return v.templates.changes.Append(dst, p, values)
	}
}

func (s *Site) renderUpdate(loc *locale, i int) renderer {
	u := s.content.Updates[i]
	return func(dst []byte) []byte {
		v := loc.view(s, u.Path())
		values := v.updateValues(u)
		title := v.words("update-title")
		p := &page.UpdatePage{Head: v.head("update", title, v.words("update-description"), u.Path(), "site"), Title: title, Update: v.update(u)}
		p.Update.Groups = v.changeGroups(u)
		p.Head.Feed = v.address("feed.atom")
		v.crumbs(&p.Head, page.Range{})
		p.Head.Crumbs = append(p.Head.Crumbs, page.Link{Text: render.Value(v.locale.Words.Text("changes-title")), Address: v.address("changes/")})
		if i+1 < len(s.content.Updates) {
			p.Previous = v.updateTurn(s.content.Updates[i+1])
		}
		if i > 0 {
			p.Next = v.updateTurn(s.content.Updates[i-1])
		}
		return v.templates.update.Append(dst, p, values)
	}
}

// updateValues are the values for the words about one update: its dates are the ends of what is listed.
func (v *view) updateValues(u *content.Update) []string {
	values := v.newValues()
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = u.From, u.To
	return values
}

func (v *view) updateTurn(u *content.Update) *page.Turn {
	return &page.Turn{Text: render.Value(u.From + " – " + u.To), Address: v.address(u.Path())}
}

func (v *view) update(u *content.Update) page.Update {
	shown := page.Update{From: u.From, To: u.To, Address: v.address(u.Path()), Note: v.text(u.Note, ""), Sources: sources(content.SourcesOf(u.Sources)), Notable: v.notable(u)}
	for k := history.Assigned; k.OfNumber(); k++ {
		if list := history.OfKind(u.Changes, k); len(list) > 0 {
			shown.Counts = append(shown.Counts, page.ChangeCount{
				Word: v.locale.Words.Text("change-" + k.String()), Number: thousands(history.CountPorts(list)),
				Address: v.address(u.Path() + "#" + k.String()),
			})
		}
	}
	return shown
}

// notable names ports that an update assigned and that this site says more of: those with an essay,
// or that the facts tables know for the very use.
func (v *view) notable(u *content.Update) []page.Link {
	const most = 12
	var list []page.Link
	for _, c := range history.OfKind(u.Changes, history.Assigned) {
		known := v.locale.Essays[c.First] != nil || slices.ContainsFunc(v.site.content.Facts.Uses[c.First], func(r content.Fact) bool { return r.Cells["relation"] == "same" })
		if known && len(list) < most {
			list = append(list, page.Link{Text: render.Value(v.site.numbers.decimal[c.First] + " " + c.Service), Address: v.portAddress(c.First)})
		}
	}
	return list
}

// changeGroups lists the changes of an update by kind.
func (v *view) changeGroups(u *content.Update) []page.ChangeGroup {
	var groups []page.ChangeGroup
	for k := history.Assigned; k.OfNumber(); k++ {
		list := history.OfKind(u.Changes, k)
		if len(list) == 0 {
			continue
		}
		g := page.ChangeGroup{ID: k.String(), Open: k != history.StatusChanged || len(list) <= shortUpdate, Removed: k == history.Removed, Title: v.locale.Words.Text("change-" + k.String()), Note: v.locale.Words.Text("change-" + k.String() + "-note")}
		if k == history.StatusChanged {
			g.Statuses = v.statusChanges(list)
		} else {
			g.Changes = v.serviceChanges(list)
		}
		groups = append(groups, g)
	}
	return groups
}

func (v *view) serviceChanges(list []history.Change) render.List[page.Change] {
	var shown render.List[page.Change]
	for _, c := range list {
		line := page.Change{Ports: v.span(c), Transports: v.changedTransports(c), Service: render.Value(c.Service), Description: render.Value(history.Describe(v.site.registry, c))}
		switch c.Kind {
		case history.Assigned:
			line.Was = v.statusNamed(c.From)
		case history.Removed:
			line.Now = v.statusNamed(c.To)
		case history.Renamed:
			line.Before, line.Service = render.Value(c.From), render.Value(c.To)
		}
		shown = append(shown, line)
	}
	return shown
}

// statusChanges gathers the ports whose status changed alike.
func (v *view) statusChanges(list []history.Change) render.List[page.StatusChange] {
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
			shown = append(shown, page.StatusChange{Transports: v.changedTransports(c), From: v.statusNamed(c.From), To: v.statusNamed(c.To)})
		}
		shown[i].Ports = append(shown[i].Ports, page.PortSpan{Ports: v.span(c)})
	}
	return shown
}

// span links the port of a change, or the first and the last of several.
func (v *view) span(c history.Change) []page.Link {
	links := []page.Link{v.portLink(c.First, c.First)}
	if c.Last > c.First {
		links = append(links, v.portLink(c.Last, c.Last))
	}
	return links
}

// changedTransports names the transports of a change: TCP and UDP.
func (v *view) changedTransports(c history.Change) render.Value {
	names := v.locale.Joins[c.Transports&^(1<<registry.Unstated)]
	if c.Transports.Has(registry.Unstated) {
		names = strings.TrimPrefix(names+", "+v.locale.Names[registry.Unstated], ", ")
	}
	return render.Value(names)
}

// statusNamed finds a status by its word for data; nil for "".
func (v *view) statusNamed(slug string) *page.Status {
	for _, s := range v.locale.statuses {
		if s.Slug == slug {
			return s
		}
	}
	return nil
}
