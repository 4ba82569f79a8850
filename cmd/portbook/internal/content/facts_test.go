package content_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

func TestFactsAreReadByColumn(t *testing.T) {
	c := readWithoutFaults(t, map[string]string{
		"facts/seen.csv":   "\uFEFFsource,port,transport,name\r\nhttps://a.example/,80,tcp,\"One, two\"\r\nhttp://b.example/,100-102,tcp/udp, padded \r\n",
		"facts/ranges.csv": "first,last,source\n32768,60999,https://a.example/\n",
	})
	rows := c.Facts.Rows("seen")
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	a, b := rows[0], rows[1]
	if a.Line != 2 || a.First != 80 || a.Last != 80 || a.Cells["name"] != "One, two" {
		t.Errorf("first row: %+v", a)
	}
	if b.Line != 3 || b.First != 100 || b.Last != 102 || b.Cells["name"] != "padded" {
		t.Errorf("second row: %+v", b)
	}
	ranges := c.Facts.Rows("ranges")
	if len(ranges) != 1 || ranges[0].First != 32768 || ranges[0].Last != 60999 {
		t.Errorf("%+v", ranges)
	}
}

// TestEveryFaultOfAFactsTableIsNamed with its line, and the rows around it are still read.
func TestEveryFaultOfAFactsTableIsNamed(t *testing.T) {
	const head, good = "port,transport,name,source\n", "1,tcp,x,https://a.example/\n"
	for src, want := range map[string]string{
		"":                               `facts/f.csv:1: no header line (begin with the names of the columns, such as port,name,source)`,
		"port,sorce\n":                   `facts/f.csv:1: unknown column "sorce" (did you mean "source"?)` + "\n" + `facts/f.csv:1: no column source (every row has to say where it is from)`,
		"name,source\n":                  `facts/f.csv:1: no column port (add port, or first and last)`,
		"first,source\n":                 `facts/f.csv:1: no column port (add port, or first and last)`,
		head + "70000,,x,https://a/\n":   `facts/f.csv:2: 70000 is not a port (ports are 0 to 65535)`,
		head + "9-3,,x,https://a/\n":     `facts/f.csv:2: 9-3 runs backwards (write 3-9)`,
		head + good + "2,,x,\n" + good:   `facts/f.csv:3: no source (write the address of the page that states it)`,
		head + "2,,x,see RFC 1\n":        `facts/f.csv:2: no source (write the address of the page that states it)`,
		head + "2,tpc,x,https://a/\n":    `facts/f.csv:2: unknown transport "tpc" (use tcp, udp, sctp, dccp, or several with a slash between)`,
		head + "2,tcp,https://a/\n":      `facts/f.csv:2: 3 cells instead of 4`,
		head + "2,tcp,x,https://a/,\n":   `facts/f.csv:2: 5 cells instead of 4`,
		head + good + "\"2,tcp\n":        `facts/f.csv:3: broken CSV: extraneous or missing " in quoted-field (put cells with commas or quotes in quotes, and double the quotes inside)`,
		head + "2,tcp,a\"b,https://a/\n": `facts/f.csv:2: broken CSV: bare " in non-quoted-field (put cells with commas or quotes in quotes, and double the quotes inside)`,
		head + "70000,,x,https://a/\n2,,x,\n": "facts/f.csv:2: 70000 is not a port (ports are 0 to 65535)\n" +
			"facts/f.csv:3: no source (write the address of the page that states it)",
	} {
		c, faults := read(t, map[string]string{"facts/f.csv": src})
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
		if rows := c.Facts.Rows("f"); strings.Count(src, good) != len(rows) {
			t.Errorf("%q: %d rows", src, len(rows))
		}
	}
}

// TestRelationsAreHeldAgainstTheRegistry: a row that the registry no longer confirms is a fault, or
// a warning when the registry is another one.
func TestRelationsAreHeldAgainstTheRegistry(t *testing.T) {
	r := parse(t, conditionRows)
	const again = " (look the row up again)"
	for _, c := range []struct{ port, transport, relation, want string }{
		{"1", "tcp", "same", ""},
		{"1", "tcp", "compatible", ""},
		{"1", "udp", "other", ""},
		{"1", "tcp", "", ""},
		{"14", "tcp", "unassigned", ""},
		{"0", "udp", "reserved", ""},
		{"7", "tcp", "reserved", ""},
		{"50000", "udp", "dynamic", ""},
		{"5", "tcp", "same", ""},
		{"5", "udp", "unassigned", ""},
		{"10", "tcp", "unassigned", ""},
		{"1", "tcp", "unassigned", `facts/f.csv:2: the relation of port 1 is "unassigned", but registry.csv:4 says assigned` + again},
		{"14", "udp", "same", `facts/f.csv:2: the relation of port 14 is "same", but registry.csv:22 says unassigned` + again},
		{"2", "udp", "other", `facts/f.csv:2: the relation of port 2 is "other", but registry.csv:6 says reserved` + again},
		{"50000", "tcp", "unassigned", `facts/f.csv:2: the relation of port 50000 is "unassigned", but registry.csv says dynamic` + again},
		{"1", "tcp", "alike", `facts/f.csv:2: unknown relation "alike" (use same, compatible, other, unassigned, reserved, dynamic)`},
		{"1", "tcp/udp", "same", `facts/f.csv:2: a relation needs one transport (write a row for each of tcp and udp)`},
		{"1", "", "same", `facts/f.csv:2: a relation needs one transport (write a row for each of tcp and udp)`},
	} {
		for _, other := range []bool{false, true} {
			content := readWithoutFaults(t, map[string]string{
				"facts/f.csv": "port,transport,relation,source\n" + c.port + "," + c.transport + "," + c.relation + ",https://a/\n",
			})
			file := filepath.Join(filepath.Dir(content.File("")), "registry.csv") // the one beside the folder, which registry.yaml is about
			if other {
				file = "registry.csv"
			}
			faults, warnings := content.Check(r, file)
			list := faults
			if other && strings.HasSuffix(c.want, again) {
				list = warnings
			}
			got := strings.NewReplacer(filepath.ToSlash(content.File(""))+"/", "", filepath.ToSlash(file), "registry.csv").Replace(list.Error())
			if got != c.want || len(faults)+len(warnings) != len(list) {
				t.Errorf("%v, other registry %v:\n got %s\nwant %s", c, other, got, c.want)
			}
		}
	}
}

// FuzzFacts: whatever the file holds, each row that is read has ports and a source, and
// each fault its line.
func FuzzFacts(f *testing.F) {
	for _, seed := range []string{
		"", "port,source\n1,https://a/\n", "first,last,source\n1,2,https://a/\n", "port,source\n\"", "port,source\na\"b,c\n",
		"\uFEFFport\n", "port,port,source\n1,2,https://a/\n", "\xff,\n", "source,port\n\n\nhttps://a/,1-\n", "\r\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, faults := read(t, map[string]string{"facts/f.csv": string(src)})
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 1 || fault.Line > lines {
				t.Fatalf("of %d lines: %+v", lines, fault)
			}
		}
		for _, row := range c.Facts.Rows("f") {
			if row.First < 0 || row.Last < row.First || row.Last >= registry.Ports || row.Line < 2 || row.Cells["source"] == "" {
				t.Fatalf("%+v", row)
			}
		}
	})
}
