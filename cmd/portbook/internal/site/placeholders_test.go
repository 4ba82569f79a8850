package site

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// TestNumbersAreSpeltForAllPorts in decimal, hexadecimal, and as bytes on the wire.
func TestNumbersAreSpeltForAllPorts(t *testing.T) {
	n := newNumbers(registry.Ports)
	for port := range registry.Ports {
		decimal, hex, bytes := strconv.Itoa(port), fmt.Sprintf("0x%04x", port), fmt.Sprintf("%02x %02x", port>>8, port&255)
		if n.decimal[port] != decimal || n.hex.at(port) != hex || n.bytes.at(port) != bytes {
			t.Fatalf("%d is spelt %q, %q, %q", port, n.decimal[port], n.hex.at(port), n.bytes.at(port))
		}
	}
}

func TestThousandsAreSeparated(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 42444: "42,444", 65536: "65,536", 999999: "999,999", 1000000: "1,000,000"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is written %q", n, got)
		}
	}
}

// TestThousandListsCoverEveryPortOnce and are named after their ends.
func TestThousandListsCoverEveryPortOnce(t *testing.T) {
	next := 0
	for i, slug := range thousandSlugs {
		var first, last int
		if n, err := fmt.Sscanf(slug, "%d-%d", &first, &last); n != 2 || err != nil || first != next || first != i*1000 || last < first {
			t.Fatalf("list %d is named %q", i, slug)
		}
		next = last + 1
	}
	if next != registry.Ports {
		t.Errorf("the lists end before %d", next)
	}
}

// TestEveryPlaceholderIsDescribed, has a name of its own, and names the feature it needs rightly.
func TestEveryPlaceholderIsDescribed(t *testing.T) {
	f := newFeatures()
	names := map[string]bool{}
	for i, p := range placeholders {
		if p.Name.Name == "" || names[p.Name.Name] {
			t.Errorf("placeholder %d is named %q", i, p.Name.Name)
		}
		names[p.Name.Name] = true
		if p.doc == "" && !p.Hidden {
			t.Errorf("{%s} is not described", p.Name.Name)
		}
		if _, ok := f.index[p.needs]; !ok && p.needs != "" && p.needs != named {
			t.Errorf("{%s} needs %q, which no condition can ask", p.Name.Name, p.needs)
		}
	}
}

// TestPlaceholdersAreEmptyOnlyWhereTheyMayBe: for every port, a value is there unless the
// feature that it needs is not; values that go into links unescaped need no escaping.
func TestPlaceholdersAreEmptyOnlyWhereTheyMayBe(t *testing.T) {
	s := wholeSite(t)
	l := &loader{features: newFeatures()}
	d := newDescribe(l.features, s.registry, func(int) bool { return false })
	d.uses = s.locales[0].uses
	v := s.locales[0].view(s, "ports/0")
	values := v.newValues()
	wrong := newComplaints(t)
	for port := range registry.Ports {
		v.describe(values, port)
		facets := d.of(port)
		for i, p := range placeholders {
			given := p.needs == "" || l.features.given(facets, p.needs)
			if given != (values[i] != "") && !p.Hidden {
				wrong.addf("port %d: {%s} is %q", port, p.Name.Name, values[i])
			}
			for _, c := range values[i] {
				if p.Safe && (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' && c != ',' && c != ' ' && i != vRoot {
					wrong.addf("port %d: {%s} is %q, which needs escaping", port, p.Name.Name, values[i])
				}
			}
		}
	}
}
