package check

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestOutsideLinksAreLookedUpPolitely: HEAD first, GET where that is refused, one request at a time to a host, each
// address once however often it is linked, and nobody is told of pages that are well.
func TestOutsideLinksAreLookedUpPolitely(t *testing.T) {
	var atOnce, most, asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), atOnce.Add(1)))
		defer atOnce.Add(-1)
		asked.Add(1)
		if r.UserAgent() != "portbook test" {
			t.Errorf("it calls itself %q", r.UserAgent())
		}
		switch {
		case r.URL.Path == "/no-head" && r.Method == http.MethodHead:
			w.WriteHeader(http.StatusMethodNotAllowed)
		case r.URL.Path == "/gone":
			w.WriteHeader(http.StatusNotFound)
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/well", http.StatusMovedPermanently)
		case r.URL.Path == "/sent":
			http.Redirect(w, r, "/well", http.StatusFound)
		case r.URL.Path == "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case r.URL.Path == "/shy":
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	defer server.Close()
	got := outsideFindings(t, tinySite(t), server.URL, "well", "no-head", "gone", "moved", "sent", "circle", "shy", "well#here", "gone")
	want := []string{
		"warning: content/notes/links.md:8: /gone answers 404 Not Found (look for its new address or for another source)",
		"warning: content/notes/links.md:10: /moved has moved for good (write /well)",
		"warning: content/notes/links.md:14: /circle cannot be reached: it redirects in circles (try again later, then look for another source)",
		"warning: content/notes/links.md:16: /shy answers programs with 403 Forbidden (look at it in a browser)",
		"warning: content/notes/links.md:20: /gone answers 404 Not Found (look for its new address or for another source)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if most.Load() != 1 {
		t.Errorf("%d requests at once to one host", most.Load())
	}
	if n := asked.Load(); n != 1+2+2+2+2+10+2 {
		t.Errorf("%d requests", n)
	}
}

// outsideFindings lists what is found of links to a server, each in a paragraph of its own of a note, without its address.
// No other server is asked.
func outsideFindings(t *testing.T, in site.Inputs, server string, paths ...string) []string {
	t.Helper()
	text := "---\ntitle: Links\n---\n"
	for _, path := range paths {
		text += fmt.Sprintf("[%s](%s/%s)\n\n", path, server, path)
	}
	writeFile(t, "content/notes/links.md", []byte(text))
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var b bytes.Buffer
	visitor := Visitor{Client: &http.Client{Transport: onlyTo{strings.TrimPrefix(server, "http://")}}, Agent: "portbook test"}
	if err := Print(&b, Text, Outside(t.Context(), s, visitor)); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(b.String()) {
		if strings.Contains(line, server) {
			got = append(got, strings.ReplaceAll(strings.TrimSpace(line), server, ""))
		}
	}
	return got
}

// onlyTo keeps a test from leaving this machine.
type onlyTo struct{ addr string }

func (o onlyTo) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != o.addr {
		return nil, fmt.Errorf("%s is not visited by tests", r.URL.Host)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// TestOutsideLinksCanBeInterrupted.
func TestOutsideLinksCanBeInterrupted(t *testing.T) {
	s, _ := site.Load(tinySite(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if found := Outside(ctx, s, Visitor{}); len(found) > 0 {
		t.Errorf("it says %v", found)
	}
}

// TestAHostThatWantsRestIsLeftAlone: after the first refusal it is not asked again, nor after it could not be reached.
func TestAHostThatWantsRestIsLeftAlone(t *testing.T) {
	var asked atomic.Int32
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer busy.Close()
	away := httptest.NewServer(nil)
	away.Close()
	in := tinySite(t)
	for _, c := range []struct {
		url   string
		asked int32
		says  string
	}{{busy.URL, 1, "/a answers programs with 429 Too Many Requests"}, {away.URL, 0, "/a cannot be reached: "}} {
		asked.Store(0)
		got := outsideFindings(t, in, c.url, "a", "b", "c")
		want := []string{"4: " + c.says, "6: /b was not looked up", "8: /c was not looked up"}
		if !slices.EqualFunc(got, want, func(got, want string) bool { return strings.HasPrefix(got, "warning: content/notes/links.md:"+want) }) ||
			asked.Load() != c.asked {
			t.Errorf("asked %d times, it says %v", asked.Load(), got)
		}
	}
}
