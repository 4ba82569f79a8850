package content_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
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
	holds := map[string]string{
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
	}
	files := map[string]string{
		"facts/listed.csv": "port,source\n3,https://a.example/\n14,https://a.example/\n",
		"facts/other.csv":  "port,source\n16,https://a.example/\n20-30,https://a.example/\n",
		"ports/1.md":       essay,
	}
	whens := slices.Sorted(maps.Keys(holds))
	for i, when := range whens {
		files[fmt.Sprintf("notes/%02d.md", i)] = "---\ntitle: A\nwhen: " + when + "\n---\n"
	}
	c, got := readWithoutFaults(t, files), map[string][]int{}
	for port, tags := range c.Tags(parse(t, conditionRows), noServices) {
		for i, note := range c.Locales[0].Notes {
			if domain.Has(port) && note.When.Holds(tags) {
				got[whens[i]] = append(got[whens[i]], port)
			}
		}
	}
	for when, want := range holds {
		if !slices.Equal(got[when], domainPorts(want)) {
			t.Errorf("%s holds for %v, want %s", when, got[when], want)
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

const essay = "---\nname: A\ntagline: b\nsummary: c\nservices: one/tcp\nsources: [{title: d, url: \"https://a.example/\"}]\nauthors: [f]\n" +
	"updated: 2020-01-02\n---\n"

func noServices(int) string { return "" }

// TestTagsDoNotDependOnThePortBefore: where a port differs from its neighbours in what content says of it, it and the one
// after it have their own tags, though the registry has one row for all of them.
func TestTagsDoNotDependOnThePortBefore(t *testing.T) {
	c := readWithoutFaults(t, map[string]string{
		"ports/2000.md":     strings.Replace(essay, "services: one/tcp", "status: reserved", 1),
		"facts/defacto.csv": "port,name,source\n3000,A program,https://a.example/\n",
		"facts/odd.csv":     "port,source\n7,https://a.example/\n9,https://a.example/\n1030-1040,https://a.example/\n",
		"notes/a.md":        "---\ntitle: A\nwhen: {in: odd}\n---\n", "notes/b.md": "---\ntitle: A\nwhen: {ports: 40000-40001}\n---\n",
	})
	notes := c.Locales[0].Notes
	for port, tags := range c.Tags(parse(t, registryHead+",0-65535,,Reserved,,,,,,,,\n"), noServices) {
		odd := port == 7 || port == 9 || port >= 1030 && port <= 1040
		for name, want := range map[string]bool{
			"essay=true": port == 2000, "essay=false": port != 2000, "has=uses": port == 3000,
			"has=previous": port > 0, "has=next": port < 65535, "range=system": port < 1024, "range=dynamic": port >= 49152,
			"kind=edge": port == 0 || port == 1023 || port == 1024 || port == 49151,
		} {
			if tags.Has(name) != want {
				t.Errorf("port %d: %s is %v", port, name, !want)
			}
		}
		if notes[0].When.Holds(tags) != odd || notes[1].When.Holds(tags) != (port == 40000 || port == 40001) {
			t.Errorf("port %d is in the wrong lists", port)
		}
	}
}

// TestTagsAreTheSameWithoutShortcuts: where a table lists every second port, no port is like the one before it, and each
// has the tags that it has without that table.
func TestTagsAreTheSameWithoutShortcuts(t *testing.T) {
	files := map[string]string{
		"ports/1.md":        essay,
		"facts/defacto.csv": "port,name,source\n3000,A program,https://a.example/\n",
	}
	short := readWithoutFaults(t, files)
	var second strings.Builder
	second.WriteString("port,source\n")
	for port := 0; port < registry.Ports; port += 2 {
		fmt.Fprintf(&second, "%d,https://a.example/\n", port)
	}
	files["facts/second.csv"] = second.String()
	long, all := readWithoutFaults(t, files), allTags()
	for name, rows := range map[string]string{"few rows": conditionRows, "one row for all": registryHead + ",0-65535,,Reserved,,,,,,,,\n"} {
		r := parse(t, rows)
		want := make([]condition.Tags, registry.Ports)
		for port, tags := range long.Tags(r, noServices) {
			want[port] = tags
		}
		for port, tags := range short.Tags(r, noServices) {
			for _, tag := range all {
				if tags.Has(tag) != want[port].Has(tag) {
					t.Errorf("%s: port %d has %s, or should have it", name, port, tag)
				}
			}
		}
	}
}

// TestWrongConditionsAreExplained: with the value that was probably meant, or all there are.
func TestWrongConditionsAreExplained(t *testing.T) {
	for when, want := range map[string]string{
		"{status: asigned}":     `notes/a.md:3: status cannot be "asigned" (did you mean "assigned"?)`,
		"{status: open}":        `notes/a.md:3: status cannot be "open" (use assigned, dynamic, reserved, unassigned)`,
		"{udp: not listed}":     `notes/a.md:3: udp cannot be "not listed" (did you mean "not-listed"?)`,
		"{range: sytem}":        `notes/a.md:3: range cannot be "sytem" (did you mean "system"?)`,
		"{services: two}":       `notes/a.md:3: services cannot be "two" (use differ, none, one, several)`,
		"{kind: odd}":           `notes/a.md:3: kind cannot be "odd" (use deassigned, edge, other-transport, plain, private-use, unstated, widespread)`,
		"{has: prevous}":        `notes/a.md:3: has cannot be "prevous" (did you mean "previous"?)`,
		"{essay: maybe}":        `notes/a.md:3: essay cannot be "maybe" (use false, true)`,
		"{ports: 70000}":        `notes/a.md:3: 70000 is not a port (ports are 0 to 65535)`,
		"{ports: [5, 9-3]}":     `notes/a.md:3: 9-3 runs backwards (write 3-9)`,
		"{stauts: assigned}":    `notes/a.md:3: unknown key "stauts" (did you mean "status"?)`,
		"{not: {tcp: nothing}}": `notes/a.md:3: tcp cannot be "nothing" (use assigned, de-registered, dynamic, not-listed, reserved, unassigned)`,
		"{\n  status: open,\n  tcp: [assigned, nope]}": `notes/a.md:4: status cannot be "open" (use assigned, dynamic, reserved, unassigned)` + "\n" +
			`notes/a.md:5: tcp cannot be "nope" (use assigned, de-registered, dynamic, not-listed, reserved, unassigned)`,
		"{in: nowhere}": `notes/a.md:3: in cannot be "nowhere" (there are no facts tables)`,
	} {
		_, faults := read(t, map[string]string{"notes/a.md": "---\ntitle: A\nwhen: " + when + "\n---\n"})
		if got := faults.Error(); got != want {
			t.Errorf("%s: got %s\nwant %s", when, got, want)
		}
	}
}

// TestPlaceholdersNeedTagsThatExist: what a placeholder needs is what conditions can ask.
func TestPlaceholdersNeedTagsThatExist(t *testing.T) {
	for _, p := range placeholder.All {
		p.Given(func(name string) bool {
			if !slices.Contains(allTags(), name) {
				t.Errorf("{%s} needs %q, which no condition can ask", p.Name, name)
			}
			return true
		})
	}
}

// allTags are the tags that every content has: has=next.
func allTags() []string {
	var tags []string
	for _, k := range condition.Keys() {
		for _, v := range k.Values {
			tags = append(tags, k.Name+"="+v.Name)
		}
	}
	return tags
}

// TestTooManyListsOfPortsAreAFault and no panic: there is room for a limited number of tags.
func TestTooManyListsOfPortsAreAFault(t *testing.T) {
	notes := map[string]string{}
	for port := range 400 {
		notes[fmt.Sprintf("notes/%03d.md", port)] = fmt.Sprintf("---\ntitle: A\nwhen: {ports: %d}\n---\n", port)
	}
	_, faults := read(t, notes)
	if len(faults) < 100 || len(faults) > 300 || !strings.Contains(faults[0].Problem, "more conditions on single ports") {
		t.Errorf("%d faults of 400 lists: %v", len(faults), faults[:min(len(faults), 3)].Err())
	}
}

// FuzzWhen: from any YAML there comes a condition or a fault.
func FuzzWhen(f *testing.F) {
	for _, seed := range []string{
		"{}", "status: assigned", "not: {not: {ports: [1, 2-3]}}", "essay: [true, maybe]", "ports: x", "in: [a]",
		"not: 5", "- 1", "&a {not: *a}", "not:\n  not:\n    has: [next]\n",
	} {
		f.Add(seed)
	}
	r := parse(f, conditionRows)
	f.Fuzz(func(t *testing.T, when string) {
		c, faults := read(t, map[string]string{"notes/a.md": "---\ntitle: A\nwhen:\n  " + strings.ReplaceAll(when, "\n", "\n  ") + "\n---\n"})
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 1 || fault.Line > strings.Count(when, "\n")+strings.Count(when, "\r")+6 {
				t.Fatalf("%q: %+v", when, fault)
			}
		}
		for _, note := range c.Locales[0].Notes {
			for _, tags := range c.Tags(r, noServices) {
				note.When.Holds(tags)
				break
			}
			note.When.Holds(condition.Tags{})
		}
	})
}
