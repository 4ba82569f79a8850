package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckFailsOnErrorsOnly: a warning is a question, unless the answer was given by --strict.
func TestCheckFailsOnErrorsOnly(t *testing.T) {
	dir := tinyFolder(t)
	if r := portbook(t, dir, nil, "check"); r.status != 0 || !strings.Contains(r.stdout, "warning: content/ports/1.md:") ||
		!strings.HasPrefix(r.stderr, "0 errors, ") {
		t.Errorf("exit status %d, it says\n%s%s", r.status, r.stdout, r.stderr)
	}
	if r := portbook(t, dir, nil, "check", "--strict"); r.status != exitFaults {
		t.Errorf("with --strict the exit status is %d", r.status)
	}
	write(t, filepath.Join(dir, "content", "faq", "what.md"), "---\nquestoin: What?\n---\nThat.\n")
	r := portbook(t, dir, nil, "check")
	if r.status != exitFaults || !strings.Contains(r.stdout, `content/faq/what.md:2: unknown key "questoin" (did you mean "question"?)`) {
		t.Errorf("exit status %d, it says\n%s", r.status, r.stdout)
	}
}

func TestCheckSpeaksToPrograms(t *testing.T) {
	dir := tinyFolder(t)
	var list []map[string]any
	if r := portbook(t, dir, nil, "check", "--format", "json"); json.Unmarshal([]byte(r.stdout), &list) != nil || len(list) == 0 ||
		list[0]["rule"] == "" {
		t.Errorf("no JSON: %s", r.stdout)
	}
	if r := portbook(t, dir, nil, "check", "--format", "github"); !strings.HasPrefix(r.stdout, "::warning file=content/") {
		t.Errorf("no annotations: %s", r.stdout)
	}
	if r := portbook(t, dir, nil, "check", "--format", "xml"); r.status != exitUsage {
		t.Errorf("an unknown format has the exit status %d", r.status)
	}
}
