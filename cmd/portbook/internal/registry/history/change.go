package history

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Kind is what happened. Kinds are ordered by how much they matter.
type Kind uint8

// The kinds. Those up to StatusChanged say what became of a number; the rest are changes of a row
// that stayed.
const (
	Assigned      Kind = iota // a service that was not there
	Removed                   // a service that is there no more
	Renamed                   // another name: a new one of the same service, or another service
	StatusChanged             // of a transport without a service: reserved, released, de-registered
	Description
	Assignee
	Contact
	Reference
	ServiceCode
	Unauthorized
	Notes
	kinds // how many there are
)

var kindNames = [kinds]string{"assigned", "removed", "renamed", "status", "description", "assignee", "contact", "reference",
	"service-code", "unauthorized", "notes"}

// String is the kind as a word for data and addresses: "assigned", "service-code".
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return ""
}

// OfNumber reports whether the kind says what became of a number, and not of the words about it.
func (k Kind) OfNumber() bool { return k <= StatusChanged }

// Transports is a set of transports: bit 1<<t stands for registry.Transport t, Unstated included.
type Transports uint8

// unstated is what stands for registry.Unstated where the registry has an empty cell.
const unstated = "unstated"

// Has reports whether t is in the set.
func (ts Transports) Has(t registry.Transport) bool { return ts&(1<<t) != 0 }

// Names lists the set: "tcp", "udp", "sctp", "dccp", "unstated".
func (ts Transports) Names() []string {
	var names []string
	for t := registry.TCP; t <= registry.Unstated; t++ {
		if ts.Has(t) {
			names = append(names, transportName(t))
		}
	}
	return names
}

// String joins Names with spaces.
func (ts Transports) String() string { return strings.Join(ts.Names(), " ") }

func transportName(t registry.Transport) string {
	if t == registry.Unstated {
		return unstated
	}
	return t.String()
}

// A Change is one thing that changed, alike for consecutive ports and for several transports.
type Change struct {
	Kind        Kind
	First, Last int // ports, both inclusive; -1 for a service name without a port
	Transports  Transports

	// Service is the one that was assigned or removed, or whose row changed. It is empty for Renamed,
	// for StatusChanged, and for the rows of unassigned and reserved ports.
	Service string

	// From and To are what changed: names for Renamed, status words for StatusChanged, texts of the
	// column otherwise. For Assigned, From is "reserved" or "de-registered" where the transport was that
	// before, otherwise empty; for Removed, To is what it is now in the same way.
	From, To string
}

// Ports is the port, "6000-6063" for several, "" for a name without a port.
func (c Change) Ports() string {
	switch {
	case c.First < 0:
		return ""
	case c.First == c.Last:
		return strconv.Itoa(c.First)
	}
	return strconv.Itoa(c.First) + "-" + strconv.Itoa(c.Last)
}

// compare orders changes: what matters first, then by port. It is 0 for equal changes only.
func compare(a, b Change) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last),
		cmp.Compare(lowest(a.Transports), lowest(b.Transports)), cmp.Compare(a.Transports, b.Transports),
		strings.Compare(a.Service, b.Service), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
}

// lowest is the lowest bit of the set, so that tcp comes before udp.
func lowest(ts Transports) Transports { return ts & -ts }

// CountPorts is how many different ports the changes are about.
func CountPorts(list []Change) int {
	var seen [registry.Ports]bool
	n := 0
	for _, c := range list {
		for port := max(c.First, 0); port <= c.Last; port++ {
			if !seen[port] {
				seen[port] = true
				n++
			}
		}
	}
	return n
}

// OfNumbers returns the part of list, which is sorted as Compare sorts, that says what became of numbers.
func OfNumbers(list []Change) []Change {
	n := 0
	for n < len(list) && list[n].Kind.OfNumber() {
		n++
	}
	return list[:n]
}

// OfKind returns the part of list, which is sorted as Compare sorts, that is of one kind.
func OfKind(list []Change, k Kind) []Change {
	first := 0
	for first < len(list) && list[first].Kind < k {
		first++
	}
	last := first
	for last < len(list) && list[last].Kind == k {
		last++
	}
	return list[first:last]
}
