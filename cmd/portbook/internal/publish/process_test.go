//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// These make the test program a child that builds into a folder and halts after so many files.
const (
	childFolder = "PUBLISH_TEST_FOLDER"
	childFiles  = "PUBLISH_TEST_FILES"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		haltingBuild(dir, os.Getenv(childFiles))
		return
	}
	os.Exit(m.Run())
}

const childSite = 2000 // numbered pages

// haltingBuild says so when it has rendered so many files, and then waits to be killed.
func haltingBuild(dir, after string) {
	limit, err := strconv.ParseInt(after, 10, 64)
	src := site(childSite, "new").source()
	whole := src.NewPrinter
	var rendered atomic.Int64
	src.NewPrinter = func() printer {
		render := whole()
		return func(i int, spill func([]byte)) []byte {
			n := rendered.Add(1)
			if n == limit {
				fmt.Println("halted")
			}
			if n >= limit {
				time.Sleep(time.Hour)
			}
			return render(i, spill)
		}
	}
	_, failed := Write(context.Background(), dir, src, Options{})
	fmt.Println("end", err, failed)
}

// killHalfway starts a child that builds into dir and kills it after it rendered so many files.
func killHalfway(t *testing.T, dir string, after int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir, childFiles+"="+strconv.Itoa(after))
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	if line != "halted\n" {
		t.Errorf("the child said %q", line)
	}
	refused(t, dir, Options{}, "another build")
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	child.Wait()
}

func TestAKilledBuildIsMended(t *testing.T) {
	for _, after := range []int{1, 500, 1500} {
		dir := filepath.Join(t.TempDir(), "public")
		killHalfway(t, dir, after)
		expectMark(t, dir, false, site(childSite, "new"))
		want := site(1200, "third")
		build(t, dir, want, Options{})
		expect(t, dir, want)
		expectMark(t, dir, true, want)
	}
}

func TestABuildKilledOverAnOlderOneIsMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	old := site(100, "old")
	old["gone/a.html"] = "leftover"
	build(t, dir, old, Options{})
	killHalfway(t, dir, 1000)
	mark, err := State(dir)
	if err != nil || mark.Complete || !mark.Has("gone/a.html") || !mark.Has("ports/1999.html") {
		t.Fatalf("mark %+v, error %v", mark, err)
	}
	want := site(100, "old")
	build(t, dir, want, Options{})
	expect(t, dir, want)
}

// TestBuildsKilledAtAnyMomentAreMended: over no folder, over the same site and over another one.
func TestBuildsKilledAtAnyMomentAreMended(t *testing.T) {
	dir, old := filepath.Join(t.TempDir(), "public"), files{}
	newer, third := site(childSite, "new"), site(1200, "third")
	third["gone/a.html"] = "leftover"
	whole := killed(t, dir, 0)
	for i := range 12 {
		switch i % 3 {
		case 0:
			old = files{}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		case 1:
			old = third
			build(t, dir, old, Options{})
		}
		killed(t, dir, rand.N(whole)+1)
		mark, err := State(dir)
		switch {
		case err != nil:
			t.Fatal(err)
		case mark.Complete && mark.Has("ports/1999.html"):
			expect(t, dir, newer)
		case mark.Complete || !mark.Made: // killed before the first change
			if _, err := os.Stat(dir); err == nil {
				os.Remove(filepath.Join(dir, newMarkName))
				expect(t, dir, old)
			}
		}
		old = []files{newer, third}[i%2]
		build(t, dir, old, Options{})
		expect(t, dir, old)
		expectMark(t, dir, true, old)
		if t.Failed() {
			t.FailNow()
		}
	}
}

// killed starts a child that builds into dir, kills it after some time unless that is 0, and returns how long it ran.
func killed(t *testing.T, dir string, after time.Duration) time.Duration {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir, childFiles+"=1000000")
	started := time.Now()
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		time.AfterFunc(after, func() { child.Process.Kill() })
	}
	child.Wait()
	return time.Since(started)
}

func TestModesDoNotDependOnTheUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	want := site(100, "x")
	for _, mask := range []int{0, 0o022, 0o077, 0o777} {
		dir := filepath.Join(t.TempDir(), "public")
		syscall.Umask(mask)
		build(t, dir, want, Options{})
		syscall.Umask(0o022)
		expectModes(t, dir, mask)
	}
}

func TestWrongModesAreMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := site(10, "x")
	build(t, dir, want, Options{})
	if err := os.Chmod(filepath.Join(dir, "ports/7.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	build(t, dir, want, Options{})
	expectModes(t, dir, 0o022)
}

func expectModes(t *testing.T, dir string, mask int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		want := fs.FileMode(fileMode)
		if d.IsDir() {
			want = folderMode
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("umask %o: %s has mode %o", mask, p, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
