// Package condition decides for which ports a text holds.
//
// Conditions (`when`) choose texts for ports. There are a hundred texts and 65,536 ports, but few ways in which ports
// differ as far as conditions can ask: some hundred. So all that conditions can ask of a port is one bit each, its tags;
// ports of equal tags form a class, and texts are chosen once for each class.
package condition

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Tags are the tags of a port, as bits. The same texts hold for ports of equal tags.
type Tags [4]uint64

func (t *Tags) set(bit int) { t[bit/64] |= 1 << (bit % 64) }

// meets reports whether the two have a tag in common.
func (t Tags) meets(u Tags) bool { return t[0]&u[0]|t[1]&u[1]|t[2]&u[2]|t[3]&u[3] != 0 }

// Has reports whether a value of Keys is among them, as "key=value".
func (t Tags) Has(name string) bool {
	key, value, _ := strings.Cut(name, "=")
	for _, k := range keys {
		if bit, ok := k.bits[value]; ok && k.Name == key {
			return t[bit/64]&(1<<(bit%64)) != 0
		}
	}
	return false
}

// A Key is a key of `when` whose values are always the same.
type Key struct {
	Name   string
	Values []Value
	of     func(p *port) []string // the values that hold for a port
	bits   map[string]int         // the number of the tag of each value
}

// A Value is a value of a Key. Doc says of which ports it holds.
type Value struct{ Name, Doc string }

// LargeBlock is the size from which a block is called large: its middle is far from anything.
const LargeBlock = 100

// longList is the length from which a list of services is too long for a title.
const longList = 50

// Keys lists the keys of `when` whose values are always the same. The caller must not change the list.
func Keys() []Key { return keys }

// fixed is how many tags are those of keys.
var keys, fixed = newKeys()

func newKeys() (keys []Key, bit int) {
	transport := []Value{
		{"not-listed", "no row of the registry speaks of this transport"},
		{"assigned", "assigned for this transport"},
		{"unassigned", "open to applications for this transport"},
		{"reserved", "held back for this transport"},
		{"de-registered", "given back: the registry says removed, deprecated and the like"},
		{"dynamic", "49152 to 65535"},
	}
	keys = []Key{
		{Name: "status", Values: []Value{
			{"assigned", "a service has the port, for at least one transport"},
			{"unassigned", "open to applications"},
			{"reserved", "held back by IANA"},
			{"dynamic", "49152 to 65535, never assigned"},
		}, of: func(p *port) []string { return []string{p.headline.String()} }},
		{Name: "tcp", Values: transport, of: statusFor(registry.TCP)},
		{Name: "udp", Values: transport, of: statusFor(registry.UDP)},
		{Name: "sctp", Values: transport, of: statusFor(registry.SCTP)},
		{Name: "dccp", Values: transport, of: statusFor(registry.DCCP)},
		{Name: "range", Values: []Value{
			{"system", "0 to 1023"},
			{"user", "1024 to 49151"},
			{"dynamic", "49152 to 65535"},
		}, of: func(p *port) []string { return []string{registry.RangeOf(p.number).Slug} }},
		{Name: "services", Values: []Value{
			{"none", "no row names a service"},
			{"one", "one name, aliases not counted"},
			{"several", "several names on one transport"},
			{"differ", "different names for TCP and UDP"},
		}, of: func(p *port) []string { return []string{p.countNames()} }},
		{Name: "kind", Values: []Value{
			{"edge", "reserved as the end of a range: 0, 1023, 1024, 49151"},
			{"other-transport", "assigned, with a transport that is reserved for that reason"},
			{"deassigned", "was assigned once, by status or by note"},
			{"private-use", "assigned to a use without a name, such as “any private mail system”"},
			{"unstated", "a row names a service and no transport"},
			{"widespread", "a row records a use that is widespread without being assigned"},
			{"plain", "none of these"},
		}, of: (*port).kinds},
		{Name: "has", Values: []Value{
			{"previous", "not port 0"},
			{"next", "not port 65535"},
			{"previous-assigned", "a lower port has a service"},
			{"next-assigned", "a higher port has a service"},
			{"alone", "its block is this port only"},
			{"large-block", fmt.Sprintf("its block has %d ports or more", LargeBlock)},
			{"references", "a row has references"},
			{"notes", "a row has notes"},
			{"unauthorized", "a row reports use without assignment"},
			{"aliases", "a row's name is an alias or historic"},
			{"transports", "a row names a service and its transport"},
			{"long-services", fmt.Sprintf("the list of its services is longer than %d characters", longList)},
			{"uses", "software is known to use it for which the registry does not name it"},
		}, of: (*port).has},
		{Name: "essay", Values: []Value{
			{"true", "there is an essay for the port"},
			{"false", "there is none"},
		}, of: func(p *port) []string { return []string{strconv.FormatBool(p.known.Essays.Has(p.number))} }},
	}
	for i := range keys {
		keys[i].bits = map[string]int{}
		for _, v := range keys[i].Values {
			keys[i].bits[v.Name] = bit
			bit++
		}
	}
	return keys, bit
}

// Known is what conditions ask about ports besides what the registry says.
type Known struct {
	Essays   *registry.PortSet     // ports about which there is an essay
	Uses     *registry.PortSet     // ports that software is known to use for which the registry does not name it
	Services func(port int) string // the services of a port that has any, as pages spell them; "" for others
}

// Tags yields all ports, in ascending order, with their tags.
func (v *Vocabulary) Tags(r *registry.Registry, known Known) iter.Seq2[int, Tags] {
	return func(yield func(int, Tags) bool) {
		var different registry.PortSet // ports that may differ from the one before by more than what the registry says
		different.AddEdges(known.Essays)
		different.AddEdges(known.Uses)
		for _, ports := range v.sets {
			different.AddEdges(ports)
		}
		var tags Tags
		for number := range registry.Ports {
			if different.Has(number) || !likeBefore(r, number) {
				tags = v.tags(&port{number, r, r.Headline(number), r.Assignments(number), known})
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

// tags returns the tags of a port.
func (v *Vocabulary) tags(p *port) (tags Tags) {
	for _, k := range keys {
		for _, value := range k.of(p) {
			tags.set(k.bits[value])
		}
	}
	for i, ports := range v.sets {
		if ports.Has(p.number) {
			tags.set(fixed + i)
		}
	}
	return tags
}
