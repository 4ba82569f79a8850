package registry

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// A PortSet is a set of ports. Its zero value is empty.
type PortSet struct {
	words [Ports / 64]uint64
}

// Has reports whether port is in the set.
func (s *PortSet) Has(port int) bool {
	return uint(port) < Ports && s.words[port/64]&(1<<(port%64)) != 0
}

// Add adds the ports first to last.
func (s *PortSet) Add(first, last int) {
	for port := first; port <= last; port++ {
		s.words[port/64] |= 1 << (port % 64)
	}
}

// Len is the number of ports in the set.
func (s *PortSet) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// ParsePorts reads ports and spans separated by commas, such as "0-1023,8080".
// Errors say which part is wrong and what would be right.
func ParsePorts(list string) (*PortSet, error) {
	s := new(PortSet)
	if err := s.AddList(list); err != nil {
		return nil, err
	}
	return s, nil
}

// AddList adds what ParsePorts reads, up to the first part that is wrong.
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

// ParseSpan reads a port or a span of ports such as 6000-6063, both ends inclusive.
// Errors are those of ParsePort, and one for a span that runs backwards.
func ParseSpan(text string) (first, last int, err error) {
	low, high, isSpan := strings.Cut(text, "-")
	if first, err = ParsePort(low); err != nil || !isSpan {
		return first, first, err
	}
	if last, err = ParsePort(high); err == nil && last < first {
		err = fmt.Errorf("%s runs backwards (write %d-%d)", text, last, first)
	}
	return first, last, err
}

// ParsePort reads a port: decimal digits without leading zeros, since files and addresses are named by them.
// The error says what is wrong and what would be right.
func ParsePort(text string) (int, error) {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseUint(text, 10, 16)
	const advice = "(write a number from 0 to 65535, or a span such as 6000-6063)"
	switch {
	case text == "":
		return 0, errors.New("a port is missing " + advice)
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s is not a port (ports are 0 to 65535)", text)
	case err != nil || text[0] == '0' && text != "0":
		return 0, fmt.Errorf("%q is not a port %s", text, advice)
	}
	return int(n), nil
}

// AddEdges adds the ports that are in another set while the port before is not, or the other way round.
func (s *PortSet) AddEdges(other *PortSet) {
	before := uint64(0)
	for i, w := range other.words {
		s.words[i] |= w ^ (w<<1 | before)
		before = w >> 63
	}
}

// String writes the set as ParsePorts reads it: "0-1023,8080"; "" for the empty set.
func (s *PortSet) String() string {
	var spans []string
	for port := 0; port < Ports; port++ {
		first := port
		for s.Has(port) {
			port++
		}
		if port > first {
			spans = append(spans, FormatSpan(first, port-1))
		}
	}
	return strings.Join(spans, ",")
}

// FormatSpan writes ports as ParseSpan reads them: "80", "6000-6063".
func FormatSpan(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "-" + strconv.Itoa(last)
}
