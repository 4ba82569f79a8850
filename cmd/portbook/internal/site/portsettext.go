package site

import (
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// String writes the set as ParsePorts reads it: "0-1023,8080"; "" for the empty set.
func (s *PortSet) String() string {
	var spans []string
	for port := 0; port < registry.Ports; port++ {
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
