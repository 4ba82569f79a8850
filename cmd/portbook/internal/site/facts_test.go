package site

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

func TestFactsAreReadByColumn(t *testing.T) {
	table, faults := parseFacts("content/facts/seen.csv", []byte("\uFEFFsource,port,transport,name\r\nhttps://a.example/,80,tcp,\"One, two\"\r\n"+
		"http://b.example/,100-102,tcp/udp, padded \r\n"))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if table.name != "seen" || len(table.rows) != 2 {
		t.Fatalf("table %q has %d rows", table.name, len(table.rows))
	}
	a, b := table.rows[0], table.rows[1]
	if a.line != 2 || a.first != 80 || a.last != 80 || a.cells["name"] != "One, two" {
		t.Errorf("first row: %+v", a)
	}
	if b.line != 3 || b.first != 100 || b.last != 102 || b.cells["name"] != "padded" {
		t.Errorf("second row: %+v", b)
	}
	ranges, faults := parseFacts("f.csv", []byte("first,last,source\n32768,60999,https://a.example/\n"))
	if len(faults) > 0 || len(ranges.rows) != 1 || ranges.rows[0].first != 32768 || ranges.rows[0].last != 60999 {
		t.Errorf("%+v, %v", ranges.rows, faults.Err())
	}
}

// TestEveryFaultOfAFactsTableIsNamed with its line, and the rows around it are still read.
func TestEveryFaultOfAFactsTableIsNamed(t *testing.T) {
	const head, good = "port,transport,name,source\n", "1,tcp,x,https://a.example/\n"
	for src, want := range map[string]string{
		"":                               `f.csv:1: no header line (begin with the names of the columns, such as port,name,source)`,
		"port,sorce\n":                   `f.csv:1: unknown column "sorce" (did you mean "source"?)` + "\n" + `f.csv:1: no column source (every row has to say where it is from)`,
		"name,source\n":                  `f.csv:1: no column port (add port, or first and last)`,
		"first,source\n":                 `f.csv:1: no column port (add port, or first and last)`,
		head + "70000,,x,https://a/\n":   `f.csv:2: 70000 is not a port (ports are 0 to 65535)`,
		head + "9-3,,x,https://a/\n":     `f.csv:2: 9-3 runs backwards (write 3-9)`,
		head + good + "2,,x,\n" + good:   `f.csv:3: no source (write the address of the page that states it)`,
		head + "2,,x,see RFC 1\n":        `f.csv:2: no source (write the address of the page that states it)`,
		head + "2,tpc,x,https://a/\n":    `f.csv:2: unknown transport "tpc" (use tcp, udp, sctp, dccp, or several with a slash between)`,
		head + "2,tcp,https://a/\n":      `f.csv:2: 3 cells instead of 4`,
		head + "2,tcp,x,https://a/,\n":   `f.csv:2: 5 cells instead of 4`,
		head + good + "\"2,tcp\n":        `f.csv:3: broken CSV: extraneous or missing " in quoted-field (put cells with commas or quotes in quotes, and double the quotes inside)`,
		head + "2,tcp,a\"b,https://a/\n": `f.csv:2: broken CSV: bare " in non-quoted-field (put cells with commas or quotes in quotes, and double the quotes inside)`,
		head + "70000,,x,https://a/\n2,,x,\n": "f.csv:2: 70000 is not a port (ports are 0 to 65535)\n" +
			"f.csv:3: no source (write the address of the page that states it)",
	} {
		table, faults := parseFacts("f.csv", []byte(src))
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
		if strings.Count(src, good) != len(table.rows) {
			t.Errorf("%q: %d rows", src, len(table.rows))
		}
	}
}

// TestRelationsAreHeldAgainstTheRegistry: a row that the registry no longer confirms is a fault, or
// a warning when the registry is another one.
func TestRelationsAreHeldAgainstTheRegistry(t *testing.T) {
	r, faults := registry.Parse("registry.csv", []byte(conditionRows))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	const again = " (look the row up again)"
	for _, c := range []struct{ port, transport, relation, want string }{
		{"1", "tcp", "same", ""}, {"1", "tcp", "compatible", ""}, {"1", "udp", "other", ""}, {"1", "tcp", "", ""},
		{"14", "tcp", "unassigned", ""}, {"0", "udp", "reserved", ""}, {"7", "tcp", "reserved", ""}, {"50000", "udp", "dynamic", ""},
		{"5", "tcp", "same", ""}, {"5", "udp", "unassigned", ""}, {"10", "tcp", "unassigned", ""},
		{"1", "tcp", "unassigned", `f.csv:2: the relation of port 1 is "unassigned", but registry.csv:4 says assigned` + again},
		{"14", "udp", "same", `f.csv:2: the relation of port 14 is "same", but registry.csv:22 says unassigned` + again},
		{"2", "udp", "other", `f.csv:2: the relation of port 2 is "other", but registry.csv:6 says reserved` + again},
		{"50000", "tcp", "unassigned", `f.csv:2: the relation of port 50000 is "unassigned", but registry.csv says dynamic` + again},
		{"1", "tcp", "alike", `f.csv:2: unknown relation "alike" (use same, compatible, other, unassigned, reserved, dynamic)`},
		{"1", "tcp/udp", "same", `f.csv:2: a relation needs one transport (write a row for each of tcp and udp)`},
		{"1", "", "same", `f.csv:2: a relation needs one transport (write a row for each of tcp and udp)`},
	} {
		table, faults := parseFacts("f.csv", []byte("port,transport,relation,source\n"+c.port+","+c.transport+","+c.relation+",https://a/\n"))
		if len(faults) > 0 {
			t.Fatal(faults.Err())
		}
		for _, other := range []bool{false, true} {
			l := &loader{registry: r, inputs: loading{Inputs: Inputs{Registry: "registry.csv"}, otherRegistry: other}}
			l.checkRelation(table, table.rows[0])
			list := l.faults
			if other && strings.HasSuffix(c.want, again) {
				list = l.warnings
			}
			if got := list.Error(); got != c.want || len(l.faults)+len(l.warnings) != len(list) {
				t.Errorf("%v, other registry %v:\n got %s\nwant %s", c, other, got, c.want)
			}
		}
	}
}

// FuzzParseFacts: whatever the file holds, each row that is read has ports and a source, and
// each fault its line.
func FuzzParseFacts(f *testing.F) {
	for _, seed := range []string{"", "port,source\n1,https://a/\n", "first,last,source\n1,2,https://a/\n", "port,source\n\"", "port,source\na\"b,c\n",
		"\uFEFFport\n", "port,port,source\n1,2,https://a/\n", "\xff,\n", "source,port\n\n\nhttps://a/,1-\n", "\r\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		table, faults := parseFacts("f.csv", src)
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 1 || fault.Line > lines {
				t.Fatalf("of %d lines: %+v", lines, fault)
			}
		}
		for _, row := range table.rows {
			if row.first < 0 || row.last < row.first || row.last >= registry.Ports || row.line < 2 || row.cells["source"] == "" {
				t.Fatalf("%+v", row)
			}
		}
	})
}
