// Package facts says what is known of a port.
//
// A Port is what is known of one port. The API, the data files, the search and portbook show have it from here, so
// they all say the same.
package facts

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Port is what the registry says of a port, what follows from that, and what is known besides.
type Port struct {
	Number      int
	Status      registry.Status                          // the headline
	Statuses    [registry.Transports + 1]registry.Status // by Transport, Unstated included
	Service     string                                   // the primary one; "" when none is assigned
	Description string                                   // of that service, in one line; may be ""
	First, Last int                                      // its block, both inclusive
	Previous    int                                      // the nearest lower port with a service; -1 when there is none
	Next        int                                      // the nearest higher one, likewise
	Assignments []*registry.Assignment                   // the rows that cover it, in file order
	Uses        []Use                                    // in the order of the table
	Advice      []Advice                                 // likewise
	Blocked     bool                                     // browsers refuse to open it
	Essay       *Essay                                   // nil without
}

// A Use is a de-facto use of a port: a row of content/facts/defacto.csv. The names of members are those of the API, here
// and below.
type Use struct {
	Name      string `json:"name,omitempty"`      // Minecraft (Java Edition)
	What      string `json:"what,omitempty"`      // one sentence
	Transport string `json:"transport,omitempty"` // tcp, udp
	Relation  string `json:"relation,omitempty"`  // to the registry: same, compatible, other, unassigned, reserved, dynamic
	Source    string `json:"source,omitempty"`    // address
}

// Advice is security advice: a row of content/facts/security.csv.
type Advice struct {
	Transport string `json:"transport,omitempty"` // tcp, udp, or several: tcp/udp
	Text      string `json:"text,omitempty"`
	Source    string `json:"source,omitempty"` // address
}

// An Essay is what a person wrote about a port, in plain text.
type Essay struct {
	Name    string `json:"name,omitempty"`
	Tagline string `json:"tagline,omitempty"`
	Updated string `json:"updated,omitempty"` // YYYY-MM-DD
}

// A Span is a row of a table in content/facts that speaks of a run of ports, such as those which a system
// hands out to clients.
type Span struct {
	Table      string `json:"table,omitempty"`   // client-ranges, privileged, ranges
	Slug       string `json:"slug,omitempty"`    // client-linux; not always there
	Name       string `json:"name,omitempty"`    // Linux; Kubernetes NodePort
	Version    string `json:"version,omitempty"` // of which it holds: "Vista, Server 2008 and later"
	First      int    `json:"first"`
	Last       int    `json:"last"`
	Transports string `json:"transports,omitempty"` // tcp/udp
	What       string `json:"what,omitempty"`       // one sentence
	See        string `json:"see,omitempty"`        // a command that shows it
	Source     string `json:"source,omitempty"`     // address
}

// Registered returns what a registry says of a port, and what follows from that.
func Registered(r *registry.Registry, number int) Port {
	p := Port{Number: number, Status: r.Headline(number), Assignments: r.Assignments(number), Previous: -1, Next: -1}
	p.First, p.Last = r.Block(number)
	for t := range p.Statuses {
		p.Statuses[t] = r.StatusOf(number, registry.Transport(t))
	}
	if below, ok := r.PreviousAssigned(number); ok {
		p.Previous = below
	}
	if above, ok := r.NextAssigned(number); ok {
		p.Next = above
	}
	if primary := r.Primary(number); primary != nil {
		p.Service, p.Description = primary.Service, primary.Summary()
	}
	return p
}

// IsPlain reports whether each transport has the headline's status, and none a service.
func (p *Port) IsPlain() bool {
	if p.Service != "" {
		return false
	}
	for t := range registry.Unstated {
		if p.Statuses[t] != p.Status {
			return false
		}
	}
	return true
}

// Services lists the names that the registry has for a port and a transport, in its order, aliases included.
func (p *Port) Services(t registry.Transport) []string {
	var names []string
	for _, a := range p.Assignments {
		if a.Service != "" && a.Transport == t {
			names = append(names, a.Service)
		}
	}
	return names
}

// Programs lists the uses, each name once: some are known for several transports, one after the other.
func (p *Port) Programs() []Use {
	return slices.CompactFunc(slices.Clone(p.Uses), func(a, b Use) bool { return a.Name == b.Name })
}
