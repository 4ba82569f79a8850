package history

import (
	"slices"

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

// Compare tells what changed from old to new. Comparing them the other way round gives the mirror
// image: what was assigned is removed.
func Compare(old, new *registry.Registry) Comparison {
	c := comparer{old: old, new: new, runs: map[Change]int{}}
	for port := range registry.Ports {
		c.port(port)
	}
	slices.SortFunc(c.list, compare)
	return Comparison{Ports: c.list, Names: compareNames(old.Names(), new.Names())}
}

// comparer is the state of one comparison.
type comparer struct {
	old, new *registry.Registry
	here     []Change       // of the port at hand; ports not set
	list     []Change       // of all ports before
	runs     map[Change]int // where in list a change, ports not set, was added last
}

func (c *comparer) port(port int) {
	before, after := c.old.Assignments(port), c.new.Assignments(port)
	if slices.EqualFunc(before, after, sameWords) {
		return
	}
	c.here = c.here[:0]
	for t := registry.TCP; t <= registry.Unstated; t++ {
		c.transport(port, t, rowsOf(before, t), rowsOf(after, t))
	}
	for _, change := range c.here {
		c.add(port, change)
	}
}

// sameWords reports whether two rows say the same in all columns but ports and dates.
func sameWords(a, b *registry.Assignment) bool {
	return a.Service == b.Service && a.Transport == b.Transport && a.Description == b.Description && a.Assignee == b.Assignee &&
		a.Contact == b.Contact && a.Reference == b.Reference && a.ServiceCode == b.ServiceCode && a.Unauthorized == b.Unauthorized &&
		a.Notes == b.Notes
}

func rowsOf(rows []*registry.Assignment, t registry.Transport) []*registry.Assignment {
	var list []*registry.Assignment
	for _, a := range rows {
		if a.Transport == t {
			list = append(list, a)
		}
	}
	return list
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
	for _, name := range append(without(was, gone), "") {
		c.columns(t, name, ofService(before, name), ofService(after, name))
	}
}

// names lists the services that rows name, each once: real names before aliases, else by name, so
// that the order of rows does not matter.
func names(rows []*registry.Assignment) []string {
	var list, aliases []string
	for _, a := range rows {
		switch {
		case a.Service == "":
		case a.Alias():
			aliases = append(aliases, a.Service)
		default:
			list = append(list, a.Service)
		}
	}
	slices.Sort(list)
	slices.Sort(aliases)
	list = slices.Compact(list)
	return append(list, without(slices.Compact(aliases), list)...)
}

// without returns what of list is not in others.
func without(list, others []string) []string {
	var left []string
	for _, s := range list {
		if !slices.Contains(others, s) {
			left = append(left, s)
		}
	}
	return left
}

func ofService(rows []*registry.Assignment, name string) []*registry.Assignment {
	var list []*registry.Assignment
	for _, a := range rows {
		if a.Service == name {
			list = append(list, a)
		}
	}
	return list
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
	if was != is && (!open(was) || !open(is)) {
		c.note(t, Change{Kind: StatusChanged, From: was.String(), To: is.String()})
	}
}

func open(s registry.Status) bool {
	return s == registry.Unassigned || s == registry.NotListed || s == registry.Dynamic
}

// note adds a change of the port at hand, or a transport to one that is alike.
func (c *comparer) note(t registry.Transport, change Change) {
	for i := range c.here {
		like := c.here[i]
		if like.Transports = 0; like == change {
			c.here[i].Transports |= 1 << t
			return
		}
	}
	change.Transports = 1 << t
	c.here = append(c.here, change)
}

// add adds a change of a port to the list, or the port to a run of ports that changed alike.
func (c *comparer) add(port int, change Change) {
	if i, ok := c.runs[change]; ok && c.list[i].Last == port-1 {
		c.list[i].Last = port
		return
	}
	c.runs[change] = len(c.list)
	change.First, change.Last = port, port
	c.list = append(c.list, change)
}
