//go:build linux || darwin

package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// TestBuildsAreTheSameEverywhere: two builds of the real site agree byte for byte, and in modes, whatever the time zone,
// language, processors, umask, working folder and spelling of paths.
func TestBuildsAreTheSameEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole site twice")
	}
	root, err := filepath.Abs(realRoot())
	if err != nil {
		t.Fatal(err)
	}
	dir := roomyFolder(t)
	one, other := filepath.Join(dir, "one"), filepath.Join(dir, "other")
	build(t, root, "077", []string{"TZ=UTC", "LC_ALL=C", "GOMAXPROCS=1"}, "build", "--quiet", "--out", one)
	build(t, dir, "000", []string{"TZ=Pacific/Kiritimati", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "GOMAXPROCS=3", "GOGC=20"},
		"build", "--quiet", "--out", "./other/", "--registry", filepath.Join(root, "registry.csv"), "--content", root+"/./content",
		"--templates", filepath.Join(root, "templates")+"/", "--static", filepath.Join(root, "static"))
	compareFolders(t, one, other)
}

// build runs the command under a umask.
func build(t *testing.T, dir, umask string, env []string, args ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	shell := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `umask "$0"; exec "$@"`, umask, self}, args...)...)
	if r := run(t, dir, env, shell); r.status != 0 {
		t.Fatalf("exit status %d\n%s", r.status, r.stderr)
	}
}

// roomyFolder is a new folder for two whole sites, in memory where there is room.
func roomyFolder(t *testing.T) string {
	const memory, room = "/dev/shm", 4 << 30
	var stat syscall.Statfs_t
	if syscall.Statfs(memory, &stat) != nil || uint64(stat.Bavail)*uint64(stat.Bsize) < room {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(memory, "portbook-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func compareFolders(t *testing.T, one, other string) {
	t.Helper()
	files := modes(t, one)
	if len(files) < 65536 {
		t.Fatalf("only %d files", len(files))
	}
	others := modes(t, other)
	for path, mode := range files {
		if others[path] != mode {
			t.Errorf("%s has mode %v and %v", path, mode, others[path])
		}
	}
	if len(others) != len(files) {
		t.Errorf("%d files and %d", len(files), len(others))
	}
	paths := make(chan string)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for path := range paths {
				a, err1 := os.ReadFile(filepath.Join(one, path))
				b, err2 := os.ReadFile(filepath.Join(other, path))
				if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
					t.Errorf("%s differs (%v, %v)", path, err1, err2)
				}
			}
		})
	}
	for path, mode := range files {
		if mode.IsRegular() {
			paths <- path
		}
	}
	close(paths)
	workers.Wait()
}

// modes lists all that lies below a folder.
func modes(t *testing.T, dir string) map[string]fs.FileMode {
	t.Helper()
	list := map[string]fs.FileMode{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		rel, _ := filepath.Rel(dir, path)
		if err == nil {
			list[rel] = info.Mode()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
