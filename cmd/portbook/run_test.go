package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The tests of this package run the real command: the test binary itself, which is portbook when
// this variable is set.
const actAsPortbook = "PORTBOOK_TEST_RUNS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(actAsPortbook) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A result is what a run of the command left behind.
type result struct {
	status         int
	stdout, stderr string
}

// portbook runs the command in a folder, with variables such as "TZ=UTC" added to the environment.
func portbook(t *testing.T, dir string, env []string, args ...string) result {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return run(t, dir, env, exec.CommandContext(t.Context(), self, args...))
}

func run(t *testing.T, dir string, env []string, cmd *exec.Cmd) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(append(os.Environ(), actAsPortbook+"=1"), env...)
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// succeed runs the command and expects exit status 0 and no complaint.
func succeed(t *testing.T, dir string, args ...string) result {
	t.Helper()
	r := portbook(t, dir, nil, args...)
	if r.status != 0 || r.stderr != "" {
		t.Fatalf("portbook %s: exit status %d\n%s", strings.Join(args, " "), r.status, r.stderr)
	}
	return r
}

// smallSite is a whole site of a few lines; package site has its expected output.
var smallSite = filepath.Join("internal", "site", "testdata", "sites", "small")

// tinyFolder returns a new folder with the inputs of the small site, and others laid over them.
func tinyFolder(t *testing.T, over ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, from := range append([]string{smallSite}, over...) {
		layOver(t, dir, from)
	}
	return dir
}

// layOver copies the inputs among the files of a folder, takes away those that its remove.txt lists, and
// makes the edits of its edits.txt.
func layOver(t *testing.T, dir, from string) {
	t.Helper()
	notes := map[string]bool{"want.txt": true, "remove.txt": true, "edits.txt": true}
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "want") || notes[rel] {
			return err
		}
		src, err := os.ReadFile(path)
		if err == nil {
			write(t, filepath.Join(dir, rel), string(src))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(readIfThere(t, filepath.Join(from, "remove.txt"))) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(readIfThere(t, filepath.Join(from, "edits.txt"))) {
		edit(t, dir, strings.TrimSuffix(line, "\n"))
	}
}

// edit makes a line "file: old => new" true: the first old text of the file becomes the new one. A slip is
// planted this way, and not with a whole file of its own, where the rest of the file changes now and then.
func edit(t *testing.T, dir, line string) {
	t.Helper()
	name, change, _ := strings.Cut(line, ": ")
	before, after, ok := strings.Cut(change, " => ")
	file := filepath.Join(dir, name)
	src := read(t, file)
	if !ok || !strings.Contains(src, before) {
		t.Fatalf("%s: %q cannot be edited", name, line)
	}
	write(t, file, strings.Replace(src, before, after, 1))
}

// readIfThere reads a file; without one it is empty.
func readIfThere(t *testing.T, file string) string {
	t.Helper()
	if _, err := os.Stat(file); err != nil {
		return ""
	}
	return read(t, file)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// snapshot is all that can be seen of the files below a folder: mode, time and content.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	state := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		state[path] = info.Mode().String() + " " + info.ModTime().String()
		if !d.IsDir() {
			state[path] += " " + read(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return state
}
