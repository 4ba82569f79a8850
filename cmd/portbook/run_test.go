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

// layOver copies the inputs among the files of a folder, takes away those that its remove.txt lists, and edits those
// that its edit.txt names.
func layOver(t *testing.T, dir, from string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "want") || rel == "remove.txt" || rel == "edit.txt" {
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
	remove, _ := os.ReadFile(filepath.Join(from, "remove.txt"))
	for name := range strings.FieldsSeq(string(remove)) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	edits, _ := os.ReadFile(filepath.Join(from, "edit.txt"))
	for line := range strings.Lines(string(edits)) {
		edit(t, dir, strings.TrimSuffix(line, "\n"))
	}
}

// edit does what a line of an edit.txt says, "content/words.yaml: crumb-port: Port => crumb-prot: Port": the text before
// the arrow, which stands in the file once, becomes the text behind it, a line that becomes nothing is taken out.
func edit(t *testing.T, dir, line string) {
	t.Helper()
	name, what, _ := strings.Cut(line, ": ")
	before, after, ok := strings.Cut(what, " =>")
	file := filepath.Join(dir, name)
	src := read(t, file)
	if !ok || strings.Count(src, before) != 1 {
		t.Fatalf("%q: %q stands in the file %d times", line, before, strings.Count(src, before))
	}
	if after = strings.TrimPrefix(after, " "); after == "" {
		before += "\n"
	}
	write(t, file, strings.Replace(src, before, after, 1))
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

// realRoot is the folder of the real inputs, or that which the variable names.
func realRoot() string {
	if root := os.Getenv("PORTBOOK_ROOT"); root != "" {
		return root
	}
	return filepath.Join("..", "..")
}
