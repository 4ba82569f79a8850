package history

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

// checkUpdate promises that what Format writes ParseUpdate reads again.
func checkUpdate(t *testing.T, list []Change) {
	t.Helper()
	var kept []Change
	for _, c := range list {
		if c.Kind.OfNumber() {
			kept = append(kept, c)
		}
	}
	written := Format(&Update{
		From: "2026-02-13", To: "2026-09-17", Sources: frontmatter.Texts{{Source: "https://example.org/"}},
		Note: frontmatter.Text{Source: "A note."}, Changes: list,
	})
	read, faults := ParseUpdate("content/changes/2026-09-17.yaml", written)
	if len(faults) > 0 || !slices.Equal(read.Changes, kept) || read.From != "2026-02-13" || read.To != "2026-09-17" ||
		read.Note.Source != "A note." || len(read.Sources) != 1 {
		t.Fatalf("%v\nwritten\n%s\nread %+v\nwant %v", faults, written, read, kept)
	}
}

// TestNamesOfAnyFormSurviveTheFile: names that look like the file's own signs stand in quotes.
func TestNamesOfAnyFormSurviveTheFile(t *testing.T) {
	for _, name := range []string{"http", "Escale (Newton Dock)", "EtherNet/IP-1", "a: b", "a > b", `"quoted"`, "reserved", "- x", "#x", "é", "\u2028", "\u00a0", " x ", `\`} {
		checkUpdate(t, []Change{
			{Kind: Assigned, First: 1, Last: 5, Transports: 1, Service: name},
			{Kind: Assigned, First: 6, Last: 6, Transports: 3, Service: name, From: "reserved"},
			{Kind: Removed, First: 1, Last: 1, Transports: 16, Service: name, To: "de-registered"},
			{Kind: Removed, First: 2, Last: 2, Transports: 31, Service: name},
			{Kind: Renamed, First: 1, Last: 1, Transports: 2, From: name, To: "x"},
			{Kind: Renamed, First: 2, Last: 2, Transports: 2, From: "x", To: name},
			{Kind: StatusChanged, First: 0, Last: 65535, Transports: 15, From: "not-listed", To: "reserved"},
		})
	}
}

// TestEveryFaultOfAnUpdateIsReportedAtItsLine.
func TestEveryFaultOfAnUpdateIsReportedAtItsLine(t *testing.T) {
	const src = `from: 2026-09-17
to: 2026-02-31
sources: https://example.org/
note: a
assigned: |
  70000 tcp: a
  022 tcp: a
  9-5 tcp: a
  5 tpc: a
  5: a
  5 tcp:a

  6 tcp: unassigned > a
  6 tcp: a > b > c
  6 tcp: "a" b
  7 tcp: a
  7 tcp: a
removed: |
  7 tcp: a > gone
  8 tcp:  > a
renamed: |
  5 tcp: a
status: |
  5 tcp: reserved > asigned
`
	const want = `2026-09-17.yaml:2: "2026-02-31" is no date (write YYYY-MM-DD)
2026-09-17.yaml:2: the update ends on 2026-02-31 and begins on 2026-09-17
2026-09-17.yaml:2: the file is not named after the date on which the update ends (call it 2026-02-31.yaml, or mend the date)
2026-09-17.yaml:6: 70000 is not a port (ports are 0 to 65535)
2026-09-17.yaml:7: "022" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)
2026-09-17.yaml:8: 9-5 runs backwards (write 5-9)
2026-09-17.yaml:9: unknown transport "tpc" (write tcp, udp, sctp, dccp or unstated)
2026-09-17.yaml:10: "5: a" is no change (write it as 853 tcp udp: domain-s, below assigned: |)
2026-09-17.yaml:11: "5 tcp:a" is no change (write it as 853 tcp udp: domain-s, below assigned: |)
2026-09-17.yaml:13: "unassigned" is no status here (write reserved, de-registered)
2026-09-17.yaml:14: "6 tcp: a > b > c" is no change (write it as 853 tcp udp: domain-s, below assigned: |)
2026-09-17.yaml:15: "6 tcp: \"a\" b" is no change (write it as 853 tcp udp: domain-s, below assigned: |)
2026-09-17.yaml:17: the change is listed twice (it stands on line 16 too)
2026-09-17.yaml:19: "gone" is no status here (write reserved, de-registered)
2026-09-17.yaml:20: "8 tcp:  > a" is no change (write it as 1301 tcp: ci3-software-1 > reserved, below removed: |)
2026-09-17.yaml:22: "5 tcp: a" is no change (write it as 1883 tcp: ibm-mqisdp > mqtt, below renamed: |)
2026-09-17.yaml:24: "asigned" is no status here (write not-listed, assigned, unassigned, reserved, de-registered, dynamic)`
	_, faults := ParseUpdate("2026-09-17.yaml", []byte(src))
	if got := faults.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, faults := ParseUpdate("x.yaml", []byte("form: 1\n")); !strings.Contains(faults.Error(), `unknown key "form" (did you mean "from"?)`) {
		t.Errorf("got %v", faults)
	}
}

// FuzzParseUpdate: any text is read without panic, faults lie within it, and what is read without
// fault is written and read again as it was.
func FuzzParseUpdate(f *testing.F) {
	f.Add([]byte("from: 2014-07-09\nto: 2026-02-13\nsources: [x]\nassigned: |\n  853 tcp udp: domain-s\nremoved: |\n  1 tcp: \"a > b\" > reserved\n"))
	f.Add([]byte("assigned: |2\n\n   5 tcp: a\n\nrenamed: '5 tcp: a > \"'\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		u, faults := ParseUpdate("2026-02-13.yaml", src)
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, fault := range faults {
			if fault.Problem == "" || fault.Line < 0 || fault.Line > lines {
				t.Fatalf("of %d lines: %v", lines, fault)
			}
		}
		if len(faults) == 0 {
			checkUpdate(t, u.Changes)
		}
	})
}

// BenchmarkParseUpdate: the history is read whenever a site is loaded.
func BenchmarkParseUpdate(b *testing.B) {
	const file = "../../../../../content/changes/2026-02-13.yaml"
	src, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ParseUpdate(file, src)
	}
}
