package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

const registryHead = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date," +
	"Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

// conditionRows has a port for everything that conditions tell apart.
const conditionRows = registryHead + `,0,tcp,Reserved,,,,,,,,
,0,udp,Reserved,,,,,,,,
one,1,tcp,One,,,,,[RFC1],,,
one,1,udp,One,,,,,,,,
tcponly,2,tcp,TCP only,,,,,,,,some note
,2,udp,Reserved,,,,,,,,
left,3,tcp,Left,,,,,,,,
right,3,udp,Right,,,,,,,by others,
first,4,tcp,First,,,,,,,,
second,4,tcp,Second,,,,,,,,
nowhere,5,,No transport,,,,,,,,
,6,tcp,any private mail system,,,,,,,,
,7,tcp,De-registered,,,,,,,,
wide,8,tcp,Wide,,,,,,,,unassigned but widespread use
http,9,tcp,HTTP,,,,,,,,
www,9,tcp,HTTP,,,,,,,,"This is an alias to ""http""."
stream,10,sctp,Stream,,,,,,,,
datagram,11,dccp,Datagram,,,,,,1145656131,,
,12,tcp,Reserved,,,,,,,,"De-assigned on 2025-02-13, previously old"
,13,tcp,Reserved,,,,,,,,De-Assigned on 2023-11-16.
,14,,Unassigned,,,,,,,,
end,15,udp,The last one,,,,,,,,
,1023-1024,,Reserved,,,,,,,,
,49151,,Reserved,,,,,,,,
`

// domain is the ports that the tests of conditions ask about.
var domain = func() *registry.PortSet {
	s, _ := registry.ParsePorts("0-16,1023,1024,49151,49152,65535")
	return s
}()

// TestConditionsHoldForTheirPorts: each key and value, lists, and what they make together.
func TestConditionsHoldForTheirPorts(t *testing.T) {
	for when, want := range map[string]string{
		"{}":                                    "0-16,1023,1024,49151,49152,65535",
		"{status: assigned}":                    "1-6,8-11,15",
		"{status: unassigned}":                  "14,16",
		"{status: reserved}":                    "0,7,12,13,1023,1024,49151",
		"{status: dynamic}":                     "49152,65535",
		"{status: [reserved, dynamic]}":         "0,7,12,13,1023,1024,49151,49152,65535",
		"{tcp: assigned}":                       "1-4,6,8,9",
		"{udp: assigned}":                       "1,3,15",
		"{sctp: assigned}":                      "10",
		"{dccp: assigned}":                      "11",
		"{tcp: reserved}":                       "0,12,13,1023,1024,49151",
		"{udp: reserved}":                       "0,2,1023,1024,49151",
		"{tcp: de-registered}":                  "7",
		"{tcp: unassigned}":                     "14",
		"{tcp: not-listed}":                     "5,10,11,15,16",
		"{udp: dynamic}":                        "49152,65535",
		"{tcp: assigned, udp: assigned}":        "1,3",
		"{range: system}":                       "0-16,1023",
		"{range: [user, dynamic]}":              "1024,49151,49152,65535",
		"{services: none}":                      "0,6,7,12-14,16,1023,1024,49151,49152,65535",
		"{services: one}":                       "1,2,5,8-11,15",
		"{services: several}":                   "4",
		"{services: differ}":                    "3",
		"{kind: edge}":                          "0,1023,1024,49151",
		"{kind: other-transport}":               "2",
		"{kind: deassigned}":                    "7,12,13",
		"{kind: private-use}":                   "6",
		"{kind: unstated}":                      "5",
		"{kind: widespread}":                    "8",
		"{kind: plain}":                         "1,3,4,9-11,14-16,49152,65535",
		"{has: previous}":                       "1-16,1023,1024,49151,49152,65535",
		"{has: next}":                           "0-16,1023,1024,49151,49152",
		"{has: previous-assigned}":              "2-16,1023,1024,49151,49152,65535",
		"{has: next-assigned}":                  "0-14",
		"{has: alone}":                          "0,7,14,15,49151",
		"{has: large-block}":                    "16,49152,65535",
		"{has: references}":                     "1",
		"{has: notes}":                          "2,8,9,12,13",
		"{has: unauthorized}":                   "3",
		"{has: aliases}":                        "9",
		"{has: transports}":                     "1-4,8-11,15",
		"{in: listed}":                          "3,14",
		"{in: [listed, other]}":                 "3,14,16",
		"{ports: 5}":                            "5",
		"{ports: [5, 7-9]}":                     "5,7-9",
		"{ports: \"5,7-9\"}":                    "5,7-9",
		"{essay: true}":                         "1",
		"{essay: false}":                        "0,2-16,1023,1024,49151,49152,65535",
		"{essay: [true, false]}":                "0-16,1023,1024,49151,49152,65535",
		"{not: {status: assigned}}":             "0,7,12-14,16,1023,1024,49151,49152,65535",
		"{range: system, not: {ports: 0-15}}":   "16,1023",
		"{not: {not: {ports: 3}}}":              "3",
		"{not: {range: system, tcp: assigned}}": "0,5,7,10-16,1023,1024,49151,49152,65535",
		"{not: {}}":                             "",
	} {
		if got := portsOf(t, when); !slices.Equal(got, domainPorts(want)) {
			t.Errorf("%s holds for %v, want %s", when, got, want)
		}
	}
}

func domainPorts(list string) []int {
	var ports []int
	if list == "" {
		return nil
	}
	s, err := registry.ParsePorts(list)
	if err != nil {
		panic(err)
	}
	for port := range registry.Ports {
		if s.Has(port) {
			ports = append(ports, port)
		}
	}
	return ports
}

// portsOf lists the ports of the domain for which a condition holds. Port 1 has an essay, and
// there are two facts tables.
func portsOf(t *testing.T, when string) []int {
	t.Helper()
	r, faults := registry.Parse("registry.csv", []byte(conditionRows))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	f := newFeatures()
	for name, list := range map[string]string{"listed": "3,14", "other": "16,20-30"} {
		ports, _ := registry.ParsePorts(list)
		if _, err := f.addSet("in="+name, ports); err != nil {
			t.Fatal(err)
		}
	}
	c, faults := compileWhen(f, when)
	if len(faults) > 0 {
		t.Fatalf("%s: %v", when, faults.Err())
	}
	d := newDescribe(f, r, func(port int) bool { return port == 1 })
	var ports []int
	for port := range registry.Ports {
		if domain.Has(port) && c.holds(d.of(port)) {
			ports = append(ports, port)
		}
	}
	return ports
}

// TestFacetsDoNotDependOnThePortBefore: a port that is described after its neighbour, from which its description may
// be taken, has the same facets as when it is the first one.
func TestFacetsDoNotDependOnThePortBefore(t *testing.T) {
	for name, rows := range map[string]string{"few rows": conditionRows, "one row for all": registryHead + ",0-65535,,Reserved,,,,,,,,\n"} {
		r, faults := registry.Parse("registry.csv", []byte(rows))
		if len(faults) > 0 {
			t.Fatal(faults.Err())
		}
		f := newFeatures()
		odd, _ := registry.ParsePorts("7,9,1030-1040")
		if _, err := f.addSet("in=odd", odd); err != nil {
			t.Fatal(err)
		}
		essay := func(port int) bool { return port == 2000 }
		following, first := newDescribe(f, r, essay), newDescribe(f, r, essay)
		following.uses = map[int]string{3000: "a program"}
		first.uses = following.uses
		for port := range registry.Ports {
			first.last = registry.Ports
			if got, want := following.of(port), first.of(port); got != want {
				t.Fatalf("%s: port %d after the one before has %x, alone %x", name, port, got, want)
			}
		}
	}
}

func compileWhen(f *features, when string) (condition, fault.List) {
	var w When
	if faults := frontmatter.Decode("a.md", 1, []byte(when), &w); len(faults) > 0 {
		return condition{}, faults
	}
	return f.compile("a.md", &w)
}

// TestWrongConditionsAreExplained: with the value that was probably meant, or all there are.
func TestWrongConditionsAreExplained(t *testing.T) {
	for when, want := range map[string]string{
		"{status: asigned}":     `a.md:1: status cannot be "asigned" (did you mean "assigned"?)`,
		"{status: open}":        `a.md:1: status cannot be "open" (use assigned, dynamic, reserved, unassigned)`,
		"{udp: not listed}":     `a.md:1: udp cannot be "not listed" (did you mean "not-listed"?)`,
		"{range: sytem}":        `a.md:1: range cannot be "sytem" (did you mean "system"?)`,
		"{services: two}":       `a.md:1: services cannot be "two" (use differ, none, one, several)`,
		"{kind: odd}":           `a.md:1: kind cannot be "odd" (use deassigned, edge, other-transport, plain, private-use, unstated, widespread)`,
		"{has: prevous}":        `a.md:1: has cannot be "prevous" (did you mean "previous"?)`,
		"{essay: maybe}":        `a.md:1: essay cannot be "maybe" (use true or false)`,
		"{ports: 70000}":        `a.md:1: 70000 is not a port (ports are 0 to 65535)`,
		"{ports: [5, 9-3]}":     `a.md:1: 9-3 runs backwards (write 3-9)`,
		"{stauts: assigned}":    `a.md:1: unknown key "stauts" (did you mean "status"?)`,
		"{not: {tcp: nothing}}": `a.md:1: tcp cannot be "nothing" (use assigned, de-registered, dynamic, not-listed, reserved, unassigned)`,
		"status: open\ntcp: [assigned, nope]\n": `a.md:1: status cannot be "open" (use assigned, dynamic, reserved, unassigned)` + "\n" +
			`a.md:2: tcp cannot be "nope" (use assigned, de-registered, dynamic, not-listed, reserved, unassigned)`,
	} {
		_, faults := compileWhen(newFeatures(), when)
		if got := faults.Error(); got != want {
			t.Errorf("%s: got %s\nwant %s", when, got, want)
		}
	}
}

// TestTooManyListsOfPortsAreAFault and no panic: facets have room for a limited number.
func TestTooManyListsOfPortsAreAFault(t *testing.T) {
	f := newFeatures()
	for port := range 1000 {
		_, faults := compileWhen(f, fmt.Sprintf("{ports: %d}", port))
		if len(faults) > 0 {
			if port < 100 || !strings.Contains(faults.Error(), "more conditions on single ports") {
				t.Errorf("list %d: %v", port, faults.Err())
			}
			return
		}
	}
	t.Error("no fault for 1000 lists")
}

// FuzzWhen: from any YAML there comes a condition or a fault.
func FuzzWhen(f *testing.F) {
	for _, seed := range []string{"{}", "status: assigned", "not: {not: {ports: [1, 2-3]}}", "essay: [true, maybe]", "ports: x", "in: [a]",
		"not: 5", "- 1", "&a {not: *a}", "not:\n  not:\n    has: [next]\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, when string) {
		features := newFeatures()
		c, faults := compileWhen(features, when)
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 1 || fault.Line > strings.Count(when, "\n")+strings.Count(when, "\r")+1 {
				t.Fatalf("%q: %+v", when, fault)
			}
		}
		var all Facets
		for bit := range len(features.index) {
			all.set(bit)
		}
		c.holds(all)
		c.holds(Facets{})
	})
}
