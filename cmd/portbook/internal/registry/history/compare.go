// Package history compares two states of IANA's registry, and reads and writes the small files in
// content/changes that keep the history of it.
//
// What is compared is what the registry says of a port, a transport and a service, not how the file
// says it: line breaks and spaces in cells, the order of rows, line ends, dates, and how ports of the
// same status are put together in ranges do not count.
package history

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Comparison is what differs between two states of the registry. Both lists are sorted: what matters
// first, then by port.
type Comparison struct {
	Ports []Change
	Names []Change // service names without a port: Assigned means that one is new
}

// Same reports whether nothing differs.
func (c Comparison) Same() bool { return len(c.Ports)+len(c.Names) == 0 }

// Compare returns what changed from old to new. Comparing them the other way round gives the mirror
// image: what was assigned is removed.
func Compare(old, new *registry.Registry) Comparison {
	c := comparer{old: old, new: new, here: map[Change]Transports{}, latest: map[Change]int{}}
	for port := range registry.Ports {
		before, after := old.Assignments(port), new.Assignments(port)
		if slices.EqualFunc(before, after, sameWords) {
			continue
		}
		for t := registry.TCP; t <= registry.Unstated; t++ {
			c.transport(port, t, rowsOf(before, t), rowsOf(after, t))
		}
		c.flush(port)
	}
	c.withoutPort()
	slices.SortFunc(c.list, compare)
	hasPort := func(change Change) bool { return change.First >= 0 }
	hasNone := func(change Change) bool { return change.First < 0 }
	return Comparison{Ports: slices.DeleteFunc(slices.Clone(c.list), hasNone), Names: slices.DeleteFunc(c.list, hasPort)}
}

// sameWords reports whether two rows say the same in all columns but ports and dates.
func sameWords(a, b *registry.Assignment) bool {
	like := *a
	like.Line, like.First, like.Last, like.Registered, like.Modified = b.Line, b.First, b.Last, b.Registered, b.Modified
	return like == *b
}

// comparer is the state of one comparison.
type comparer struct {
	old, new *registry.Registry
	here     map[Change]Transports // what changed at the port that is compared; neither ports nor transports are set
	list     []Change              // of all ports before
	latest   map[Change]int        // where in list a change, ports not set, was added last
}

// note adds a change of the port that is compared.
func (c *comparer) note(t registry.Transport, change Change) { c.here[change] |= 1 << t }

// flush adds what changed at a port to the list, or the port to a run of ports that changed in the same way.
func (c *comparer) flush(port int) {
	for change, ts := range c.here {
		change.Transports = ts
		if i, ok := c.latest[change]; ok && c.list[i].Last == port-1 {
			c.list[i].Last = port
			continue
		}
		c.latest[change] = len(c.list)
		change.First, change.Last = port, port
		c.list = append(c.list, change)
	}
	clear(c.here)
}

// withoutPort compares the rows without a port: which service names are new, and which are gone.
func (c *comparer) withoutPort() {
	for t := registry.TCP; t <= registry.Unstated; t++ {
		was, is := names(rowsOf(c.old.Names(), t)), names(rowsOf(c.new.Names(), t))
		for _, name := range without(is, was) {
			c.note(t, Change{Kind: Assigned, Service: name})
		}
		for _, name := range without(was, is) {
			c.note(t, Change{Kind: Removed, Service: name})
		}
	}
	c.flush(-1)
}

func rowsOf(rows []*registry.Assignment, t registry.Transport) []*registry.Assignment {
	return slices.DeleteFunc(slices.Clone(rows), func(a *registry.Assignment) bool { return a.Transport != t })
}

func ofService(rows []*registry.Assignment, name string) []*registry.Assignment {
	return slices.DeleteFunc(slices.Clone(rows), func(a *registry.Assignment) bool { return a.Service != name })
}

// without returns what of list is not in others.
func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// transport compares what the rows of one transport say of one port.
func (c *comparer) transport(port int, t registry.Transport, before, after []*registry.Assignment) {
	was, is := names(before), names(after)
	gone, came := without(was, is), without(is, was)
	for i := range max(len(gone), len(came)) {
		switch {
		case i >= len(came):
			c.note(t, Change{Kind: Removed, Service: gone[i], To: held(c.new.StatusOf(port, t))})
		case i >= len(gone):
			c.note(t, Change{Kind: Assigned, Service: came[i], From: held(c.old.StatusOf(port, t))})
		default:
			c.note(t, Change{Kind: Renamed, From: gone[i], To: came[i]})
		}
	}
	if len(was)+len(is) == 0 && t != registry.Unstated {
		c.status(t, c.old.StatusOf(port, t), c.new.StatusOf(port, t))
	}
	for _, name := range append(is, "") {
		c.columns(t, name, ofService(before, name), ofService(after, name))
	}
}

// names lists the services that rows name, each once: real names before aliases, else by name, so
// that the order of rows does not matter.
func names(rows []*registry.Assignment) []string {
	var real, aliases []string
	for _, a := range rows {
		switch {
		case a.Service == "":
		case a.Alias():
			aliases = append(aliases, a.Service)
		default:
			real = append(real, a.Service)
		}
	}
	slices.Sort(real)
	slices.Sort(aliases)
	return slices.Compact(append(real, without(aliases, real)...))
}

// held is the word for a status in which IANA keeps a number back, and "" for all others.
func held(s registry.Status) string {
	if s == registry.Reserved || s == registry.Deregistered {
		return s.String()
	}
	return ""
}

// status compares the statuses of a transport that has no service on either side. That nothing is
// listed means what unassigned means: when a service is assigned for tcp, the row that called all
// transports unassigned goes.
func (c *comparer) status(t registry.Transport, was, is registry.Status) {
	open := []registry.Status{registry.Unassigned, registry.NotListed, registry.Dynamic}
	if was != is && !(slices.Contains(open, was) && slices.Contains(open, is)) {
		c.note(t, Change{Kind: StatusChanged, From: was.String(), To: is.String()})
	}
}

// columns compares the rows of one service, or those without one, that are on both sides. Descriptions
// of rows without a service state a status, which is another change or, in the case of letters, none.
func (c *comparer) columns(t registry.Transport, service string, before, after []*registry.Assignment) {
	if len(before) == 0 || len(after) == 0 {
		return
	}
	for k := Description; k <= Notes; k++ {
		from, to := joined(before, k), joined(after, k)
		isStatus := k == Description && service == "" && (strings.EqualFold(from, to) || before[0].Status != after[0].Status)
		if from != to && !isStatus {
			c.note(t, Change{Kind: k, Service: service, From: from, To: to})
		}
	}
}

// joined is what a column of rows of the same service says. Nearly always there is one row; if there
// are more, their order does not matter.
func joined(rows []*registry.Assignment, k Kind) string {
	var texts []string
	for _, a := range rows {
		if text := kinds[k].column(a); text != "" {
			texts = append(texts, text)
		}
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " / ")
}
