package main

import (
	"bufio"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestATakenPortIsMetWithAdvice: which port is free, and how to say so.
func TestATakenPortIsMetWithAdvice(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	r := portbook(t, tinyFolder(t), nil, "serve", "--addr", addr)
	start, rest, _ := strings.Cut(r.stderr, "(")
	if r.status != exitFaults || start != "portbook: cannot listen on "+addr+": address already in use " ||
		!strings.HasPrefix(rest, "is a preview running already? --addr 127.0.0.1:") || !strings.HasSuffix(rest, " is free)\n") {
		t.Errorf("exit status %d, it says %q", r.status, r.stderr)
	}
}

func TestAWrongAddressOrFlagEndsServe(t *testing.T) {
	dir := tinyFolder(t)
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--addr", "localhost"}, exitFaults, "(choose another address with --addr)"},
		{[]string{"--addr", "localhost:70000"}, exitFaults, "(choose another address with --addr)"},
		{[]string{"--addr", "localhost:0", "--links", "odd"}, exitUsage, "portbook: --links: "},
		{[]string{"--addr", "localhost:0", "--base-url", "odd"}, exitUsage, "portbook: --base-url: "},
	} {
		r := portbook(t, dir, nil, append([]string{"serve"}, c.args...)...)
		if r.status != c.status || !strings.Contains(r.stderr, c.says) || strings.Contains(r.stderr, "Pages show") {
			t.Errorf("%q: exit status %d, it says %q", c.args, r.status, r.stderr)
		}
	}
}

// TestServeGoesOnWithFaults that it finds at its start: they are in the page and at the terminal.
func TestServeGoesOnWithFaults(t *testing.T) {
	dir := tinyFolder(t)
	write(t, dir+"/content/pages/about.md", "---\ntitel: About\n---\n")
	s := serve(t, dir, "--addr", "localhost:0")
	r, err := http.Get(s.home)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusInternalServerError || !strings.Contains(s.said(), `content/pages/about.md:2: unknown key "titel"`) {
		t.Errorf("status %d; the terminal says %q", r.StatusCode, s.said())
	}
}

func TestTheShownAddressIsTheOneThatWasGiven(t *testing.T) {
	for _, c := range []struct{ host, home, want string }{
		{"localhost", "/", "http://localhost:8556/"},
		{"localhost", "/book/", "http://localhost:8556/book/"},
		{"", "/", "http://localhost:8556/"},
		{"0.0.0.0", "/", "http://localhost:8556/"},
		{"::", "/", "http://localhost:8556/"},
		{"::1", "/", "http://[::1]:8556/"},
		{"desk.lan", "/", "http://desk.lan:8556/"},
	} {
		if got := shownAddress(c.host, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8556}, c.home); got != c.want {
			t.Errorf("%s: got %s, want %s", c.host, got, c.want)
		}
	}
}

// A served is a running portbook serve.
type served struct {
	home string // address of the home page
	stop func() // ends it; it ends with the test anyway
	said func() string
}

// serve starts portbook serve in a folder.
func serve(t *testing.T, dir string, args ...string) served {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{"serve"}, args...)...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), actAsPortbook+"=1")
	log := filepath.Join(t.TempDir(), "stderr")
	stderr, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	cmd.Stderr = stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	t.Cleanup(stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	home, _, ok := strings.Cut(line, "  ")
	if !ok {
		t.Fatalf("serve said %q (%v), %s", line, err, read(t, log))
	}
	return served{home, stop, func() string { return read(t, log) }}
}
