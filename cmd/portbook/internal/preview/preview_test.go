package preview

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// small copies the tiny site that package site is tested with, so that a test can edit it.
func small(t *testing.T) site.Inputs {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "site", "testdata", "sites", "small"))); err != nil {
		t.Fatal(err)
	}
	return site.Inputs{
		Registry: filepath.Join(dir, "registry.csv"), Content: filepath.Join(dir, "content"),
		Templates: filepath.Join(dir, "templates"), Static: filepath.Join(dir, "static"),
	}
}

// quiet returns a server that nobody listens to.
func quiet(in site.Inputs) *Server { return New(in, "localhost", func(News) {}) }

func get(t *testing.T, s *Server, method, host, target string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	src, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func read(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPagesAreServedAsHostsDo(t *testing.T) {
	s := quiet(small(t))
	for _, c := range []struct {
		target string
		status int
		to     string
	}{
		{"/", 200, ""},
		{"/ports/1", 200, ""},
		{"/ports/", 200, ""},
		{"/ports/65535", 200, ""},
		{"/ports/1?q=2", 200, ""},
		{"/ports/1.html", 301, "/ports/1"},
		{"/index.html", 301, "/"},
		{"/ports/index.html", 301, "/ports/"},
		{"/ports", 301, "/ports/"},
		{"/ports/70000", 404, ""},
		{"/ports/70000.html", 404, ""},
		{"/nowhere.html", 404, ""},
		{"/ports/1/", 404, ""},
		{"/ports/01", 404, ""},
		{"/../registry.csv", 404, ""},
		{"/..%2fregistry.csv", 404, ""},
		{"/content/site.yaml", 404, ""},
		{"/_preview/", 404, ""},
		{"/_preview/preview.go", 404, ""},
		{"/_preview/../preview.go", 404, ""},
		{"/_preview/preview.js", 200, ""},
	} {
		r := get(t, s, "GET", "localhost:8556", c.target)
		if r.StatusCode != c.status || r.Header.Get("Location") != c.to {
			t.Errorf("%s: %d %q, want %d %q", c.target, r.StatusCode, r.Header.Get("Location"), c.status, c.to)
		}
	}
}

// TestNoPathLeadsOut of the site, however it is written, nor to another host.
func TestNoPathLeadsOut(t *testing.T) {
	in := small(t)
	server := httptest.NewServer(quiet(in))
	defer server.Close()
	for _, target := range []string{
		"/../registry.csv", "/assets/../../registry.csv", "/%2e%2e/registry.csv", "/assets/%2e%2e/%2e%2e/registry.csv", "/..%2fregistry.csv",
		"/..%5cregistry.csv", `/..\registry.csv`, "/assets/..%5c..%5cregistry.csv", "/registry.csv%00.html", "/assets/style.css%00", "/%00",
		"//registry.csv", "/./registry.csv",
		"/assets//style.css", "/.portbook", "/content/site.yaml", "/_preview/../registry.csv", "/_preview/%2e%2e/preview.go",
		"/_preview/..%2fpreview.go",
		"//evil.example/index.html", "//evil.example/ports/1.html", "//evil.example", "/%2fevil.example/index.html",
		`/\evil.example/index.html`, in.Registry, "/" + in.Registry,
		"http://localhost/../registry.csv", "file:///etc/passwd",
	} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", target)
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(target, err)
		}
		if got := body(t, r); r.StatusCode != 404 && r.StatusCode != 400 || strings.Contains(got, "Service Name") ||
			strings.Contains(got, "root:") {
			t.Errorf("%s: %d %q\n%s", target, r.StatusCode, r.Header.Get("Location"), got)
		}
		conn.Close()
	}
}

// TestLinksThatLeadOutAreAFault: the site would publish what they lead to.
func TestLinksThatLeadOutAreAFault(t *testing.T) {
	in := small(t)
	secret := filepath.Join(t.TempDir(), "secret")
	write(t, secret, "nobody may read this")
	s := quiet(in)
	if err := os.Symlink(secret, filepath.Join(in.Static, "harmless.svg")); err != nil {
		t.Skip(err)
	}
	r := get(t, s, "GET", "localhost", "/assets/harmless.svg")
	if got := body(t, r); r.StatusCode != 404 || strings.Contains(got, "nobody") ||
		!strings.Contains(s.Faults().Error(), "harmless.svg: this is a link to a place outside of the folder") {
		t.Errorf("%d %s %v", r.StatusCode, got, s.Faults())
	}
}

func TestBasePathIsHonoured(t *testing.T) {
	in := small(t)
	in.BaseURL = "https://a.example/book/"
	s := quiet(in)
	for target, want := range map[string]int{
		"/book/ports/1": 200, "/book/": 200, "/": 302, "/book": 302, "/ports/1": 404,
		"/_preview/preview.css": 200,
	} {
		if r := get(t, s, "GET", "127.0.0.1", target); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", target, r.StatusCode, want)
		}
	}
	if s.Home() != "/book/" {
		t.Errorf("the home page is at %s", s.Home())
	}
}

// TestServedPagesAreTheBuiltOnes but for one script element behind pages; other files have none.
func TestServedPagesAreTheBuiltOnes(t *testing.T) {
	in := small(t)
	in.Ports, _ = registry.ParsePorts("0-11,65535")
	s := quiet(in)
	built, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	render := built.NewWorker()
	for i, path := range built.Paths() {
		target := "/" + path
		if to, moved := built.CleanPath(path); moved {
			target = "/" + to
		}
		rest, ok := strings.CutPrefix(body(t, get(t, s, "GET", "localhost", target)), string(render(i, nil)))
		isTag := strings.HasPrefix(rest, "<script defer src=/_preview/preview.js ") && strings.Index(rest, "</script>\n") == len(rest)-10
		if !ok || isTag != strings.HasSuffix(path, ".html") || !isTag && rest != "" {
			t.Errorf("%s is not what is built, or is followed by %q", path, rest)
		}
	}
}

func TestForeignHostsAndMethodsAreRefused(t *testing.T) {
	s := quiet(small(t))
	if r := get(t, s, "POST", "localhost", "/"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST got %d", r.StatusCode)
	}
	for _, target := range []string{"/", "/_preview/events", "/_preview/preview.js"} {
		if r := get(t, s, "GET", "evil.example:8556", target); r.StatusCode != http.StatusForbidden {
			t.Errorf("a foreign host got %d for %s", r.StatusCode, target)
		}
	}
	for _, c := range []struct {
		listening, host string
		want            bool
	}{
		{"localhost", "localhost", true},
		{"localhost", "localhost:1", true},
		{"localhost", "127.0.0.1:1", true},
		{"localhost", "[::1]:1", true},
		{"localhost", "[::1]", true},
		{"localhost", "192.0.2.1", false},
		{"localhost", "", false},
		{"localhost", "localhost.evil.example", false},
		{"desk.lan", "desk.lan:1", true},
		{"desk.lan", "Desk.lan", true},
		{"desk.lan", "evil.example", false},
		{"desk.lan", "localhost", true},
		{"192.0.2.1", "192.0.2.1:1", true},
		{"192.0.2.1", "192.0.2.2:1", false},
		{"0.0.0.0", "192.0.2.1:1", true},
		{"::", "[2001:db8::1]:1", true},
		{"", "192.0.2.1", true},
		{"", "evil.example", false},
		{"", "", false},
	} {
		s := Server{host: c.listening}
		if got := s.answersTo(c.host); got != c.want {
			t.Errorf("on %q, host %q: %v", c.listening, c.host, got)
		}
	}
}

// TestPagesAreNeverStale, watched or not: a request that follows an edit shows it.
func TestPagesAreNeverStale(t *testing.T) {
	in := small(t)
	s := quiet(in)
	file := filepath.Join(in.Content, "pages", "about.md")
	before := read(t, file)
	write(t, file, before+"\nA new sentence.\n")
	if got := body(t, get(t, s, "GET", "localhost", "/about")); !strings.Contains(got, "A new sentence.") {
		t.Errorf("the edit does not show: %s", got)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	get(t, s, "GET", "localhost", "/about")
	if len(s.Faults()) == 0 {
		t.Error("the links to a page that was removed are not found")
	}
	write(t, file, before)
	if got := body(t, get(t, s, "GET", "localhost", "/about")); strings.Contains(got, "A new sentence.") || len(s.Faults()) > 0 {
		t.Errorf("the old page does not show: %s", got)
	}
}

// TestTheTerminalHearsOfFaultsOnce, and of their end.
func TestTheTerminalHearsOfFaultsOnce(t *testing.T) {
	in := small(t)
	var heard []News
	s := New(in, "", func(n News) { heard = append(heard, n) })
	file := filepath.Join(in.Content, "pages", "about.md")
	before := read(t, file)
	step := func(text, want string) {
		t.Helper()
		heard = nil
		write(t, file, text)
		get(t, s, "GET", "localhost", "/")
		got := ""
		for _, n := range heard {
			got += n.Faults.Error()
			if n.Mended {
				got += "mended"
			}
		}
		if strings.ReplaceAll(got, file, "about.md") != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	}
	step(before+"\n", "")
	step(strings.Replace(before, "title:", "titel:", 1), "about.md:2: unknown key \"titel\" (did you mean \"title\"?)")
	step(strings.Replace(before, "title:", "titel:", 1)+"\n\n", "")
	step(before, "mended")
	step(before+"\n", "")
}

// TestHalfWrittenFilesAreNoFaults: who looks while a file is being written waits for the rest of it.
func TestHalfWrittenFilesAreNoFaults(t *testing.T) {
	in := small(t)
	s := New(in, "", func(n News) {
		if len(n.Faults) > 0 {
			t.Errorf("heard of %v", n.Faults)
		}
	})
	file := filepath.Join(in.Content, "pages", "about.md")
	before := read(t, file)
	s.pause = func() { write(t, file, before+"\nThe rest.\n") }
	write(t, file, "")
	if got := body(t, get(t, s, "GET", "localhost", "/about")); !strings.Contains(got, "The rest.") {
		t.Errorf("got %s", got)
	}
}
