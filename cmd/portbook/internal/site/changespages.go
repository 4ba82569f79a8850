package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A ChangesPage tells what changed in the registry: templates/changes.html.
type ChangesPage struct {
	Head    Head
	Title   Text
	Lead    Text
	Feed    Address
	Updates []Update // the newest first
}

// An UpdatePage tells all of one update: templates/update.html.
type UpdatePage struct {
	Head     Head
	Title    Text
	Update   Update
	Previous *Link // the update before it
	Next     *Link
}

// An Update is what changed between two states of the registry.
type Update struct {
	From, To string // YYYY-MM-DD
	Address  Address
	Note     Text
	Sources  []Source
	Counts   []ChangeCount
	Notable  []Link        // ports assigned that this site says more of
	Groups   []ChangeGroup // on the page of all updates only when it is short
}

// A ChangeCount is how many changes there are of a kind.
type ChangeCount struct {
	Word    string
	Number  string  // of ports, with thousands separators
	Address Address // where they are listed
}

// A ChangeGroup is the changes of one kind.
type ChangeGroup struct {
	ID       string // assigned, removed, renamed, status; "" on the page of all updates
	Open     bool   // shown without being asked for
	Removed  bool   // of services that are gone: what is told of them is the status of their port
	Title    string
	Note     string         // what the reader has to know of the kind; or ""
	Changes  []Change       // of services
	Statuses []StatusChange // of kind status
}

// A Change is what became of a service at a port.
type Change struct {
	Ports       []Link // the port, or the first and the last of several
	Transports  string // TCP and UDP
	Service     string
	Before      string  // the name before; "" where it was not renamed
	Was         *Status // what the port was before the service; nil where that is plain
	Now         *Status // what the port is without the service; likewise
	Description string
}

// A StatusChange is ports whose status for some transports changed alike.
type StatusChange struct {
	Transports string
	From, To   *Status
	Ports      []PortSpan
}

// A PortSpan is a port, or the first and the last of several.
type PortSpan struct {
	Ports []Link
}

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

func (s *Site) renderChanges(loc *locale) func(dst []byte) []byte {
	return func(dst []byte) []byte {
		v := loc.view(s, "changes/")
		values := v.newValues()
		title := v.phrase("changes-title", &values)
		p := &ChangesPage{Head: v.head("changes", title, v.phrase("changes-description", &values), "changes/", "site"), Title: title,
			Lead: v.phrase("changes-lead", &values), Feed: v.address("feed.atom")}
		p.Head.Feed = p.Feed
		v.crumbs(&p.Head, Range{})
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
		return v.changes.Append(dst, p)
	}
}

func (s *Site) renderUpdate(loc *locale, i int) func(dst []byte) []byte {
	u := s.content.Updates[i]
	return func(dst []byte) []byte {
		v := loc.view(s, u.Path())
		values := v.updateValues(u)
		title := v.phrase("update-title", values)
		p := &UpdatePage{Head: v.head("update", title, v.phrase("update-description", values), u.Path(), "site"), Title: title, Update: v.update(u)}
		p.Update.Groups = v.changeGroups(u)
		p.Head.Feed = v.address("feed.atom")
		v.crumbs(&p.Head, Range{})
		p.Head.Crumbs = append(p.Head.Crumbs, Link{v.locale.Words.Text("changes-title"), v.address("changes/")})
		if i+1 < len(s.content.Updates) {
			p.Previous = v.updateLink(s.content.Updates[i+1])
		}
		if i > 0 {
			p.Next = v.updateLink(s.content.Updates[i-1])
		}
		return v.oneUpdate.Append(dst, p)
	}
}

// updateValues are the values for the words about one update: its dates are the ends of what is listed.
func (v *view) updateValues(u *content.Update) *markdown.Values {
	values := v.newValues()
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = u.From, u.To
	return &values
}

func (v *view) updateLink(u *content.Update) *Link {
	return &Link{u.From + " – " + u.To, v.address(u.Path())}
}

func (v *view) update(u *content.Update) Update {
	values := v.newValues()
	shown := Update{From: u.From, To: u.To, Address: v.address(u.Path()), Note: fixed(u.Note, "", &values), Sources: content.SourcesOf(u.Sources), Notable: v.notable(u)}
	for k := history.Assigned; k.OfNumber(); k++ {
		if list := history.OfKind(u.Changes, k); len(list) > 0 {
			shown.Counts = append(shown.Counts, ChangeCount{v.locale.Words.Text("change-" + k.String()), thousands(history.CountPorts(list)),
				v.address(u.Path() + "#" + k.String())})
		}
	}
	return shown
}

// notable names ports that an update assigned and that this site says more of: those with an essay,
// or that the facts tables know for the very use.
func (v *view) notable(u *content.Update) []Link {
	const most = 12
	var list []Link
	for _, c := range history.OfKind(u.Changes, history.Assigned) {
		known := v.locale.Essays[c.First] != nil || slices.ContainsFunc(v.site.content.Facts.Uses[c.First], func(r content.Fact) bool { return r.Cells["relation"] == "same" })
		if known && len(list) < most {
			list = append(list, Link{v.site.numbers.decimal[c.First] + " " + c.Service, v.portAddress(c.First)})
		}
	}
	return list
}

// changeGroups lists the changes of an update by kind.
func (v *view) changeGroups(u *content.Update) []ChangeGroup {
	var groups []ChangeGroup
	for k := history.Assigned; k.OfNumber(); k++ {
		list := history.OfKind(u.Changes, k)
		if len(list) == 0 {
			continue
		}
		g := ChangeGroup{ID: k.String(), Open: k != history.StatusChanged || len(list) <= shortUpdate, Removed: k == history.Removed, Title: v.locale.Words.Text("change-" + k.String()), Note: v.locale.Words.Text("change-" + k.String() + "-note")}
		if k == history.StatusChanged {
			g.Statuses = v.statusChanges(list)
		} else {
			g.Changes = v.serviceChanges(list)
		}
		groups = append(groups, g)
	}
	return groups
}

func (v *view) serviceChanges(list []history.Change) []Change {
	var shown []Change
	for _, c := range list {
		line := Change{Ports: v.span(c), Transports: v.transportsOf(c), Service: c.Service, Description: history.Describe(v.site.registry, c)}
		switch c.Kind {
		case history.Assigned:
			line.Was = v.statusNamed(c.From)
		case history.Removed:
			line.Now = v.statusNamed(c.To)
		case history.Renamed:
			line.Before, line.Service = c.From, c.To
		}
		shown = append(shown, line)
	}
	return shown
}

// statusChanges gathers the ports whose status changed alike.
func (v *view) statusChanges(list []history.Change) []StatusChange {
	type alike struct {
		transports history.Transports
		from, to   string
	}
	var shown []StatusChange
	at := map[alike]int{}
	for _, c := range list {
		key := alike{c.Transports, c.From, c.To}
		i, ok := at[key]
		if !ok {
			i = len(shown)
			at[key] = i
			shown = append(shown, StatusChange{Transports: v.transportsOf(c), From: v.statusNamed(c.From), To: v.statusNamed(c.To)})
		}
		shown[i].Ports = append(shown[i].Ports, PortSpan{v.span(c)})
	}
	return shown
}

// span links the port of a change, or the first and the last of several.
func (v *view) span(c history.Change) []Link {
	links := []Link{{v.site.numbers.decimal[c.First], v.portAddress(c.First)}}
	if c.Last > c.First {
		links = append(links, Link{v.site.numbers.decimal[c.Last], v.portAddress(c.Last)})
	}
	return links
}

// transportsOf names the transports of a change: TCP and UDP.
func (v *view) transportsOf(c history.Change) string {
	names := v.locale.Joins[c.Transports&^(1<<registry.Unstated)]
	if c.Transports.Has(registry.Unstated) {
		names = strings.TrimPrefix(names+", "+v.locale.Names[registry.Unstated], ", ")
	}
	return names
}

// statusNamed finds a status by its word for data; nil for "".
func (v *view) statusNamed(slug string) *Status {
	for _, s := range v.locale.statuses {
		if s.Slug == slug {
			return s
		}
	}
	return nil
}
