package registry

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// A PortSet is a set of ports. Its zero value is empty.
type PortSet struct {
	words [Ports / 64]uint64
	count int
}

// Has reports whether port is in the set.
func (s *PortSet) Has(port int) bool {
	return uint(port) < Ports && s.words[port/64]&(1<<(port%64)) != 0
}

// Add adds the ports first to last.
func (s *PortSet) Add(first, last int) {
	for port := first; port <= last; port++ {
		if !s.Has(port) {
			s.words[port/64] |= 1 << (port % 64)
			s.count++
		}
	}
}

// Len is the number of ports in the set.
func (s *PortSet) Len() int { return s.count }

// ParsePorts reads ports and spans separated by commas, such as "0-1023,8080".
// Errors say which part is wrong and what would be right.
func ParsePorts(list string) (*PortSet, error) {
	s := new(PortSet)
	if err := s.AddList(list); err != nil {
		return nil, err
	}
	return s, nil
}

// AddList adds ports and spans separated by commas, those before the first fault.
func (s *PortSet) AddList(list string) error {
	for part := range strings.SplitSeq(list, ",") {
		first, last, err := ParseSpan(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		s.Add(first, last)
	}
	return nil
}

func ParseSpan(part string) (first, last int, err error) {
	a, b, isSpan := strings.Cut(part, "-")
	if first, err = ParsePort(a); err != nil {
		return 0, 0, err
	}
	if !isSpan {
		return first, first, nil
	}
	if last, err = ParsePort(b); err != nil {
		return 0, 0, err
	}
	if last < first {
		return 0, 0, fmt.Errorf("%s runs backwards (write %d-%d)", part, last, first)
	}
	return first, last, nil
}

func ParsePort(s string) (int, error) {
	s = strings.TrimSpace(s)
	n, err := strconv.Atoi(s)
	if err != nil || s != strconv.Itoa(n) && n >= 0 {
		return 0, fmt.Errorf("%q is not a port (write a number from 0 to 65535, or a span such as 6000-6063)", s)
	}
	if n < 0 || n >= Ports {
		return 0, fmt.Errorf("%d is not a port (ports are 0 to 65535)", n)
	}
	return n, nil
}

// AddEdges adds the ports that are in another set while the port before is not, or the other way round.
func (s *PortSet) AddEdges(other *PortSet) {
	before := uint64(0)
	for i, w := range other.words {
		s.words[i] |= w ^ (w<<1 | before)
		before = w >> 63
	}
	s.count = 0
	for _, w := range s.words {
		s.count += bits.OnesCount64(w)
	}
}

// String writes the set as ParsePorts reads it: "0-1023,8080"; "" for the empty set.
func (s *PortSet) String() string {
	var spans []string
	for port := 0; port < Ports; port++ {
		if !s.Has(port) {
			continue
		}
		first := port
		for s.Has(port + 1) {
			port++
		}
		span := strconv.Itoa(first)
		if port > first {
			span += "-" + strconv.Itoa(port)
		}
		spans = append(spans, span)
	}
	return strings.Join(spans, ",")
}
