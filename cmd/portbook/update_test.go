package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// newerRegistry has the form of IANA's file: lines end in CR LF, cells hold lines and quotes, dates are months.
var newerRegistry = filepath.Join("testdata", "update", "registry.csv")

// iana returns the address of a server that answers requests for the registry.
func iana(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL + "/registry.csv"
}

// TestAnUpdateFetchesTheRegistryAndSaysWhatItTouches: numbers, essays and rows of facts; the date and the list of changes
// are written with it, and the site's own check finds what was said.
func TestAnUpdateFetchesTheRegistryAndSaysWhatItTouches(t *testing.T) {
	dir, newer := tinyFolder(t), read(t, newerRegistry)
	write(t, filepath.Join(dir, "content", "registry.yaml"),
		"file: registry.csv\ndate: 2020-01-02 # by hand\nsource: https://registry.example/\nnote: An old one.\n")
	from := iana(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, newer) })
	r := portbook(t, dir, nil, "update", "--from", from, "--date", "2026-02-13")
	if r.status != 0 || r.stderr != "" {
		t.Fatalf("exit status %d, it says\n%s", r.status, r.stderr)
	}
	said := strings.ReplaceAll(r.stdout, from, "URL")
	if want := filepath.Join("testdata", "update", "want.txt"); *update {
		write(t, want, said)
	} else if said != read(t, want) {
		t.Errorf("it says\n%s", said)
	}
	if got := read(t, filepath.Join(dir, "registry.csv")); got != newer {
		t.Error("the registry is not the one that was fetched")
	}
	if got := read(t, filepath.Join(dir, "content", "registry.yaml")); !strings.Contains(got,
		"\ndate: 2026-02-13 # by hand\nsource: https://registry.example/\n") {
		t.Errorf("registry.yaml is\n%s", got)
	}
	history := read(t, filepath.Join(dir, "content", "changes", "2026-02-13.yaml"))
	for _, line := range []string{
		"from: 2020-01-02\nto: 2026-02-13\nsources:\n  - " + from + "\n", "  4 udp: zeta\n",
		"  1 udp: alpha > reserved\n", "  2 udp: gamma > epsilon\n",
	} {
		if !strings.Contains(history, line) {
			t.Errorf("%q is not in\n%s", line, history)
		}
	}
	check := portbook(t, dir, nil, "check")
	for line := range strings.Lines(said[strings.Index(said, "Texts that"):strings.Index(said, "Texts about")]) {
		if fault, ok := strings.CutPrefix(line, "  "); ok && !strings.Contains(check.stdout, fault) {
			t.Errorf("check does not say %q but\n%s", fault, check.stdout)
		}
	}
	again := succeed(t, dir, "update", "--from", from)
	if again.stdout != "registry.csv is up to date: nothing has changed since 2026-02-13.\n" {
		t.Errorf("a second time it says %q", again.stdout)
	}
}

// TestADryRunSaysTheSameAndWritesNothing, also of a file.
func TestADryRunSaysTheSameAndWritesNothing(t *testing.T) {
	dir := tinyFolder(t)
	from, err := filepath.Abs(newerRegistry)
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	r := succeed(t, dir, "update", "--from", from, "--date", "2026-02-13", "--dry-run")
	if !maps.Equal(before, snapshot(t, dir)) {
		t.Error("files were touched")
	}
	wet := succeed(t, dir, "update", "--from", from, "--date", "2026-02-13")
	if got := strings.Replace(r.stdout, "To be written", "Written", 1); got != wet.stdout {
		t.Errorf("dry\n%s\nwet\n%s", r.stdout, wet.stdout)
	}
}

// TestAFailedUpdateLeavesEverythingAsItWas: whatever comes instead of the registry.
func TestAFailedUpdateLeavesEverythingAsItWas(t *testing.T) {
	newer := read(t, newerRegistry)
	lines := strings.SplitAfter(newer, "\r\n")
	answers := map[string]http.HandlerFunc{
		"503 Service Unavailable": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"this is not IANA's CSV":  func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<!doctype html>\n<p>Please log in\n") },
		"the file is empty":       func(w http.ResponseWriter, r *http.Request) {},
		"it looks cut off":        func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, strings.Join(lines[:5], "")) },
		"is larger than 67.1 MB": func(w http.ResponseWriter, r *http.Request) {
			io.CopyN(w, strings.NewReader(strings.Repeat("x", 70e6)), 70e6)
		},
		"unexpected EOF": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, newer)
		},
		"70000 is not a port": func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, newer, "theta,70000,tcp,,,,,,,,,\r\n") },
	}
	for says, answer := range answers {
		t.Run(says, func(t *testing.T) {
			dir := tinyFolder(t)
			before := snapshot(t, dir)
			r := portbook(t, dir, nil, "update", "--from", iana(t, answer), "--date", "2026-02-13")
			if r.status != exitFaults || !strings.Contains(r.stderr, says) || r.stdout != "" {
				t.Errorf("exit status %d, it says %q and\n%s", r.status, r.stderr, r.stdout)
			}
			if !maps.Equal(before, snapshot(t, dir)) {
				t.Error("files were touched")
			}
		})
	}
}

// TestUpdateRefusesWhatItCannotDate: an update that is no later than the last one, a list that is there already, a file
// that registry.yaml is not about.
func TestUpdateRefusesWhatItCannotDate(t *testing.T) {
	from, err := filepath.Abs(newerRegistry)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"--date 2020-01-02", exitUsage, "2020-01-02 is not later than 2020-01-02"},
		{"--date yesterday", exitUsage, `"yesterday" is no date`},
		{"--date 2026-01-01", exitFaults, "content/changes/2026-01-01.yaml is there already"},
		{"--registry other.csv", exitUsage, "other.csv is not the file that content/registry.yaml is about"},
	} {
		dir := tinyFolder(t)
		write(t, filepath.Join(dir, "content", "changes", "2026-01-01.yaml"), "from: 2019-01-01\nto: 2026-01-01\nsources: x\n")
		before := snapshot(t, dir)
		r := portbook(t, dir, nil, append([]string{"update", "--from", from}, strings.Fields(c.args)...)...)
		if r.status != c.status || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%s: exit status %d, it says %q", c.args, r.status, r.stderr)
		}
		if !maps.Equal(before, snapshot(t, dir)) {
			t.Errorf("%s: files were touched", c.args)
		}
	}
}

// TestFilesAreReplacedTogether: when one cannot be written, none is, and nothing is left over.
func TestFilesAreReplacedTogether(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), "old")
	write(t, filepath.Join(dir, "file"), "in the way of a folder")
	files := []newFile{{name: filepath.Join(dir, "a"), text: []byte("new")}, {name: filepath.Join(dir, "file", "b"), text: []byte("new")}}
	if err := replaceFiles(files); err == nil {
		t.Fatal("no error")
	}
	list, err := os.ReadDir(dir)
	if err != nil || read(t, filepath.Join(dir, "a")) != "old" || len(list) != 2 {
		t.Errorf("%v: there are %v", err, slices.Collect(maps.Keys(snapshot(t, dir))))
	}
}
