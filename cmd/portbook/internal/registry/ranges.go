package registry

import "slices"

// Ports is the number of port numbers of a transport: 0 to Ports-1, a field of 16 bits.
const Ports = 65536

// Range is one of the three parts of the port space (RFC 6335 section 6).
type Range struct {
	Slug        string // "system", "user" or "dynamic": for URLs and conditions
	First, Last int    // both inclusive
}

// firstDynamic is 0xC000: the last quarter of the space is never assigned.
const firstDynamic = 49152

// ranges are also called the Well Known, the Registered, and the Private or Ephemeral Ports.
var ranges = []Range{{"system", 0, 1023}, {"user", 1024, firstDynamic - 1}, {"dynamic", firstDynamic, Ports - 1}}

// Ranges returns the three ranges in order; together they hold every port exactly once.
func Ranges() []Range { return slices.Clone(ranges) }

// RangeOf returns the range that holds port, and the zero Range for a number that is no port.
func RangeOf(port int) Range {
	for _, r := range ranges {
		if r.First <= port && port <= r.Last {
			return r
		}
	}
	return Range{}
}

// Count is the number of ports in the range.
func (r Range) Count() int { return r.Last - r.First + 1 }
