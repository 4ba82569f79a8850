package main

import (
	"cmp"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/lookup"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// shown is what show prints for the small site, as on Linux.
func shown(t *testing.T, question string, asJSON, coloured bool, columns int) (string, error) {
	t.Helper()
	s, faults := site.Load(site.Inputs{
		Registry: filepath.Join(smallSite, "registry.csv"), Content: filepath.Join(smallSite, "content"),
		Templates: filepath.Join(smallSite, "templates"), Static: filepath.Join(smallSite, "static"),
	})
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	query, err := lookup.Parse(question)
	if err != nil {
		return "", err
	}
	screen := &screen{site: s, data: s.Data(), system: "linux", coloured: coloured, columns: columns}
	err = screen.answer(query, asJSON)
	return screen.String(), err
}

// TestShowPrintsTheFacts as the files in testdata/show have them; -update writes those anew.
func TestShowPrintsTheFacts(t *testing.T) {
	for name, c := range map[string]struct {
		question       string
		json, coloured bool
		columns        int // 80, if not given
	}{
		"essay": {question: "1"}, "differ": {question: "0x2"}, "unassigned": {question: "udp/4"}, "reserved": {question: ":0"},
		"dynamic": {question: "65535"},
		"name":    {question: "ALPHA"}, "span": {question: "0-4"}, "several": {question: "delta"}, "program": {question: "squatter"},
		"coloured": {question: "1", coloured: true}, "coloured-list": {question: "0-4", coloured: true},
		"json": {question: "1", json: true}, "json-span": {question: "4-5", json: true}, "json-several": {question: "delta", json: true},
		"narrow": {question: "2", columns: 40}, "narrow-list": {question: "delta", columns: 40},
	} {
		t.Run(name, func(t *testing.T) {
			columns := cmp.Or(c.columns, mostColumns)
			got, err := shown(t, c.question, c.json, c.coloured, columns)
			if err != nil {
				t.Fatal(err)
			}
			if c.json && !json.Valid([]byte(got)) {
				t.Errorf("%s is no JSON", got)
			}
			for line := range strings.Lines(got) {
				if !c.json && !c.coloured && utf8.RuneCountInString(line) > columns+1 && strings.Contains(strings.TrimSpace(line), " ") {
					t.Errorf("this line is longer than %d characters:\n%s", columns, line)
				}
			}
			file := filepath.Join("testdata", "show", name+".txt")
			if *update {
				write(t, file, got)
			}
			if want := read(t, file); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestShowSaysWhatItDoesNotKnow, and what may have been meant.
func TestShowSaysWhatItDoesNotKnow(t *testing.T) {
	for question, want := range map[string]string{
		"alpa":   `no port goes by the name "alpa" (did you mean "alpha"?)`,
		"qwerty": `no port goes by the name "qwerty" (name a port, a service or a program)`,
		"70000":  "70000 is not a port (ports are 0 to 65535)",
	} {
		if got, err := shown(t, question, false, false, mostColumns); err == nil || err.Error() != want || got != "" {
			t.Errorf("%s: %v, %q", question, err, got)
		}
	}
}

// TestShowAsACommand: plain when its output is no terminal, with exit status 1 for unknown names and 2 for
// numbers that are no ports; words that are not quoted are one name.
func TestShowAsACommand(t *testing.T) {
	dir := tinyFolder(t)
	if got := succeed(t, dir, "show", "1").stdout; !strings.Contains(got, "Port 1") || strings.Contains(got, "\x1b") {
		t.Errorf("it prints %q", got)
	}
	if got := succeed(t, dir, "show", "alpha", "omega", "--json").stdout; !strings.HasPrefix(got, `{"number":1,`) {
		t.Errorf("it prints %q", got)
	}
	for question, status := range map[string]int{"alpa": exitFaults, "70000": exitUsage, "9-3": exitUsage} {
		if r := portbook(t, dir, nil, "show", question); r.status != status || r.stdout != "" || !strings.HasPrefix(r.stderr, "portbook: ") {
			t.Errorf("%s: %+v", question, r)
		}
	}
}
