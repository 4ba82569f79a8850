package browser

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestFeedbackIsSent: where there is an endpoint, a face sends the page and the answer, and says thanks.
// Without scripts the form does the same.
func TestFeedbackIsSent(t *testing.T) {
	received := make(chan url.Values, 1)
	endpoint := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		received <- r.PostForm
		w.Write([]byte("<title>got it</title>"))
	}))
	t.Cleanup(endpoint.Close)
	origin := serve(t, siteWithFeedback(t, endpoint.URL+"/feedback"))

	tab := newTab(t)
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.Click(chromedp.CSS("button[value=partly]")))
	expect(t, <-received, "partly")
	tab.Wait(`document.querySelector('.faces').textContent === 'Thank you.' && document.querySelector('[aria-live]').textContent === 'Thank you.'`)
	if at := eval[string](tab, "location.href"); at != portAddress(origin, 855) {
		t.Errorf("the reader is now at %s", at)
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}

	plain := newTab(t)
	plain.WithoutScripts()
	open(plain, portAddress(origin, 855))
	plain.Do(chromedp.Click(chromedp.CSS("button[value=no]")))
	expect(t, <-received, "no")
	plain.Wait("document.title === 'got it'")
}

// expect checks what a face sent.
func expect(t *testing.T, form url.Values, helpful string) {
	t.Helper()
	if got := form.Get("helpful"); got != helpful {
		t.Errorf("sent was %q, want %q", got, helpful)
	}
	if page := form.Get("page"); !strings.HasSuffix(page, "/ports/855") {
		t.Errorf("the page is %q", page)
	}
}

// siteWithFeedback is the real site with an endpoint.
func siteWithFeedback(t *testing.T, endpoint string) *site.Site {
	t.Helper()
	in := realInputs()
	content := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(content, os.DirFS(in.Content)); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(content, "site.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, append(text, "feedback: "+endpoint+"\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	in.Content = content
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// TestFeedbackOpensAnIssue: where there is none, a discontented face leads to the repository's form that asks what
// is wrong, filled in with the page, and the content one to an issue with a title.
func TestFeedbackOpensAnIssue(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	links := eval[[]string](tab, "[...document.querySelectorAll('.faces a')].map(a => a.href)")
	if len(links) != 3 {
		t.Fatalf("the faces lead to %q", links)
	}
	for i, want := range []url.Values{
		{"template": {"fix.yml"}, "page": {"855"}},
		{"template": {"fix.yml"}, "page": {"855"}},
		{"title": {"855 Yes"}},
	} {
		u, err := url.Parse(links[i])
		if err != nil || !strings.HasSuffix(u.Path, "/issues/new") || u.Query().Encode() != want.Encode() {
			t.Errorf("face %d leads to %s (%v), not to %v", i+1, links[i], err, want)
		}
	}
}
