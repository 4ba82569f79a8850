// Package history compares two states of IANA's registry, and reads and writes the small files in
// content/changes that keep the history of it.
//
// What is compared is what the registry says of a port, a transport and a service, not how the file
// says it: line breaks and spaces in cells, the order of rows, line ends, dates, and how ports of the
// same status are put together in ranges do not count.
package history

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Compare returns what changed from old to new. Comparing them the other way round gives the mirror
// image: what was assigned is removed.
func Compare(old, new *registry.Registry) *Report {
	c := comparer{old: old, new: new, here: map[Change]Transports{}, latest: map[Change]int{}}
	for port := range registry.Ports {
		c.compare(port, old.Assignments(port), new.Assignments(port))
	}
	n := len(c.list)
	c.compare(noPort, old.Names(), new.Names())
	ports, names := c.list[:n], c.list[n:]
	slices.SortFunc(ports, compare)
	slices.SortFunc(names, compare)
	return &Report{New: new, Ports: ports, Names: names}
}

// noPort stands for the rows without a port: which service names are new, and which are gone.
const noPort = -1

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

// compare adds what changed at a port to the list, or the port to a run of ports that changed in the same way.
func (c *comparer) compare(port int, old, new []*registry.Assignment) {
	if slices.EqualFunc(old, new, sameWords) {
		return
	}
	for t := registry.TCP; t <= registry.Unstated; t++ {
		c.transport(port, t, byService(old, t), byService(new, t))
	}
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

// note adds a change of the port that is compared.
func (c *comparer) note(t registry.Transport, change Change) { c.here[change] |= 1 << t }

// services are the rows of one port and one transport, by service; those without one are under "".
type services map[string][]*registry.Assignment

func byService(rows []*registry.Assignment, t registry.Transport) services {
	s := services{}
	for _, a := range rows {
		if a.Transport == t {
			s[a.Service] = append(s[a.Service], a)
		}
	}
	return s
}

// without lists the services that others lack: real names before aliases, else by name, so that the
// order of rows does not matter.
func (s services) without(others services) []string {
	var list []string
	for name := range s {
		if name != "" && others[name] == nil {
			list = append(list, name)
		}
	}
	aliases := func(name string) int {
		if slices.ContainsFunc(s[name], func(a *registry.Assignment) bool { return !a.Alias() }) {
			return 0
		}
		return 1
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(aliases(a)-aliases(b), strings.Compare(a, b)) })
	return list
}

// transport compares what the rows of one transport say of one port. A service that went and one that came have to do
// with each other if they had the same port.
func (c *comparer) transport(port int, t registry.Transport, before, after services) {
	gone, came := before.without(after), after.without(before)
	pairs := min(len(gone), len(came))
	if port == noPort {
		pairs = 0
	}
	for i := range pairs {
		c.note(t, Change{Kind: Renamed, From: gone[i], To: came[i]})
	}
	was, is := c.old.StatusOf(port, t), c.new.StatusOf(port, t)
	for _, name := range gone[pairs:] {
		c.note(t, Change{Kind: Removed, Service: name, To: held(is)})
	}
	for _, name := range came[pairs:] {
		c.note(t, Change{Kind: Assigned, Service: name, From: held(was)})
	}
	named := len(before.without(nil)) + len(after.without(nil))
	if named == 0 && t != registry.Unstated && was != is && !(isOpen(was) && isOpen(is)) {
		c.note(t, Change{Kind: StatusChanged, From: was.String(), To: is.String()})
	}
	for name := range after {
		if before[name] != nil && port != noPort {
			c.columns(t, name, before[name], after[name])
		}
	}
}

// held is the word for a status in which IANA keeps a number back, and "" for all others.
func held(s registry.Status) string {
	if s == registry.Reserved || s == registry.Deregistered {
		return s.String()
	}
	return ""
}

// isOpen reports whether a status means that nothing is there. When a service is assigned for tcp, the row that called
// all transports unassigned goes, and the others are not listed.
func isOpen(s registry.Status) bool {
	return s == registry.Unassigned || s == registry.NotListed || s == registry.Dynamic
}

// columns compares the rows of one service, or those without one. Descriptions of rows without a service state a
// status, which is another change or, in the case of letters, none.
func (c *comparer) columns(t registry.Transport, service string, before, after []*registry.Assignment) {
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
