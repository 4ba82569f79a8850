package registry

import (
	"fmt"
	"testing"
)

func TestPortsAreReadAsPeopleWriteThem(t *testing.T) {
	for list, want := range map[string][]int{
		"855": {855}, "0": {0}, "65535": {65535}, "80,443": {80, 443}, "443, 80": {80, 443}, " 5 - 7 ": {5, 6, 7},
		"5-7,6-8": {5, 6, 7, 8}, "9-9": {9}, "1,1,1": {1},
	} {
		s, err := ParsePorts(list)
		if err != nil {
			t.Errorf("%q: %v", list, err)
			continue
		}
		if s.Len() != len(want) {
			t.Errorf("%q has %d ports, want %v", list, s.Len(), want)
		}
		for _, port := range want {
			if !s.Has(port) {
				t.Errorf("%q lacks %d", list, port)
			}
		}
	}
}

func TestWhatIsNoPortIsExplained(t *testing.T) {
	number := func(s string) string {
		return fmt.Sprintf("%q is not a port (write a number from 0 to 65535, or a span such as 6000-6063)", s)
	}
	const missing = "a port is missing (write a number from 0 to 65535, or a span such as 6000-6063)"
	for list, want := range map[string]string{
		"": missing, "a": number("a"), "80,": missing, "1,,2": missing, "1-2-3": number("2-3"), "-1": missing, "022": number("022"),
		"0x50": number("0x50"), "8e1": number("8e1"), "８０": number("８０"), "99999999999999999999": "99999999999999999999 is not a port (ports are 0 to 65535)",
		"65536": "65536 is not a port (ports are 0 to 65535)", "0-70000": "70000 is not a port (ports are 0 to 65535)",
		"9-3": "9-3 runs backwards (write 3-9)",
	} {
		if s, err := ParsePorts(list); err == nil || s != nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", list, err, want)
		}
	}
}

// TestOnlyDigitsArePorts: a number is written in one way, since files and addresses are named by it.
func TestOnlyDigitsArePorts(t *testing.T) {
	for _, list := range []string{"+5", "5-+7", "-5--7"} {
		if _, err := ParsePorts(list); err == nil {
			t.Errorf("%q was read as a port", list)
		}
	}
}

// FuzzParsePorts: whatever is typed, there is a set or an error that says why not.
func FuzzParsePorts(f *testing.F) {
	for _, seed := range []string{"855", "0-1023,8080", "", "9-3", "0-65535,0-65535", "1,-", "-", "+1", "\x00", "65536"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		s, err := ParsePorts(list)
		if err != nil {
			if s != nil || err.Error() == "" {
				t.Fatalf("a set beside the error %q", err)
			}
			return
		}
		count := 0
		for port := range Ports {
			if s.Has(port) {
				count++
			}
		}
		if count == 0 || count != s.Len() {
			t.Fatalf("%d ports, Len says %d", count, s.Len())
		}
	})
}

func TestEdgesAreWhereMembershipChanges(t *testing.T) {
	var set, edges PortSet
	for _, span := range [][2]int{{0, 0}, {63, 64}, {127, 127}, {128, 191}, {1000, 65535}} {
		set.Add(span[0], span[1])
	}
	edges.AddEdges(&set)
	for port := range Ports {
		if got, want := edges.Has(port), set.Has(port) != (port > 0 && set.Has(port-1)); got != want {
			t.Fatalf("port %d: %t, want %t", port, got, want)
		}
	}
}
