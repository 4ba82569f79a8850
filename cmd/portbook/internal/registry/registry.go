// Package registry reads IANA's Service Name and Transport Protocol Port Number Registry in its CSV
// form and answers, for every port from 0 to 65535, what that file says.
//
// An Assignment is one row as the file states it. What follows from the rows of a port (its status
// per transport, its headline, its block, its neighbours) is computed once by Parse and answered by
// methods of Registry. PortSet, ParsePorts, ParseSpan and ParsePort are the
// one way to read ports that people write.
//
// Sources: RFC 6335 for ranges, statuses and service names; the file itself for its many habits.
// https://www.iana.org/assignments/service-names-port-numbers/
package registry

import (
	"slices"
	"strings"
	"time"
)

// Registry is what one file says of every port. It never changes after Parse, so any number of
// goroutines may read it. Methods that take a port answer a number outside 0-65535 with the zero
// value; none of them allocates.
type Registry struct {
	all    []Assignment         // file order
	names  []*Assignment        // rows without a port number, file order
	rows   [Ports][]*Assignment // that cover a port, file order
	facts  [Ports]portFacts
	counts [Dynamic + 1]int
}

// portFacts is what the rows of one port come to.
type portFacts struct {
	status         [Transports + 1]Status // by Transport, Unstated included
	headline       Status
	first, last    uint16 // the block of ports of the same headline
	previous, next int32  // nearest ports with a named row; -1 for none
}

func isPort(port int) bool { return uint(port) < Ports }

// All returns every row in file order. The caller must not change it.
func (r *Registry) All() []Assignment { return r.all }

// Names returns the rows without a port number, in file order: service names for DNS-SD and the
// like. The caller must not change the slice.
func (r *Registry) Names() []*Assignment { return r.names }

// Newest is the newest date in the file, YYYY-MM-DD or YYYY-MM, or "" when it has none. Cells
// that are no date do not count.
func (r *Registry) Newest() (newest string) {
	for i := range r.all {
		for _, date := range []string{r.all[i].Registered, r.all[i].Modified} {
			if date > newest && isDate(date) {
				newest = date
			}
		}
	}
	return newest
}

// isDate reports whether s is YYYY-MM or YYYY-MM-DD, the two forms that the file uses.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	_, monthErr := time.Parse("2006-01", s)
	return err == nil || monthErr == nil
}

// Count is the number of ports whose headline is s; the counts of all statuses sum up to Ports.
func (r *Registry) Count(s Status) int { return r.counts[s] }

// Assignments returns the rows that cover port, ranges included, in file order.
// The caller must not change the slice.
func (r *Registry) Assignments(port int) []*Assignment {
	if !isPort(port) {
		return nil
	}
	return r.rows[port]
}

// noPort is what is known of numbers that are no ports.
var noPort = portFacts{previous: -1, next: -1}

func (r *Registry) at(port int) *portFacts {
	if !isPort(port) {
		return &noPort
	}
	return &r.facts[port]
}

// StatusOf is the status of port for one transport. Of its rows, one with a service name wins over
// one without, one of the transport over one that names none (Assignment.AnyTransport), and the
// earlier over the later. Without any row it is Dynamic from 49152 on and NotListed below.
//
// StatusOf with Unstated is Assigned if a row names a service and no transport, else NotListed.
func (r *Registry) StatusOf(port int, t Transport) Status { return r.at(port).status[t] }

// Headline is the one status that stands for all transports of port:
// Assigned if any transport is, or a service is named without transport; otherwise Dynamic from
// 49152 on; otherwise Reserved if any transport is Reserved or Deregistered, since both mean that
// IANA keeps the number back; otherwise Unassigned, also when no row covers the port.
func (r *Registry) Headline(port int) Status { return r.at(port).headline }

// Block is the run of consecutive ports around port that have its headline, both inclusive.
func (r *Registry) Block(port int) (first, last int) {
	f := r.at(port)
	return int(f.first), int(f.last)
}

// NextAssigned is the lowest port above port with a named row; false when there is none.
func (r *Registry) NextAssigned(port int) (int, bool) {
	next := int(r.at(port).next)
	return max(next, 0), next >= 0
}

// PreviousAssigned is the highest port below port with a named row; false when there is none.
func (r *Registry) PreviousAssigned(port int) (int, bool) {
	previous := int(r.at(port).previous)
	return max(previous, 0), previous >= 0
}

// Alike reports whether two ports differ in nothing but their numbers: the same rows cover both, none names
// a service, and statuses, block and neighbours are the same.
func (r *Registry) Alike(a, b int) bool {
	return isPort(a) && isPort(b) && r.facts[a] == r.facts[b] && slices.Equal(r.Assignments(a), r.Assignments(b))
}

// Primary is the row whose name stands for port, or nil when no row names a service. Real
// names come before ones that IANA marks as in conflict, these before aliases, and widespread
// uses come last; among equals tcp comes before udp, sctp, dccp and Unstated, then file order decides.
func (r *Registry) Primary(port int) *Assignment {
	var best *Assignment
	for _, a := range r.Assignments(port) {
		if a.Service != "" && (best == nil || a.rank() < best.rank()) {
			best = a
		}
	}
	return best
}

// rank orders named rows for Primary: lower comes first.
func (a *Assignment) rank() int {
	rank := int(a.Transport)
	switch {
	case a.Widespread():
		rank += 300
	case a.Alias():
		rank += 200
	case strings.Contains(a.Notes, "NOTE Conflict"): // with an earlier use: shilp at 2049
		rank += 100
	}
	return rank
}
