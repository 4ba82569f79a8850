package main

import (
	"strings"
	"testing"
)

// TestWrongUsageIsExplained: exit status 2, one message and where to find help, and nothing written.
func TestWrongUsageIsExplained(t *testing.T) {
	dir := tinyFolder(t)
	before := snapshot(t, dir)
	for _, line := range []string{
		"", "biuld", "build extra", "build --prots 1", "build --out", "build --ports abc", "build --ports 9-3", "build --ports 70000",
		"build --links short", "build --base-url tiny.example", "build --locale yy",
	} {
		t.Run(line, func(t *testing.T) {
			r := portbook(t, dir, nil, strings.Fields(line)...)
			if r.status != exitUsage {
				t.Errorf("exit status %d, want %d", r.status, exitUsage)
			}
			if !strings.HasPrefix(r.stderr, "portbook: ") || strings.Contains(r.stderr, "goroutine") {
				t.Errorf("it says %q", r.stderr)
			}
		})
	}
	if after := snapshot(t, dir); len(after) != len(before) {
		t.Error("files were written")
	}
}

func TestMissingFoldersAreNamed(t *testing.T) {
	dir := tinyFolder(t)
	for flag, name := range map[string]string{"--content": "words", "--templates": "tags", "--static": "files", "--registry": "list.csv"} {
		r := portbook(t, dir, nil, "build", "--ports", "1", flag, name)
		if r.status != exitFaults || !strings.Contains(r.stderr, name+": cannot be read: ") {
			t.Errorf("%s %s: exit status %d, it says\n%s", flag, name, r.status, r.stderr)
		}
	}
}
