package site

import (
	"reflect"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// TestPortsOfAClassShareWhatIsFilledInOnce: what classPage makes of an example has to be true of every port of its class.
func TestPortsOfAClassShareWhatIsFilledInOnce(t *testing.T) {
	s := wholeSite(t)
	d := newDesk(s, s.locales[0])
	type shared struct {
		headline       registry.Status
		ranges         string
		hasService     bool
		previous, next bool
		below, above   bool
		transports     []TransportStatus
	}
	of := func(port int) shared {
		_, below := s.registry.PreviousAssigned(port)
		_, above := s.registry.NextAssigned(port)
		return shared{
			s.registry.Headline(port), registry.RangeOf(port).Slug, s.primary[port] != nil, port > 0, port < registry.Ports-1,
			below, above, d.transports(port),
		}
	}
	wrong := newComplaints(t)
	for port := range registry.Ports {
		example := d.locale.choices[s.classes[port]].example
		if got, want := of(port), of(example); !reflect.DeepEqual(got, want) {
			wrong.addf("port %d is in the class of port %d: %+v, %+v", port, example, got, want)
		}
	}
}
