package main

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestNewFilesLoadAndRemindOfWhatIsLeft: the writer sees the page at once, and check is not satisfied before the
// text is written.
func TestNewFilesLoadAndRemindOfWhatIsLeft(t *testing.T) {
	for args, file := range map[string]string{
		"2": "ports/2.md", "4": "ports/4.md", "10": "ports/10.md", "0": "ports/0.md", "50000": "ports/50000.md",
		"page some-page": "pages/some-page.md", "question why": "faq/why.md", "note that": "notes/that.md",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			dir := tinyFolder(t)
			r := succeed(t, dir, append([]string{"new", "--no-open"}, strings.Fields(args)...)...)
			if !strings.HasPrefix(r.stdout, "content/"+file+"\nhttp://localhost:8556/") {
				t.Errorf("it says\n%s", r.stdout)
			}
			succeed(t, dir, "build", "--quiet", "--ports", "0-12,8080,50000")
			left := portbook(t, dir, nil, "check")
			if left.status != 0 || !strings.Contains(left.stdout, "content/"+file) || !strings.Contains(left.stdout, "still to be written") {
				t.Errorf("exit status %d, check says\n%s", left.status, left.stdout)
			}
		})
	}
}

// TestAnEssayBeginsWithWhatIsKnown: the page shows the registry's services at once, and no guidance.
func TestAnEssayBeginsWithWhatIsKnown(t *testing.T) {
	dir := tinyFolder(t)
	succeed(t, dir, "new", "2", "--no-open")
	essay := read(t, filepath.Join(dir, "content", "ports", "2.md"))
	for _, part := range []string{
		"\nname: beta\n", "\nservices: [beta/tcp, gamma/udp]\n", "search=2", "Beta for streams",
		"https://example.org/beta",
	} {
		if !strings.Contains(essay, part) {
			t.Errorf("%q is not in\n%s", part, essay)
		}
	}
	succeed(t, dir, "build", "--quiet", "--ports", "2")
	page := read(t, filepath.Join(dir, "public", "ports", "2.html"))
	if !strings.Contains(page, "Still to be written") || strings.Contains(page, "The registry says") || strings.Contains(page, "<!--") {
		t.Errorf("the page is\n%s", page)
	}
}

// TestNewNeverOverwrites, and says so.
func TestNewNeverOverwrites(t *testing.T) {
	dir := tinyFolder(t)
	before := snapshot(t, dir)
	for _, args := range []string{"1", "page about", "question what", "note next"} {
		r := portbook(t, dir, nil, append([]string{"new", "--no-open"}, strings.Fields(args)...)...)
		if r.status != exitFaults || !strings.Contains(r.stderr, "is there already; nothing was written") {
			t.Errorf("new %s: exit status %d, it says %q", args, r.status, r.stderr)
		}
	}
	if !maps.Equal(before, snapshot(t, dir)) {
		t.Error("files were touched")
	}
}

// TestNewWorksBesideFaults: a fault elsewhere is no reason not to begin.
func TestNewWorksBesideFaults(t *testing.T) {
	dir := tinyFolder(t)
	write(t, filepath.Join(dir, "content", "faq", "what.md"), "no front matter")
	r := portbook(t, dir, nil, "new", "3", "--no-open")
	if r.status != 0 || !strings.Contains(r.stderr, "1 fault elsewhere") {
		t.Errorf("exit status %d, it says %q", r.status, r.stderr)
	}
	read(t, filepath.Join(dir, "content", "ports", "3.md"))
}

// fakeBrowser puts a browser into the way of the system's that notes the addresses which it is to open.
func fakeBrowser(t *testing.T) (opened func() string) {
	t.Helper()
	name, ok := map[string]string{"linux": "xdg-open", "freebsd": "xdg-open", "darwin": "open"}[runtime.GOOS]
	if !ok {
		t.Skip("no script can stand for the browser of " + runtime.GOOS)
	}
	dir := t.TempDir()
	log := filepath.Join(dir, "opened")
	script := filepath.Join(dir, name)
	write(t, script, "#!/bin/sh\necho \"$1\" >>'"+log+"'\n")
	if err := os.Chmod(script, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return func() string {
		text, _ := os.ReadFile(log)
		return string(text)
	}
}

// TestServeAndNewOpenThePage: serve its home, new the page that shows the draft, if there is a preview to show it.
func TestServeAndNewOpenThePage(t *testing.T) {
	opened := fakeBrowser(t)
	wait := func(want string) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); opened() != want; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("opened is %q, want %q", opened(), want)
			}
		}
	}
	dir := tinyFolder(t)
	server := serve(t, dir, "--addr", "localhost:0", "--open")
	wait(server.home + "\n")
	addr := strings.TrimSuffix(strings.TrimPrefix(server.home, "http://"), "/")
	succeed(t, dir, "new", "4", "--addr", addr)
	wait(server.home + "\n" + server.home + "ports/4\n")
	succeed(t, dir, "new", "10", "--addr", addr, "--no-open")
	server.stop()
	succeed(t, dir, "new", "11", "--addr", addr)
	wait(server.home + "\n" + server.home + "ports/4\n")
}

func TestNewExplainsWrongUsage(t *testing.T) {
	dir := tinyFolder(t)
	for _, args := range []string{"", "70000", "-1", "022", "22 33", "page", "page Some", "page ../x", "question a/b", "poem spring"} {
		r := portbook(t, dir, nil, append([]string{"new", "--no-open"}, strings.Fields(args)...)...)
		if r.status != exitUsage || !strings.HasPrefix(r.stderr, "portbook: ") {
			t.Errorf("new %s: exit status %d, it says %q", args, r.status, r.stderr)
		}
	}
}
