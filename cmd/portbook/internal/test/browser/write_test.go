package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// filledIn answers what the form for a new essay leaves open.
var filledIn = strings.NewReplacer("name:\n", "name: A name\n", "tagline:\n", "tagline: what it is\n", "summary:\n",
	"summary: What a reader wants to know first, in a sentence or two.\n", "authors:\n", "authors: [A. Writer]\n", "updated:\n", "updated: 2026-09-17\n",
	"sources:\n", "sources:\n  - title: RFC 6335\n    url: https://www.rfc-editor.org/rfc/rfc6335\n")

// TestWriteTheEssayOpensAFormThatWorks: the link at the end of a page leads to the repository's form for a new file,
// with its name and its beginning; once the gaps are filled, the site takes what comes of it.
func TestWriteTheEssayOpensAFormThatWorks(t *testing.T) {
	tab, origin := visit(t)
	in := realInputs()
	content := t.TempDir()
	if err := os.CopyFS(content, os.DirFS(in.Content)); err != nil {
		t.Fatal(err)
	}
	in.Content = content
	for _, port := range []string{"225", "512", "1521", "6400", "20555", "50000"} {
		open(tab, origin+"/ports/"+port)
		form, err := url.Parse(eval[string](tab, `document.querySelector('.end a[href*="/new/"]').href`))
		if err != nil {
			t.Fatal(err)
		}
		if want := "content/ports/" + port + ".md"; form.Query().Get("filename") != want {
			t.Errorf("port %s: the form is for %q", port, form.Query().Get("filename"))
		}
		essay := filledIn.Replace(form.Query().Get("value")) + "Some words.\n"
		if err := os.WriteFile(filepath.Join(content, "ports", port+".md"), []byte(essay), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if page, ok := s.PageAt("ports/20555"); !ok || !strings.Contains(string(page), "Some words.") {
		t.Error("the essay does not stand on its page")
	}
}

// TestEditLeadsToTheEssay: where there is one, the link at the end leads to the form that edits it.
func TestEditLeadsToTheEssay(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	link := eval[string](tab, `document.querySelector('.end a[href*="/edit/"]').href`)
	_, file, _ := strings.Cut(link, "/edit/main/")
	if _, err := os.Stat(filepath.Join(realInputs().Content, "..", file)); err != nil || !strings.HasSuffix(file, "855.md") {
		t.Errorf("%s edits nothing: %v", link, err)
	}
	if eval[bool](tab, `document.querySelector('.end a[href*="/new/"]') !== null`) {
		t.Error("the page asks for an essay that is there")
	}
}
