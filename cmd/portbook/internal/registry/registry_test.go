package registry

import (
	"os"
	"strings"
	"testing"
)

// TestEveryAssignablePortIsCovered: the real file has at least one row for each of 0-49151 and
// none for the dynamic ports, and every row found for a port covers it.
func TestEveryAssignablePortIsCovered(t *testing.T) {
	r := load(t, realFile)
	for port := range Ports {
		if covered := len(r.Assignments(port)) > 0; covered != (port < firstDynamic) {
			t.Errorf("port %d: covered %v", port, covered)
		}
	}
	if len(r.All()) < 10000 || len(r.Names()) == 0 || r.Newest() == "" {
		t.Errorf("%d rows, %d of them without port, newest %q", len(r.All()), len(r.Names()), r.Newest())
	}
	checkInvariants(t, r)
}

// TestKnownPortsOfTheRealFile: ports that no update of the registry is expected to change.
func TestKnownPortsOfTheRealFile(t *testing.T) {
	r := load(t, realFile)
	for port, want := range map[int]string{
		22: "ssh", 25: "smtp", 53: "domain", 80: "http", 443: "https",
		512: "exec", 853: "domain-s", 2049: "nfs", 3000: "hbci", 4222: "vrml-multi-use", 6001: "x11", 0: "", 855: "", 60000: "",
	} {
		if got := primaryName(r, port); got != want {
			t.Errorf("port %d stands for %q, want %q", port, got, want)
		}
	}
	if first, last := r.Block(855); r.Headline(855) != Unassigned || first != 855 || last != 859 {
		t.Errorf("855 is in the %v block %d-%d, want unassigned 855-859", r.Headline(855), first, last)
	}
	previous, _ := r.PreviousAssigned(855)
	next, _ := r.NextAssigned(855)
	if previous != 854 || next != 860 {
		t.Errorf("neighbours of 855 are %d and %d, want 854 and 860", previous, next)
	}
	if first, last := r.Block(60000); first != 49152 || last != 65535 {
		t.Errorf("60000 is in the block %d-%d", first, last)
	}
}

// TestQuestionsAboutPortsDoNotAllocate: they are asked for 65,536 pages.
func TestQuestionsAboutPortsDoNotAllocate(t *testing.T) {
	r := load(t, realFile)
	port := 0
	if n := testing.AllocsPerRun(1000, func() {
		r.Assignments(port)
		r.StatusOf(port, UDP)
		r.Headline(port)
		r.Primary(port)
		r.Block(port)
		r.NextAssigned(port)
		r.PreviousAssigned(port)
		_ = RangeOf(port)
		port += 41
	}); n != 0 {
		t.Errorf("%v allocations for one port", n)
	}
}

// TestNumbersThatAreNoPortsAreHarmless: callers pass what users type.
func TestNumbersThatAreNoPortsAreHarmless(t *testing.T) {
	r := load(t, "testdata/quirks.csv")
	for _, port := range []int{-1, Ports, 1 << 40} {
		_, next := r.NextAssigned(port)
		_, previous := r.PreviousAssigned(port)
		if r.Assignments(port) != nil || r.StatusOf(port, TCP) != NotListed || r.Headline(port) != NotListed ||
			r.Primary(port) != nil || next || previous || RangeOf(port) != (Range{}) {
			t.Errorf("%d was answered like a port", port)
		}
	}
}

func TestRangesHoldEveryPortOnce(t *testing.T) {
	next := 0
	for _, g := range Ranges() {
		if g.First != next {
			t.Errorf("%s begins at %d, want %d", g.Slug, g.First, next)
		}
		for port := g.First; port <= g.Last; port++ {
			if RangeOf(port) != g {
				t.Fatalf("port %d is in %v, want %v", port, RangeOf(port), g)
			}
		}
		next += g.Count()
	}
	if next != Ports {
		t.Errorf("the ranges end at %d", next)
	}
}

func TestDatesAreNotInvented(t *testing.T) {
	for s, want := range map[string]bool{
		"2026-02": true, "2026-02-13": true, "": false, "2026": false, "2026-2-130": false,
		"someday": false, "2026-02-": false, "2026/02/13": false, "20260-2": false,
	} {
		if isDate(s) != want {
			t.Errorf("%q: got %v", s, !want)
		}
	}
}

// FuzzParse: whatever the file holds, Parse answers, and what it answers is consistent.
func FuzzParse(f *testing.F) {
	quirks, err := os.ReadFile("testdata/quirks.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(quirks)
	for _, rows := range []string{"", "a,1-65535,,,,,,,,,,", ",0-65535,,Unassigned,,,,,,,,\nb,9,udp,,,,,,,,,", "a,70000,,,,,,,,,,", "\"", "a\"b", "\xff,\x01"} {
		f.Add([]byte(head + rows))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, faults := Parse("f.csv", data)
		if len(r.All()) == 0 && len(faults) == 0 {
			t.Fatal("no rows and no fault")
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 0 || fault.Line > lines {
				t.Fatalf("of %d lines: %v", lines, fault)
			}
		}
		checkInvariants(t, r)
	})
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile(realFile)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(realFile, data)
	}
}

func BenchmarkEveryPort(b *testing.B) {
	r := load(b, realFile)
	b.ReportAllocs()
	for b.Loop() {
		for port := range Ports {
			r.Primary(port)
			r.StatusOf(port, TCP)
			r.StatusOf(port, UDP)
			r.Block(port)
		}
	}
}
