package content

import (
	"iter"
	"maps"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A port is a port as conditions ask about it.
type port struct {
	number      int
	registry    *registry.Registry
	headline    registry.Status
	rows        []*assignment
	kinds       [widespread + 1]bool // of its rows
	services    string               // none, one, several, differ
	list        string               // its services, as pages spell them
	essay, uses bool
}

type assignment = registry.Assignment

// A kind is what is special about a row; a row has one at most.
type kind int

const (
	plain kind = iota
	deassigned
	privateUse
	unstated
	widespread
)

// Tags yields all ports, in ascending order, with their tags. List spells the services of a port that has any, as pages
// do, and returns "" for others.
func (c *Content) Tags(r *registry.Registry, list func(port int) string) iter.Seq2[int, Tags] {
	return func(yield func(int, Tags) bool) {
		var tags Tags
		different := c.differFromNeighbour()
		for number := range registry.Ports {
			if different.Has(number) || !likeBefore(r, number) {
				tags = c.tagsOf(r, number, list)
			}
			if !yield(number, tags) {
				return
			}
		}
	}
}

// likeBefore reports whether, as far as the registry is concerned, nothing but its number tells a port from the one
// before: nine in ten. What tags can say of a number, they say of the ends of ranges.
func likeBefore(r *registry.Registry, port int) bool {
	of := registry.RangeOf(port)
	return of.First < port-1 && port < of.Last && r.Alike(port-1, port)
}

// differFromNeighbour is the ports that may differ from the one before by what content says of them.
func (c *Content) differFromNeighbour() *registry.PortSet {
	different, main := new(registry.PortSet), c.Locales[0]
	for _, port := range slices.AppendSeq(slices.Collect(maps.Keys(main.Essays)), maps.Keys(main.Uses)) {
		different.Add(port, min(port+1, registry.Ports-1)) // the one after it differs again
	}
	for _, s := range c.conditions.sets {
		different.AddEdges(s.ports)
	}
	return different
}

// tagsOf returns the tags of one port.
func (c *Content) tagsOf(r *registry.Registry, number int, list func(port int) string) (tags Tags) {
	p := port{number: number, registry: r, headline: r.Headline(number), rows: r.Assignments(number), list: list(number)}
	p.essay, p.uses = c.Locales[0].Essays[number] != nil, c.Locales[0].Uses[number] != ""
	p.services = countNames(p.rows)
	for _, a := range p.rows {
		if len(p.rows) > 1 || !a.AnyTransport || a.Status != registry.Unassigned { // such a port is plain, whatever the notes say
			p.kinds[kindOf(a)] = true
		}
	}
	for bit, t := range fixedTags {
		if t.holds(&p) {
			tags.set(bit)
		}
	}
	for _, s := range c.conditions.sets {
		if s.ports.Has(number) {
			tags.set(s.bit)
		}
	}
	return tags
}

// countNames says how many services rows name: none, one for all transports, several on one transport, or different ones
// for TCP and UDP (differ). Aliases do not count, unless there is nothing else.
func countNames(rows []*assignment) string {
	var names [registry.Transports + 1]string
	several, result := false, "none"
	for _, a := range rows {
		switch {
		case a.Service == "":
		case a.Alias():
			if result == "none" {
				result = "one" // may be all that there is
			}
		case names[a.Transport] != "" && names[a.Transport] != a.Service:
			several = true
		default:
			result, names[a.Transport] = "one", a.Service
		}
	}
	switch {
	case names[registry.TCP] != "" && names[registry.UDP] != "" && names[registry.TCP] != names[registry.UDP]:
		return "differ"
	case several:
		return "several"
	}
	return result
}

// anyRow is the condition that something holds for a row of the port.
func anyRow(holds func(a *assignment) bool) func(p *port) bool {
	return func(p *port) bool { return slices.ContainsFunc(p.rows, holds) }
}

func namesTransport(a *assignment) bool { return a.Service != "" && a.Transport != registry.Unstated }

// isEdge reports whether RFC 6335 section 6 holds the number back as the end of a range.
func (p *port) isEdge() bool {
	end := p.number == 0 || p.number == 1023 || p.number == 1024 || p.number == 49151
	return end && p.headline == registry.Reserved
}

func (p *port) hasReservedTransport() bool {
	return p.headline == registry.Assigned && slices.ContainsFunc(p.rows, func(a *assignment) bool { return a.Status == registry.Reserved })
}

// rowIs is the condition that a row of the port is of a kind.
func rowIs(k kind) func(p *port) bool {
	return func(p *port) bool { return p.kinds[k] }
}

// kindOf says what is special about a row.
func kindOf(a *assignment) kind {
	switch {
	case a.Withdrawn():
		return deassigned
	case a.Status == registry.Assigned && a.Service == "":
		return privateUse
	case a.Service != "" && a.Transport == registry.Unstated:
		return unstated
	case a.Widespread():
		return widespread
	}
	return plain
}

func (p *port) isPlain() bool {
	special := p.kinds[deassigned] || p.kinds[privateUse] || p.kinds[unstated] || p.kinds[widespread]
	return !special && !p.isEdge() && !p.hasReservedTransport()
}

func (p *port) hasPrevious() bool {
	_, ok := p.registry.PreviousAssigned(p.number)
	return ok
}

func (p *port) hasNext() bool {
	_, ok := p.registry.NextAssigned(p.number)
	return ok
}

func (p *port) hasLongServices() bool { return len(p.list) > longList }

func (p *port) blockSize() int {
	first, last := p.registry.Block(p.number)
	return last - first + 1
}
