package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const registryHead = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact," +
	"Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

// twoRegistries writes an older and a newer registry into a new folder.
func twoRegistries(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.csv"), registryHead+
		",1-9,,Unassigned,,,2001-02-03,,,,,\nalpha,10,tcp,Alpha,,,2001-02-03,,,,,\nalpha,10,udp,Alpha,,,,,,,,\n"+
		"beta,20-21,tcp,Beta,[A],,,,,,,\nname,,tcp,Only a name,,,,,,,,\n")
	write(t, filepath.Join(dir, "new.csv"), registryHead+
		",1-4,,Unassigned,,,2001-02-03,,,,,\nnovel,5,tcp,A new service,,,2005-06-07,,,,,\n,5,udp,Reserved,,,,,,,,\n,6-9,,Unassigned,,,,,,,,\n"+
		"omega,10,tcp,Omega,,,,,,,,\n,10,udp,Reserved,,,,,,,,\nbeta,20-21,tcp,Beta,[B],,,,,,,\n")
	return dir
}

// TestDiffPrintsWhatMattersFirst.
func TestDiffPrintsWhatMattersFirst(t *testing.T) {
	const want = `old.csv (2001-02-03) and new.csv (2005-06-07)

Assigned: 1 port
  5  tcp  novel: A new service

Removed: 1 port
  10  udp  alpha (now reserved)

Other name (a new one, or another service): 1 port
  10  tcp  alpha → omega

Other status: 1 port
  5  udp  unassigned → reserved

Assignee: 2 ports
  20-21  tcp  beta: “A” → “B”

Service names without a port, gone: 1
  tcp  name
`
	if got := succeed(t, twoRegistries(t), "diff", "old.csv", "new.csv").stdout; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDiffOfEqualFilesSaysSo(t *testing.T) {
	const want = "old.csv (2001-02-03) and old.csv (2001-02-03) say the same.\n"
	if got := succeed(t, twoRegistries(t), "diff", "old.csv", "old.csv").stdout; got != want {
		t.Errorf("got %q", got)
	}
}

func TestDiffAsJSONHoldsEveryChange(t *testing.T) {
	var report struct {
		From, To       string
		Changes, Names []struct {
			Kind        string
			First, Last int
			Transports  []string
			Service     string
			From, To    string
		}
	}
	dir := twoRegistries(t)
	out := succeed(t, dir, "diff", "--format", "json", "old.csv", "new.csv").stdout
	if same := succeed(t, dir, "diff", "--json", "old.csv", "new.csv").stdout; same != out {
		t.Errorf("--json prints %s", same)
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.From != "2001-02-03" || report.To != "2005-06-07" || len(report.Changes) != 5 || len(report.Names) != 1 {
		t.Fatalf("got %s", out)
	}
	last := report.Changes[4]
	if last.Kind != "assignee" || last.First != 20 || last.Last != 21 || strings.Join(last.Transports, " ") != "tcp" ||
		last.Service != "beta" || last.From != "A" || last.To != "B" {
		t.Errorf("got %+v", last)
	}
}

// TestDiffWritesAFileOfChanges that a site reads and shows.
func TestDiffWritesAFileOfChanges(t *testing.T) {
	dir := tinyFolder(t)
	old := twoRegistries(t)
	file := succeed(t, old, "diff", "--format", "yaml", "--from", "2020-01-01", "--to", "2021-01-01", "old.csv", "new.csv").stdout
	const lines = "assigned: |\n  5 tcp: novel\nremoved: |\n  10 udp: alpha > reserved\nrenamed: |\n  10 tcp: alpha > omega\n" +
		"status: |\n  5 udp: unassigned > reserved\n"
	if !strings.HasSuffix(file, lines) {
		t.Errorf("got\n%s", file)
	}
	write(t, filepath.Join(dir, "content", "changes", "2021-01-01.yaml"), file)
	succeed(t, dir, "build", "--quiet", "--ports", "1")
	if page := read(t, filepath.Join(dir, "public", "changes", "2021-01-01.html")); !strings.Contains(page, "alpha → omega") {
		t.Errorf("got\n%s", page)
	}
}

// TestDiffSaysWhatIsWrong: with file and line, and the exit status for faults and for wrong usage.
func TestDiffSaysWhatIsWrong(t *testing.T) {
	dir := twoRegistries(t)
	write(t, filepath.Join(dir, "bad.csv"), registryHead+"a,70000,tcp,x,,,,,,,,\nb,1,tpc,x,,,,,,,,\n")
	for _, c := range []struct {
		status int
		args   []string
		says   []string
	}{
		{exitFaults, []string{"bad.csv", "new.csv"}, []string{"bad.csv:2: 70000 is not a port", `bad.csv:3: unknown transport "tpc"`}},
		{exitFaults, []string{"old.csv", "none.csv"}, []string{"none.csv"}},
		{exitUsage, []string{"old.csv"}, []string{"Try: portbook --help"}},
		{exitUsage, []string{"--format", "xml", "old.csv", "new.csv"}, []string{"--format"}},
		{exitUsage, []string{"--to", "soon", "old.csv", "new.csv"}, []string{`--to: "soon" is no date`}},
		{exitUsage, []string{"--format", "yaml", "new.csv", "old.csv"}, []string{"2005-06-07", "--from and --to"}},
	} {
		r := portbook(t, dir, nil, append([]string{"diff"}, c.args...)...)
		if r.status != c.status || r.stdout != "" && c.status == exitFaults {
			t.Errorf("%q: exit status %d, output %q", c.args, r.status, r.stdout)
		}
		for _, says := range c.says {
			if !strings.Contains(r.stderr, says) {
				t.Errorf("%q: %q does not say %q", c.args, r.stderr, says)
			}
		}
	}
}

// TestHelpSaysWhatExitStatusesMean, where a script may depend on them.
func TestHelpSaysWhatExitStatusesMean(t *testing.T) {
	for _, command := range []string{"diff", "show"} {
		if help := succeed(t, t.TempDir(), command, "--help").stdout; !strings.Contains(help, "Exit status: 0") {
			t.Errorf("%s --help says\n%s", command, help)
		}
	}
}
