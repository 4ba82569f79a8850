package browser

import (
	"compress/gzip"
	"io"
	"net/http/httptest"
	"testing"
)

func TestFilesAreServedAsHostsDo(t *testing.T) {
	files := map[string]string{
		"_headers":   "/book/*\n  X-A: one; two\n  X-B: three: four\n",
		"index.html": "home", "404.html": "none", "ports/index.html": "all", "ports/855.html": "port", "a.png": "picture",
	}
	h := newHost("/book/", func(path string) ([]byte, bool) {
		content, ok := files[path]
		return []byte(content), ok
	})
	for _, c := range []struct {
		path   string
		status int
		want   string
	}{
		{"/book/", 200, "home"},
		{"/book/ports/", 200, "all"},
		{"/book/ports/855", 200, "port"},
		{"/book/ports/855.html", 200, "port"},
		{"/book/a.png", 200, "picture"},
		{"/book/ports/70000", 404, "none"},
		{"/", 404, "none"},
		{"/ports/855", 404, "none"},
	} {
		r := httptest.NewRequest("GET", c.path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := body(t, w); w.Code != c.status || got != c.want {
			t.Errorf("%s: %d %q, want %d %q", c.path, w.Code, got, c.status, c.want)
		}
		if a, b := w.Header().Get("X-A"), w.Header().Get("X-B"); a != "one; two" || b != "three: four" {
			t.Errorf("%s: headers %q and %q", c.path, a, b)
		}
	}
}

// body is what was sent, unpacked.
func body(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var r io.Reader = w.Body
	if w.Header().Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
