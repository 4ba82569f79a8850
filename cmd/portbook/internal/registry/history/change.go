package history

import (
	"cmp"
	"encoding/json"
	"slices"
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
)

// kinds are the words for each kind: for data, above its changes, and a line of an update. Where a row stayed, columns
// are compared without what is only form. Dates are left out: they say when a row changed, not what.
var kinds = [...]struct {
	name, heading, example string
	column                 func(a *registry.Assignment) string
}{
	Assigned:      {"assigned", "Assigned", "853 tcp udp: domain-s", nil},
	Removed:       {"removed", "Removed", "1301 tcp: ci3-software-1 > reserved", nil},
	Renamed:       {"renamed", "Other name (a new one, or another service)", "1883 tcp: ibm-mqisdp > mqtt", nil},
	StatusChanged: {"status", "Other status", "48 udp: unassigned > reserved", nil},
	Description:   {"description", "Description", "", func(a *registry.Assignment) string { return oneLine(a.Description) }},
	Assignee:      {"assignee", "Assignee", "", func(a *registry.Assignment) string { return people(a.Assignee) }},
	Contact:       {"contact", "Contact", "", func(a *registry.Assignment) string { return people(a.Contact) }},
	Reference:     {"reference", "Reference", "", references},
	ServiceCode:   {"service-code", "Service code", "", func(a *registry.Assignment) string { return a.ServiceCode }},
	Unauthorized:  {"unauthorized", "Unauthorized use", "", func(a *registry.Assignment) string { return oneLine(a.Unauthorized) }},
	Notes:         {"notes", "Notes", "", func(a *registry.Assignment) string { return oneLine(a.Notes) }},
}

func oneLine(cell string) string { return strings.Join(strings.Fields(cell), " ") }

func people(cell string) string { return strings.Join(registry.People(cell), ", ") }

func references(a *registry.Assignment) string {
	var texts []string
	for _, r := range registry.References(a.Reference) {
		texts = append(texts, r.Text)
	}
	return strings.Join(texts, ", ")
}

// String is the kind as a word for data and addresses: "assigned", "service-code".
func (k Kind) String() string { return kinds[k].name }

// MarshalText returns String.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// OfNumber reports whether the kind says what became of a number, and not of the words about it.
func (k Kind) OfNumber() bool { return k <= StatusChanged }

// Transports is a set of transports: bit 1<<t stands for registry.Transport t, Unstated included.
type Transports uint8

// transportNames has a word also for what is an empty cell in the registry.
var transportNames = []string{
	registry.TCP: "tcp", registry.UDP: "udp", registry.SCTP: "sctp", registry.DCCP: "dccp", registry.Unstated: "unstated",
}

// Has reports whether t is in the set.
func (ts Transports) Has(t registry.Transport) bool { return ts&(1<<t) != 0 }

// Names lists the set: "tcp", "udp", "sctp", "dccp", "unstated".
func (ts Transports) Names() []string {
	var names []string
	for t, name := range transportNames {
		if ts.Has(registry.Transport(t)) {
			names = append(names, name)
		}
	}
	return names
}

// String joins Names with spaces.
func (ts Transports) String() string { return strings.Join(ts.Names(), " ") }

// MarshalJSON returns Names.
func (ts Transports) MarshalJSON() ([]byte, error) { return json.Marshal(ts.Names()) }

// A Change is one thing that changed in the same way for consecutive ports and for several transports.
type Change struct {
	Kind       Kind       `json:"kind"`
	First      int        `json:"first"` // port, or -1 for a service name without a port
	Last       int        `json:"last"`  // inclusive
	Transports Transports `json:"transports"`

	// Service is the one that was assigned or removed, or whose row changed. It is empty for Renamed,
	// for StatusChanged, and for the rows of unassigned and reserved ports.
	Service string `json:"service,omitempty"`

	// From and To are what changed: names for Renamed, status words for StatusChanged, texts of the
	// column otherwise. For Assigned, From is "reserved" or "de-registered" where the transport was that
	// before, otherwise empty; for Removed, To is what it is now in the same way.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// Ports is the port, "6000-6063" for several, "" for a name without a port.
func (c Change) Ports() string {
	if c.First < 0 {
		return ""
	}
	return registry.FormatSpan(c.First, c.Last)
}

// compare orders changes: what matters first, then by port. It is 0 for equal changes only.
func compare(a, b Change) int {
	lowest := func(ts Transports) Transports { return ts & -ts } // tcp comes before udp
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last),
		cmp.Compare(lowest(a.Transports), lowest(b.Transports)), cmp.Compare(a.Transports, b.Transports),
		strings.Compare(a.Service, b.Service), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
}

// CountPorts is how many different ports the changes are about.
func CountPorts(list []Change) int {
	var ports registry.PortSet
	for _, c := range list {
		ports.Add(max(c.First, 0), c.Last)
	}
	return ports.Len()
}

// OfKind returns the part of list, which is sorted as Compare sorts, that is of one kind.
func OfKind(list []Change, k Kind) []Change { return list[indexOf(list, k):indexOf(list, k+1)] }

// indexOf is where changes of a kind begin, or would.
func indexOf(list []Change, k Kind) int {
	i, _ := slices.BinarySearchFunc(list, k, func(c Change, k Kind) int { return cmp.Compare(c.Kind, k) })
	return i
}
