package content

import (
	"fmt"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Conditions (`when`) choose texts for ports. There are a hundred texts and 65,536 ports, but few ways in which ports
// differ as far as conditions can ask: some hundred. So all that conditions can ask of a port is one bit each, its tags;
// ports of equal tags form a class, and texts are chosen once for each class.

// Tags are the tags of a port, as bits. Two ports with equal Tags have the same texts.
type Tags [4]uint64

func (t *Tags) set(bit int) { t[bit/64] |= 1 << (bit % 64) }

// meets reports whether the two have a tag in common.
func (t Tags) meets(u Tags) bool {
	return t[0]&u[0]|t[1]&u[1]|t[2]&u[2]|t[3]&u[3] != 0
}

// And returns the tags that the two have in common.
func (t Tags) And(u Tags) Tags {
	return Tags{t[0] & u[0], t[1] & u[1], t[2] & u[2], t[3] & u[3]}
}

// Has reports whether a tag of FixedTags is among them, by its name: "has=next".
func (t Tags) Has(name string) bool {
	bit, ok := fixedBits[name]
	return ok && t[bit/64]&(1<<(bit%64)) != 0
}

// A Tag is a key of `when` with one of its values.
type Tag struct {
	Key, Value string
	Doc        string // of which ports it holds
	holds      func(p *port) bool
}

// Name is key=value.
func (t Tag) Name() string { return t.Key + "=" + t.Value }

// FixedTags lists all tags but for those that a site makes by its facts tables and lists of ports. The four transports
// have the same values. The caller must not change the list.
func FixedTags() []Tag { return fixedTags }

// TagsOf returns the fixed tags for which a function reports true.
func TagsOf(wanted func(t Tag) bool) (tags Tags) {
	for bit, t := range fixedTags {
		if wanted(t) {
			tags.set(bit)
		}
	}
	return tags
}

// fixedBits is the number of each fixed tag, by name.
var fixedBits = func() map[string]int {
	bits := make(map[string]int, len(fixedTags))
	for bit, t := range fixedTags {
		bits[t.Name()] = bit
	}
	return bits
}()

// LargeBlock is the size from which a block is called large: its middle is far from anything.
const LargeBlock = 100

// longList is the length from which a list of services is too long for a title.
const longList = 50

var fixedTags = slices.Concat(
	[]Tag{
		{"status", "assigned", "a service has the port, for at least one transport", headlineIs(registry.Assigned)},
		{"status", "unassigned", "open to applications", headlineIs(registry.Unassigned)},
		{"status", "reserved", "held back by IANA", headlineIs(registry.Reserved)},
		{"status", "dynamic", "49152 to 65535, never assigned", headlineIs(registry.Dynamic)},
	},
	transportTags(registry.TCP), transportTags(registry.UDP), transportTags(registry.SCTP), transportTags(registry.DCCP),
	[]Tag{
		{"range", "system", "0 to 1023", rangeIs(registry.SystemPorts())},
		{"range", "user", "1024 to 49151", rangeIs(registry.UserPorts())},
		{"range", "dynamic", "49152 to 65535", rangeIs(registry.DynamicPorts())},

		{"services", "none", "no row names a service", servicesAre("none")},
		{"services", "one", "one name, aliases not counted", servicesAre("one")},
		{"services", "several", "several names on one transport", servicesAre("several")},
		{"services", "differ", "different names for TCP and UDP", servicesAre("differ")},

		{"kind", "edge", "reserved as the end of a range: 0, 1023, 1024, 49151", (*port).isEdge},
		{"kind", "other-transport", "assigned, with a transport that is reserved for that reason", (*port).hasReservedTransport},
		{"kind", "deassigned", "was assigned once, by status or by note", rowIs(deassigned)},
		{"kind", "private-use", "assigned to a use without a name, such as “any private mail system”", rowIs(privateUse)},
		{"kind", "unstated", "a row names a service and no transport", rowIs(unstated)},
		{"kind", "widespread", "a row records a use that is widespread without being assigned", rowIs(widespread)},
		{"kind", "plain", "none of these", (*port).isPlain},

		{"has", "previous", "not port 0", func(p *port) bool { return p.number > 0 }},
		{"has", "next", "not port 65535", func(p *port) bool { return p.number < registry.Ports-1 }},
		{"has", "previous-assigned", "a lower port has a service", (*port).hasPrevious},
		{"has", "next-assigned", "a higher port has a service", (*port).hasNext},
		{"has", "alone", "its block is this port only", func(p *port) bool { return p.blockSize() == 1 }},
		{"has", "large-block", fmt.Sprintf("its block has %d ports or more", LargeBlock), func(p *port) bool { return p.blockSize() >= LargeBlock }},
		{"has", "references", "a row has references", anyRow(func(a *assignment) bool { return a.Reference != "" })},
		{"has", "notes", "a row has notes", anyRow(func(a *assignment) bool { return a.Notes != "" })},
		{"has", "unauthorized", "a row reports use without assignment", anyRow(func(a *assignment) bool { return a.Unauthorized != "" })},
		{"has", "aliases", "a row's name is an alias or historic", anyRow(func(a *assignment) bool { return a.Service != "" && a.Alias() })},
		{"has", "transports", "a row names a service and its transport", anyRow(namesTransport)},
		{"has", "long-services", fmt.Sprintf("the list of its services is longer than %d characters", longList), (*port).hasLongServices},
		{"has", "uses", "software is known to use it for which the registry does not name it", func(p *port) bool { return p.uses }},

		{"essay", "true", "there is an essay for the port", func(p *port) bool { return p.essay }},
		{"essay", "false", "there is none", func(p *port) bool { return !p.essay }},
	})

// transportTags are the tags by which conditions ask for the status of a transport.
func transportTags(t registry.Transport) []Tag {
	docs := []string{
		"no row of the registry speaks of this transport", "assigned for this transport", "open to applications for this transport",
		"held back for this transport", "given back: the registry says removed, deprecated and the like", "49152 to 65535",
	}
	tags := make([]Tag, len(docs))
	for i, doc := range docs {
		status := registry.Status(i)
		tags[i] = Tag{t.String(), status.String(), doc, func(p *port) bool { return p.registry.StatusOf(p.number, t) == status }}
	}
	return tags
}

func headlineIs(s registry.Status) func(p *port) bool {
	return func(p *port) bool { return p.headline == s }
}

func rangeIs(r registry.Range) func(p *port) bool {
	return func(p *port) bool { return r.First <= p.number && p.number <= r.Last }
}

func servicesAre(names string) func(p *port) bool {
	return func(p *port) bool { return p.services == names }
}
