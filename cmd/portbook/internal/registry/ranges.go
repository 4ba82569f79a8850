package registry

// Ports is the number of port numbers of a transport: 0 to Ports-1, a field of 16 bits.
const Ports = 65536

// Range is one of the three parts of the port space (RFC 6335 section 6).
type Range struct {
	Slug        string // "system", "user" or "dynamic": for URLs and conditions
	First, Last int    // both inclusive
}

// SystemPorts is 0-1023, also called the Well Known Ports.
func SystemPorts() Range { return Range{"system", 0, 1023} }

// UserPorts is 1024-49151, also called the Registered Ports.
func UserPorts() Range { return Range{"user", 1024, 49151} }

// DynamicPorts is 49152-65535, also called the Private or Ephemeral Ports: never assigned.
func DynamicPorts() Range { return Range{"dynamic", firstDynamic, Ports - 1} }

// firstDynamic is 0xC000: the last quarter of the space is never assigned.
const firstDynamic = 49152

// Ranges returns the three ranges in order; together they hold every port exactly once.
func Ranges() []Range { return []Range{SystemPorts(), UserPorts(), DynamicPorts()} }

// RangeOf returns the range that holds port, and the zero Range for a number that is no port.
func RangeOf(port int) Range {
	switch {
	case port < 0 || port >= Ports:
		return Range{}
	case port <= 1023:
		return SystemPorts()
	case port < firstDynamic:
		return UserPorts()
	}
	return DynamicPorts()
}

// Count is the number of ports in the range.
func (r Range) Count() int { return r.Last - r.First + 1 }
