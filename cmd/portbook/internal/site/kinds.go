package site

import (
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Numbers of kindNames.
const (
	kindEdge = iota
	kindOtherTransport
	kindDeassigned
	kindPlain
	kindPrivateUse
	kindUnstated
	kindWidespread
)

// Numbers of serviceNames.
const (
	servicesNone = iota
	servicesOne
	servicesSeveral
	servicesDiffer
)

// namesOf says how many services a port's rows name: none, one for all its transports, several on
// one transport, or different ones for TCP and UDP. Aliases do not count.
func namesOf(rows []*registry.Assignment) int {
	var names [registry.Transports + 1]string
	several, result := false, servicesNone
	for _, a := range rows {
		if a.Service == "" || a.Alias() {
			continue
		}
		if result == servicesNone {
			result = servicesOne
		}
		if n := names[a.Transport]; n != "" && n != a.Service {
			several = true
			continue
		}
		names[a.Transport] = a.Service
	}
	switch {
	case result == servicesNone && hasName(rows):
		return servicesOne // all of them aliases
	case names[registry.TCP] != "" && names[registry.UDP] != "" && names[registry.TCP] != names[registry.UDP]:
		return servicesDiffer
	case several:
		return servicesSeveral
	}
	return result
}

func hasName(rows []*registry.Assignment) bool {
	for _, a := range rows {
		if a.Service != "" {
			return true
		}
	}
	return false
}

// edges are the numbers that RFC 6335 section 6 holds back at the ends of the ranges.
func isEdge(port int) bool {
	return port == 0 || port == 1023 || port == 1024 || port == 49151
}

// kindsOf lists what is special about a port's rows:
// edge: reserved as the end of a range;
// other-transport: a transport is reserved since another one is assigned;
// deassigned: was assigned once, by status or by note;
// private-use: assigned to a use without a name, such as "any private mail system";
// unstated: a service is named without a transport;
// widespread: a row records an unassigned but widespread use;
// plain: none of these.
func (d *describe) kindsOf(port int, headline registry.Status, rows []*registry.Assignment) []int {
	if len(rows) == 1 && rows[0].AnyTransport && rows[0].Status == registry.Unassigned {
		return onlyPlain // nine ports in ten
	}
	var kinds []int
	if isEdge(port) && headline == registry.Reserved {
		kinds = append(kinds, kindEdge)
	}
	reserved := false
	for _, a := range rows {
		reserved = reserved || a.Status == registry.Reserved
		switch {
		case a.Withdrawn():
			kinds = append(kinds, kindDeassigned)
		case a.Status == registry.Assigned && a.Service == "":
			kinds = append(kinds, kindPrivateUse)
		case a.Service != "" && a.Transport == registry.Unstated:
			kinds = append(kinds, kindUnstated)
		case a.Widespread():
			kinds = append(kinds, kindWidespread)
		}
	}
	if reserved && headline == registry.Assigned {
		kinds = append(kinds, kindOtherTransport)
	}
	if len(kinds) == 0 {
		return onlyPlain
	}
	return kinds
}

var onlyPlain = []int{kindPlain}

// largeBlock is the number of ports from which a block is called large: its middle is far from anything.
const largeBlock = 100

// longList is the length from which a list of services is too long for a title.
const longList = 50

// hasUses is the number in hasNames of what the registry does not say.
const hasUses = len(hasNames) - 1

// setHas sets the features of the condition has that follow from the registry, in the order of hasNames.
func (d *describe) setHas(f *Facets, port int, rows []*registry.Assignment) {
	first, last := d.r.Block(port)
	_, below := d.r.PreviousAssigned(port)
	_, above := d.r.NextAssigned(port)
	answers := [len(hasNames)]bool{port > 0, port < registry.Ports-1, below, above,
		first == last, last-first+1 >= largeBlock}
	for _, a := range rows {
		answers[6] = answers[6] || a.Reference != ""
		answers[7] = answers[7] || a.Notes != ""
		answers[8] = answers[8] || a.Unauthorized != ""
		answers[9] = answers[9] || a.Service != "" && a.Alias()
		answers[10] = answers[10] || a.Service != "" && a.Transport != registry.Unstated
	}
	if d.services != nil {
		services := d.services(port)
		answers[11] = services != nil && len(services.list) > longList
	}
	for i, yes := range answers {
		if yes {
			f.set(d.has[i])
		}
	}
}
