package main

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the expected messages anew")

// TestBadInputsAreNamedAndNothingIsWritten: each folder of testdata/bad is laid over a good tiny site. The command
// names every fault of every file at once, as want.txt has it, and leaves what an earlier build wrote untouched.
func TestBadInputsAreNamedAndNothingIsWritten(t *testing.T) {
	good := tinyFolder(t)
	succeed(t, good, "build", "--quiet", "--ports", "0-3")
	cases, err := filepath.Glob(filepath.Join("testdata", "bad", "*"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, c := range cases {
		t.Run(filepath.Base(c), func(t *testing.T) {
			t.Parallel()
			dir := tinyFolder(t, c)
			if err := os.CopyFS(filepath.Join(dir, "public"), os.DirFS(filepath.Join(good, "public"))); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, dir)
			r := portbook(t, dir, nil, "build", "--ports", "0-3")
			if r.status != exitFaults || r.stdout != "" {
				t.Errorf("exit status %d, want %d; it printed %q", r.status, exitFaults, r.stdout)
			}
			if !maps.Equal(before, snapshot(t, dir)) {
				t.Error("files were touched")
			}
			want := filepath.Join(c, "want.txt")
			if *update {
				write(t, want, r.stderr)
			}
			if expected := read(t, want); r.stderr != expected {
				t.Errorf("it says\n%s\nwant\n%s", r.stderr, expected)
			}
		})
	}
}

// TestBadInputsMakeNoFolder: not even an empty one where none was.
func TestBadInputsMakeNoFolder(t *testing.T) {
	dir := tinyFolder(t, filepath.Join("testdata", "bad", "registry-empty"))
	portbook(t, dir, nil, "build")
	if _, err := os.Lstat(filepath.Join(dir, "public")); err == nil {
		t.Error("there is a folder")
	}
}
