package export

import (
	"fmt"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Port is the fact sheet of a port: what the registry says of it, what follows from that, and what the
// site knows besides. The API, the data files and portbook show all tell it.
type Port struct {
	Number      int
	Status      registry.Status // the headline
	Service     string          // the primary one; "" when none is assigned
	Description string          // of that service, in one line; may be ""
	Title       string          // of the page; "" when it says no more than number and status
	First, Last int             // its block, both inclusive
	Transports  []Transport     // those that the registry lists, in its order; see Plain
	Plain       bool            // each transport has the headline's status, and none a service
	Previous    int             // the nearest lower port with a service; -1 when there is none
	Next        int             // the nearest higher one, likewise
	Assignments []*registry.Assignment
	Uses        []Use
	Advice      []Advice
	Blocked     bool   // browsers refuse to open it
	Essay       *Essay // nil without
}

// A Transport is what the registry says of a port for one transport.
type Transport struct {
	Transport registry.Transport // Unstated for services without one
	Status    registry.Status
	Services  []string // in the registry's order, aliases included
}

// Hex is the number in hexadecimal: 0x0357.
func (p *Port) Hex() string { return fmt.Sprintf("0x%04x", p.Number) }

// Port returns the fact sheet of a port. It is safe for concurrent use, as all methods of a Source are.
func (from *Source) Port(number int) *Port {
	p := new(Port)
	from.fill(p, number)
	from.entitle(p)
	return p
}

// fill makes p the fact sheet of a port, without title; what it held before is gone, and its memory used again.
func (from *Source) fill(p *Port, number int) {
	r := from.Registry
	*p = Port{Transports: p.Transports[:0], Number: number, Status: r.Headline(number), Assignments: r.Assignments(number), Previous: -1, Next: -1,
		Uses: from.Uses(number), Advice: from.Advice(number), Blocked: from.Blocked(number), Essay: from.essay(number)}
	p.First, p.Last = r.Block(number)
	if below, ok := r.PreviousAssigned(number); ok {
		p.Previous = below
	}
	if above, ok := r.NextAssigned(number); ok {
		p.Next = above
	}
	if primary := r.Primary(number); primary != nil {
		p.Service, p.Description = primary.Service, primary.Summary()
	}
	p.fillTransports(r)
}

// entitle sets the title of a fact sheet, which is the dearest part of it.
func (from *Source) entitle(p *Port) {
	if p.Service != "" || p.Essay != nil {
		p.Title = from.Title(p.Number)
	}
}

// appendPorts appends the ports first to last: what stands before each, its number, and what rest appends. Where
// nothing but the number is another than for the port before, the rest is copied.
func (from *Source) appendPorts(dst []byte, first, last int, before string, rest func(dst []byte, port int) []byte) []byte {
	start, end := 0, 0 // of the rest of the port before
	for port := first; port <= last; port++ {
		dst = append(append(dst, before...), from.Number(port)...)
		at := len(dst)
		if port > first && from.isLikeLast(port) {
			dst = append(dst, dst[start:end]...)
		} else {
			dst = rest(dst, port)
		}
		start, end = at, len(dst)
	}
	return dst
}

// isLikeLast reports whether nothing but its number tells a port from the one before, as it is for nine in ten.
func (from *Source) isLikeLast(port int) bool {
	from.comparing.Do(func() {
		for port := 1; port < registry.Ports; port++ {
			if from.Registry.Alike(port-1, port) && from.Blocked(port-1) == from.Blocked(port) && !from.Remarkable(port-1) && !from.Remarkable(port) {
				from.likeLast[port/64] |= 1 << (port % 64)
			}
		}
	})
	return from.likeLast[port/64]&(1<<(port%64)) != 0
}

// fillTransports sets Transports and Plain.
func (p *Port) fillTransports(r *registry.Registry) {
	p.Plain = p.Service == ""
	for t := range registry.Unstated {
		p.Plain = p.Plain && r.StatusOf(p.Number, t) == p.Status
	}
	if p.Plain {
		return // nine ports in ten
	}
	for t := range registry.Unstated + 1 {
		if status := r.StatusOf(p.Number, t); status != registry.NotListed {
			p.Transports = append(p.Transports, p.transport(t, status))
		}
	}
}

// transport returns what is to be appended to Transports; names go where those of a port before stood.
func (p *Port) transport(t registry.Transport, status registry.Status) Transport {
	var names []string
	if n := len(p.Transports); n < cap(p.Transports) {
		names = p.Transports[:n+1][n].Services[:0]
	}
	for _, a := range p.Assignments {
		if a.Service != "" && a.Transport == t {
			names = append(names, a.Service)
		}
	}
	return Transport{t, status, names}
}

// essay returns the essay about a port, or nil.
func (from *Source) essay(port int) *Essay {
	i, found := slices.BinarySearchFunc(from.Essays, port, func(e Essay, port int) int { return e.Port - port })
	if !found {
		return nil
	}
	return &from.Essays[i]
}

// SpansOf lists the spans that hold a port.
func (from *Source) SpansOf(port int) []Span {
	var list []Span
	for _, s := range from.Spans {
		if s.First <= port && port <= s.Last {
			list = append(list, s)
		}
	}
	return list
}

// saysNoMore reports whether a row says no more than that its ports are unassigned.
func saysNoMore(a *registry.Assignment) bool {
	return a.Status == registry.Unassigned && a.AnyTransport && len(a.Description) == len("Unassigned") &&
		a.Assignee == "" && a.Contact == "" && a.Registered == "" && a.Modified == "" && a.Reference == "" &&
		a.ServiceCode == "" && a.Unauthorized == "" && a.Notes == ""
}
