package lookup_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/lookup"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

func realSite(t *testing.T) *site.Site {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..")
	s, faults := site.Load(site.Inputs{
		Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(root, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static"),
	})
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// TestNamesLeadToTheirPorts: services, aliases, programs and essays by their names, whatever the case; parts
// of names and descriptions where no name is just that.
func TestNamesLeadToTheirPorts(t *testing.T) {
	s := realSite(t)
	for name, want := range map[string][]int{
		"ssh": {22}, "SSH": {22}, "www": {80}, "syslog": {514}, "redis": {6379}, "WireGuard": {51820}, "boe-cms": {6400},
		"minecraft": {19132, 19133, 25565, 25575}, "minecraft java": {25565, 25575}, "java minecraft": {25565, 25575},
		"jupyter": {8888}, "no such thing": nil,
	} {
		q, err := lookup.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := lookup.Find(s.Facts, q); !slices.Equal(got, want) {
			t.Errorf("%s leads to %v, want %v", name, got, want)
		}
	}
	if got := lookup.Find(s.Facts, lookup.Query{Name: "x11"}); len(got) != 64 || got[0] != 6000 || got[63] != 6063 {
		t.Errorf("x11 leads to %v", got)
	}
	if got := lookup.Find(s.Facts, lookup.Query{First: 6000, Last: 6002}); !slices.Equal(got, []int{6000, 6001, 6002}) {
		t.Errorf("a span leads to %v", got)
	}
}

// TestMissedNamesAreExplained: a name that is nearly known, and a service without a port.
func TestMissedNamesAreExplained(t *testing.T) {
	s := realSite(t)
	for name, want := range map[string]string{"mincraft": "minecraft", "redsi": "redis", "qqqqqqqqqqqqqqq": "", "ipp-everywhere-zzz": ""} {
		if got := lookup.Missed(s.Facts, s.Registry(), name); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	nameless := s.Registry().Names()[0].Service
	if got := lookup.Missed(s.Facts, s.Registry(), strings.ToUpper(nameless)); got != "the registry has that service without a port number" {
		t.Errorf("%s: %q", nameless, got)
	}
}
