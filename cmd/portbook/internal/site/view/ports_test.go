package view

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// TestNumbersAreSpeltForAllPorts in decimal, hexadecimal, and as bytes on the wire.
func TestNumbersAreSpeltForAllPorts(t *testing.T) {
	n := spelt()
	for port := range registry.Ports {
		decimal, hex, bytes := strconv.Itoa(port), fmt.Sprintf("0x%04x", port), fmt.Sprintf("%02x %02x", port>>8, port&255)
		if n.decimal[port] != decimal || n.hex[port] != hex || n.bytes[port] != bytes {
			t.Fatalf("%d is spelt %q, %q, %q", port, n.decimal[port], n.hex[port], n.bytes[port])
		}
	}
}

func TestThousandsAreSeparated(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 42444: "42,444", 65536: "65,536", 999999: "999,999", 1000000: "1,000,000"} {
		if got := WithCommas(n); got != want {
			t.Errorf("%d is written %q", n, got)
		}
	}
}

// TestThousandListsCoverEveryPortOnce and are named after their ends.
func TestThousandListsCoverEveryPortOnce(t *testing.T) {
	next := 0
	for i, list := range Thousands {
		slug := list.Slug
		var first, last int
		if n, err := fmt.Sscanf(slug, "%d-%d", &first, &last); n != 2 || err != nil || first != next || first != i*1000 || last < first || first != list.First || last != list.Last {
			t.Fatalf("list %d is named %q", i, slug)
		}
		next = last + 1
	}
	if next != registry.Ports {
		t.Errorf("the lists end before %d", next)
	}
}
