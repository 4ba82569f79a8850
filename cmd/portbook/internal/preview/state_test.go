package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stateOf is what an open page hears first.
func stateOf(t *testing.T, s *Server, path string) (now state) {
	t.Helper()
	gone, leave := context.WithCancel(t.Context())
	leave()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(gone, "GET", "/_preview/events?page="+url.QueryEscape(path), nil)
	r.Host = "localhost"
	s.ServeHTTP(w, r)
	_, data, _ := strings.Cut(w.Body.String(), "data: ")
	if err := json.Unmarshal([]byte(data), &now); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return now
}

// TestPagesAreNotifiedOnlyOfWhatConcernsThem: an edit changes the state of the pages that it changes.
func TestPagesAreNotifiedOnlyOfWhatConcernsThem(t *testing.T) {
	in := small(t)
	s := quiet(in)
	about, style := filepath.Join(in.Content, "pages", "about.md"), filepath.Join(in.Static, "style.css")
	state := func(path string) state { return stateOf(t, s, path) }

	one, two := state("/about"), state("/ports/2")
	write(t, about, read(t, about)+"\nMore.\n")
	if now := state("/about"); now.Page == one.Page || now.Style != one.Style || now.Files != one.Files || now.Faults != "" {
		t.Errorf("an edited page: %+v, before %+v", now, one)
	}
	if now := state("/ports/2"); now != two {
		t.Errorf("another page: %+v, before %+v", now, two)
	}
	one = state("/about")
	write(t, style, read(t, style)+"a { color: red }\n")
	if now := state("/about"); now.Style == one.Style || now.Page != one.Page || now.Files != one.Files {
		t.Errorf("another style sheet: %+v, before %+v", now, one)
	}
	one = state("/about")
	write(t, filepath.Join(in.Static, "new.svg"), "<svg/>")
	if now := state("/about"); now.Files == one.Files || now.Page != one.Page || now.Style != one.Style {
		t.Errorf("another picture: %+v, before %+v", now, one)
	}
	one = state("/about")
	write(t, about, "---\ntitle: A\n")
	if now := state("/about"); now.Faults == "" || now.Page != one.Page {
		t.Errorf("a fault: %+v, before %+v", now, one)
	}
}

// TestStatesAreStreamed, the first at once.
func TestStatesAreStreamed(t *testing.T) {
	in := small(t)
	s := watched(t, in)
	server := httptest.NewServer(s)
	defer server.Close()
	client := http.Client{Timeout: 20 * time.Second} // ends only a test that would hang
	r, err := client.Get(server.URL + "/_preview/events?page=%2Fabout")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	next := func() (now state) {
		t.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				if err := json.Unmarshal([]byte(data), &now); err != nil {
					t.Fatal(err)
				}
				return now
			}
		}
		t.Fatal(lines.Err())
		return now
	}
	if got, want := next(), stateOf(t, s, "/about"); got != want {
		t.Errorf("first %+v, want %+v", got, want)
	}
	file := filepath.Join(in.Content, "pages", "about.md")
	old := read(t, file)
	write(t, file, strings.Replace(old, "title:", "titel:", 1))
	if got := next(); !strings.Contains(got.Faults, "titel") {
		t.Errorf("a fault is not streamed: %+v", got)
	}
	write(t, file, old)
	if got := next(); got.Faults != "" {
		t.Errorf("faults are not taken back: %+v", got)
	}
}
