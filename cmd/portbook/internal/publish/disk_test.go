//go:build linux

package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAFullDiskStopsTheBuildAndIsMended(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("only root can mount a small disk: ", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	dir := filepath.Join(disk, "public")
	want := files{"a.html": "a", "b.bin": strings.Repeat("b", 2<<20), "c.html": "c"}
	_, err := Write(context.Background(), dir, want.source(), Options{})
	var e *Error
	if !errors.Is(err, syscall.ENOSPC) || !errors.As(err, &e) {
		t.Fatalf("error %v", err)
	}
	if e.File != filepath.Join(dir, "b.bin") || !strings.HasPrefix(e.Advice, "free some space") {
		t.Errorf("error %v", err)
	}
	expectMark(t, dir, false, want)
	delete(want, "b.bin")
	if err := os.Remove(e.File); err != nil { // the user frees some space
		t.Fatal(err)
	}
	build(t, dir, want, Options{})
	expect(t, dir, want)
	expectMark(t, dir, true, want)
}

func TestAFolderWeMayNotWriteIsNamed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	base := t.TempDir()
	if err := os.Chmod(base, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := Write(context.Background(), filepath.Join(base, "public"), files{"a": ""}.source(), Options{})
	var e *Error
	if !errors.Is(err, os.ErrPermission) || !errors.As(err, &e) || !strings.Contains(e.Advice, "--out") {
		t.Errorf("error %v", err)
	}
}
