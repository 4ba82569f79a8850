package site

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
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

// TestPlaceholdersAreEmptyOnlyWhereTheyMayBe: for every port, a value is there unless the
// feature that it needs is not; values that go into links unescaped need no escaping.
func TestPlaceholdersAreEmptyOnlyWhereTheyMayBe(t *testing.T) {
	s := wholeSite(t)
	v := s.locales[0].view(s, "ports/0")
	values := v.newValues()
	wrong := newComplaints(t)
	for port, tags := range s.content.Tags(s.registry, func(int) string { return "" }) {
		v.describe(values, port)
		for i, p := range placeholder.All[:placeholder.Len] {
			given := p.Given(tags.Has)
			if given != (values[i] != "") && !p.Hidden {
				wrong.addf("port %d: {%s} is %q", port, p.Name, values[i])
			}
			for _, c := range values[i] {
				if p.Safe && (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' && c != ',' && c != ' ' && i != placeholder.Root {
					wrong.addf("port %d: {%s} is %q, which needs escaping", port, p.Name, values[i])
				}
			}
		}
	}
}
