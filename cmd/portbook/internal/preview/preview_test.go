package preview

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// small copies the tiny site that package site is tested with, so that a test can edit it.
func small(t *testing.T) site.Inputs {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "site", "testdata", "sites", "small"))); err != nil {
		t.Fatal(err)
	}
	return site.Inputs{Registry: filepath.Join(dir, "registry.csv"), Content: filepath.Join(dir, "content"),
		Templates: filepath.Join(dir, "templates"), Static: filepath.Join(dir, "static")}
}

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
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPagesAreServedAsHostsDo(t *testing.T) {
	s := New(small(t))
	for _, c := range []struct {
		target string
		status int
		to     string
	}{
		{"/", 200, ""}, {"/ports/1", 200, ""}, {"/ports/", 200, ""}, {"/ports/65535", 200, ""},
		{"/ports/1.html", 301, "/ports/1"}, {"/index.html", 301, "/"}, {"/ports/index.html", 301, "/ports/"}, {"/ports", 301, "/ports/"},
		{"/ports/70000", 404, ""}, {"/ports/01", 404, ""}, {"/../registry.csv", 404, ""}, {"/..%2fregistry.csv", 404, ""}, {"/content/site.yaml", 404, ""},
	} {
		r := get(t, s, "GET", "localhost:8556", c.target)
		if r.StatusCode != c.status || r.Header.Get("Location") != c.to {
			t.Errorf("%s: %d %q, want %d %q", c.target, r.StatusCode, r.Header.Get("Location"), c.status, c.to)
		}
	}
}

func TestBasePathIsHonoured(t *testing.T) {
	in := small(t)
	in.BaseURL = "https://a.example/book/"
	s := New(in)
	for target, want := range map[string]int{"/book/ports/1": 200, "/book/": 200, "/": 302, "/book": 302, "/ports/1": 404} {
		if r := get(t, s, "GET", "127.0.0.1", target); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", target, r.StatusCode, want)
		}
	}
}

func TestServedPagesAreTheBuiltOnes(t *testing.T) {
	in := small(t)
	s := New(in)
	built, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	i, _ := built.Find("ports/2.html")
	want := string(built.NewWorker()(i, nil))
	if got := body(t, get(t, s, "GET", "[::1]:8556", "/ports/2")); !strings.HasSuffix(got, want) {
		t.Errorf("served %q", got)
	}
}

func TestForeignHostsAndMethodsAreRefused(t *testing.T) {
	s := New(small(t))
	if r := get(t, s, "GET", "evil.example", "/"); r.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign host got %d", r.StatusCode)
	}
	if r := get(t, s, "POST", "localhost", "/"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST got %d", r.StatusCode)
	}
}

// TestEditsShow, faults too, and go when they are mended.
func TestEditsShow(t *testing.T) {
	in := small(t)
	s := New(in)
	file := filepath.Join(in.Content, "pages", "about.md")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(string(before) + "\nA new sentence.\n")
	if got := body(t, get(t, s, "GET", "localhost", "/about")); !strings.Contains(got, "A new sentence.") {
		t.Errorf("the edit does not show: %s", got)
	}
	write(strings.Replace(string(before), "title:", "titel:", 1))
	if r := get(t, s, "GET", "localhost", "/about"); r.StatusCode != 500 || !strings.Contains(body(t, r), `about.md:2: unknown key "titel" (did you mean "title"?)`) {
		t.Errorf("the fault does not show")
	}
	write(string(before))
	if r := get(t, s, "GET", "localhost", "/about"); r.StatusCode != 200 {
		t.Errorf("the mended page got %d", r.StatusCode)
	}
}
