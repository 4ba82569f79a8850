package condition

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A port is a port as conditions ask about it.
type port struct {
	number   int
	registry *registry.Registry
	headline registry.Status
	rows     []*registry.Assignment
	known    Known
}

func statusFor(t registry.Transport) func(p *port) []string {
	return func(p *port) []string { return []string{p.registry.StatusOf(p.number, t).String()} }
}

// countNames says how many services the rows name: none, one for all transports, several on one transport, or different
// ones for TCP and UDP. Aliases do not count, unless there is nothing else.
func (p *port) countNames() string {
	var names [registry.Transports + 1]string
	several, result := false, "none"
	for _, a := range p.rows {
		switch {
		case a.Service == "":
			continue
		case a.Alias():
		case names[a.Transport] != "" && names[a.Transport] != a.Service:
			several = true
		default:
			names[a.Transport] = a.Service
		}
		result = "one"
	}
	switch {
	case names[registry.TCP] != "" && names[registry.UDP] != "" && names[registry.TCP] != names[registry.UDP]:
		return "differ"
	case several:
		return "several"
	}
	return result
}

// kinds lists what is special about the rows.
func (p *port) kinds() []string {
	if len(p.rows) == 1 && p.rows[0].AnyTransport && p.rows[0].Status == registry.Unassigned {
		return []string{"plain"} // whatever the notes say
	}
	var kinds []string
	if slices.Contains([]int{0, 1023, 1024, 49151}, p.number) && p.headline == registry.Reserved {
		kinds = append(kinds, "edge") // held back by RFC 6335 section 6
	}
	for _, a := range p.rows {
		switch {
		case a.Withdrawn():
			kinds = append(kinds, "deassigned")
		case a.Status == registry.Assigned && a.Service == "":
			kinds = append(kinds, "private-use")
		case a.Service != "" && a.Transport == registry.Unstated:
			kinds = append(kinds, "unstated")
		case a.Widespread():
			kinds = append(kinds, "widespread")
		}
		if a.Status == registry.Reserved && p.headline == registry.Assigned {
			kinds = append(kinds, "other-transport")
		}
	}
	if len(kinds) == 0 {
		return []string{"plain"}
	}
	return kinds
}

// has lists what there is to say.
func (p *port) has() []string {
	var list []string
	add := func(name string, holds bool) {
		if holds {
			list = append(list, name)
		}
	}
	first, last := p.registry.Block(p.number)
	_, below := p.registry.PreviousAssigned(p.number)
	_, above := p.registry.NextAssigned(p.number)
	add("previous", p.number > 0)
	add("next", p.number < registry.Ports-1)
	add("previous-assigned", below)
	add("next-assigned", above)
	add("alone", first == last)
	add("large-block", last-first+1 >= LargeBlock)
	add("long-services", len(p.known.Services(p.number)) > longList)
	add("uses", p.known.Uses.Has(p.number))
	for _, a := range p.rows {
		add("references", a.Reference != "")
		add("notes", a.Notes != "")
		add("unauthorized", a.Unauthorized != "")
		add("aliases", a.Service != "" && a.Alias())
		add("transports", a.Service != "" && a.Transport != registry.Unstated)
	}
	return list
}
