package preview

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// plain is the text of some HTML.
func plain(t *testing.T, html string) string {
	t.Helper()
	var b strings.Builder
	for i, part := range strings.Split(html, "<") {
		if i > 0 {
			_, part, _ = strings.Cut(part, ">")
		}
		b.WriteString(part)
	}
	return strings.NewReplacer("&#34;", `"`, "&lt;", "<", "&gt;", ">", "&#39;", "'", "&amp;", "&").Replace(b.String())
}

// TestFaultsReadAsInTheTerminal, and show the lines around them.
func TestFaultsReadAsInTheTerminal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.md")
	write(t, file, "one\r\ntwo\nth<i>ree\nfour \xff\nfive\nsix "+strings.Repeat("x", 1000)+"\nseven")
	faults := fault.List{
		fault.New(file, 3, `unknown key "x"`, `did you mean "y"?`), fault.New(file, 0, "is <b>odd</b>", ""),
		fault.New(file, 7, "is last", ""), fault.New(file, 8, "is beyond", ""), fault.New("gone.md", 1, "is gone", ""),
	}
	html := overlay(faults)
	text := plain(t, html)
	for _, f := range faults {
		if !strings.Contains(text, f.Error()+"\n") {
			t.Errorf("%s is not in\n%s", f, text)
		}
	}
	for _, want := range []string{"1one\n", "2two\n", "3th<i>ree\n", "4four \uFFFD\n", "5five\n", "7seven\n", "…\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if !strings.Contains(html, `<span class="wrong"><i>3</i>th&lt;i&gt;ree`) || strings.Contains(html, "<b>odd") ||
		strings.Count(html, "<pre") != 2 {
		t.Errorf("got %s", html)
	}
}

func TestOfManyFaultsTheFirstAreShown(t *testing.T) {
	var faults fault.List
	for i := range 1000 {
		faults.Add("a.md", 0, fmt.Sprint("fault ", i), "")
	}
	if text := plain(t, overlay(faults)); !strings.Contains(text, "1000 faults") || !strings.Contains(text, "fault 49\n") ||
		strings.Contains(text, "fault 50") || !strings.Contains(text, "950 more") {
		t.Errorf("got %s", text)
	}
}

// TestFaultsComeInsteadOfASite as long as there has been none, and over it afterwards.
func TestFaultsComeInsteadOfASite(t *testing.T) {
	in := small(t)
	file := filepath.Join(in.Content, "pages", "about.md")
	before := read(t, file)
	broken := strings.Replace(before, "title:", "titel:", 1)
	write(t, file, broken)
	s := quiet(in)
	for _, target := range []string{"/", "/about", "/anything/at.all"} {
		r := get(t, s, "GET", "localhost", target)
		if got := body(t, r); r.StatusCode != 500 ||
			!strings.Contains(plain(t, got), `about.md:2: unknown key "titel" (did you mean "title"?)`) || !strings.Contains(got, "preview.js") {
			t.Errorf("%s: %d %s", target, r.StatusCode, got)
		}
	}
	first := stateOf(t, s, "/about")
	write(t, file, before)
	good := stateOf(t, s, "/about")
	if r := get(t, s, "GET", "localhost", "/about"); r.StatusCode != 200 || good.Page == first.Page || first.Faults != "" {
		t.Errorf("the mended page got %d, its state %+v was %+v", r.StatusCode, good, first)
	}
	write(t, file, broken)
	r := get(t, s, "GET", "localhost", "/about")
	if now := stateOf(t, s, "/about"); r.StatusCode != 200 || !strings.Contains(now.Faults, "titel") || now.Page != good.Page {
		t.Errorf("with faults the last good page got %d, its state is %+v", r.StatusCode, now)
	}
}

// TestAPageThatFailsWaitsForItsFault: a snapshot is shown before its pages were tried. Who asks for one that fails gets
// the last good page, with the fault over it; others are not kept waiting.
func TestAPageThatFailsWaitsForItsFault(t *testing.T) {
	in := small(t)
	s := quiet(in)
	old := s.snapshot.Load()
	good := string(old.reply("/ports/3").body)
	file := filepath.Join(in.Templates, "port.html")
	write(t, file, read(t, file)+"{{.Essay.Updated}}\n") // port 3 has none

	s.loading.Lock()
	untried, try := s.load(old)
	s.replace(untried)
	if got := string(s.replyTo("/ports/1", untried).body); !strings.Contains(got, "\n2020-02-03\n") {
		t.Errorf("the page of an essay is\n%s", got)
	}
	failed := make(chan reply)
	go func() { failed <- s.replyTo("/ports/3", untried) }()
	s.replace(old.withFaults(untried.stamp, try()))
	s.loading.Unlock()
	if got := <-failed; string(got.body) != good || !strings.Contains(got.state().Faults, "Essay") {
		t.Errorf("it gets %q with %+v", got.body, got.state())
	}
	if got := body(t, get(t, s, "GET", "localhost", "/ports/3")); len(s.Faults()) == 0 || !strings.HasPrefix(got, good) {
		t.Errorf("afterwards it gets %q with %v", got, s.Faults())
	}
}
