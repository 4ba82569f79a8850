package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// The locale xx of testdata/sites/locale publishes 0 to 2 and its own essay, 11; it translates some
// texts and not others.

func localeSite(t *testing.T) *Site {
	t.Helper()
	return loadTiny(t, tinySite(t, "locale"))
}

// contains complains about each text that a page has not, or has when it begins with "no ".
func contains(t *testing.T, s *Site, path string, texts ...string) {
	t.Helper()
	have := pageAt(t, s, path)
	for _, text := range texts {
		bare, absent := strings.CutPrefix(text, "no ")
		if strings.Contains(have, bare) == absent {
			t.Errorf("%s: want %q", path, text)
		}
	}
}

func TestALocalePublishesItsPorts(t *testing.T) {
	s := localeSite(t)
	var own []string
	for _, path := range s.Paths() {
		if strings.HasPrefix(path, "xx/ports/") {
			own = append(own, path)
		}
	}
	slices.Sort(own)
	if got := strings.Join(own, " "); got != "xx/ports/0.html xx/ports/1.html xx/ports/11.html xx/ports/2.html" {
		t.Errorf("xx publishes %s", got)
	}
	if s.Summary().PortPages != 65536+4 {
		t.Errorf("%d port pages", s.Summary().PortPages)
	}
}

func TestWhatIsNotTranslatedIsMarkedAsEnglish(t *testing.T) {
	s := localeSite(t)
	contains(t, s, "xx/ports/2.html", `<html lang="xx">`, "<h1>Export 2: beta</h1>", "Exgiven", "Ex axxigned.", "beta (tcp), gamma (udp) ux TCP ux UDP",
		`<div lang="en"><p>Then comes`, `<p class="assigned">`, `no lang="en"><p>Ex`)
	contains(t, s, "xx/ports/0.html", `<p class="reserved" lang="en">Nothing at 0`, `<div lang="en"><p>Ports 0 to 0`)
	contains(t, s, "xx/ports/1.html", `<div lang="en"><h2 id="history">`, `<p class="assigned" lang="en">Alpha is`)
	contains(t, s, "xx/ports/11.html", "Exish text about 11", "no English text", `no lang="en"><p>Exish`)
	contains(t, s, "ports/2.html", `<html lang="en">`, `no <div lang`)
}

func TestLinksStayInTheLocaleWhereItHasThePage(t *testing.T) {
	s := localeSite(t)
	contains(t, s, "xx/ports/2.html",
		`rel=prev href="/xx/ports/1"`, `rel=next href="/ports/3"`, // 3 is not published
		`<a href="/xx/ports/2">2</a>, <a href="/ports/3">3</a>, <a href="/xx/ports/11">11</a>`,
		`<a href="/xx/">home</a>, the <a href="/xx/guides/linux">guide</a>`,                                      // translated
		`<a href="/about#why">about</a>`, `href="/ports/">Exports</a>`, `href="/ranges/system">Xystem Ports</a>`) // not translated
	contains(t, s, "xx/index.html", `<a href="/xx/ports/1">1</a> or <a href="/ports/5">5</a>`, `no href="/"`)
	contains(t, s, "ports/2.html", "no /xx/ports/1", "no /xx/guides")
}

// TestLinksWithPlaceholdersStayInTheLocaleWhereItHasThePage: the page differs from port to port.
func TestLinksWithPlaceholdersStayInTheLocaleWhereItHasThePage(t *testing.T) {
	in := tinySite(t, "locale")
	writeFile(t, "content/faq/where.md", "---\nquestion: Where?\nwhen: {ports: 1-9}\n---\n[it](/ports/{port}#checks) [before](/ports/{previous}) [after](/ports/{next}) "+
		"[last](/ports/{range-last}) [list](/ranges/{thousand})\n")
	for _, c := range []struct {
		links view.LinkStyle
		want  string
	}{
		{view.CleanLinks, `<a href="/xx/ports/2#checks">it</a> <a href="/xx/ports/1">before</a> <a href="/ports/3">after</a> <a href="/ports/1023">last</a> <a href="/ranges/0-999">list</a>`},
		{view.HTMLLinks, `<a href="../../xx/ports/2.html#checks">it</a> <a href="../../xx/ports/1.html">before</a> <a href="../../ports/3.html">after</a> <a href="../../ports/1023.html">last</a> <a href="../../ranges/0-999.html">list</a>`},
	} {
		in.Links = string(c.links)
		s := loadTiny(t, in)
		contains(t, s, "xx/ports/2.html", c.want)
		contains(t, s, "ports/2.html", strings.ReplaceAll(strings.ReplaceAll(c.want, "/xx/", "/"), "../../", "../"))
	}
}

// TestPagesNameTheirTranslations, both ways, so that search engines show each reader the right one.
func TestPagesNameTheirTranslations(t *testing.T) {
	s := localeSite(t)
	english, exish := `hreflang="en" href="https://tiny.example/ports/2"`, `hreflang="xx" href="https://tiny.example/xx/ports/2"`
	contains(t, s, "ports/2.html", english, exish, `rel=canonical href="https://tiny.example/ports/2"`)
	contains(t, s, "xx/ports/2.html", english, exish, `rel=canonical href="https://tiny.example/xx/ports/2"`)
	contains(t, s, "ports/3.html", `no hreflang="xx"`)
	for _, path := range []string{"", "guides/linux"} {
		english, exish := `hreflang="en" href="https://tiny.example/`+path+`"`, `hreflang="xx" href="https://tiny.example/xx/`+path+`"`
		contains(t, s, view.FileOf(path), english, exish)
		contains(t, s, "xx/"+view.FileOf(path), english, exish)
	}
	contains(t, s, "404.html", `no hreflang="xx"`)
}

func TestEditLeadsToTheFileThatWasShown(t *testing.T) {
	s := localeSite(t)
	contains(t, s, "xx/ports/11.html", "/edit/main/content/xx/ports/11.md")
	contains(t, s, "xx/ports/1.html", "/edit/main/content/ports/1.md")
	contains(t, s, "ports/11.html", "/edit/main/content/ports/11.md")
	contains(t, s, "xx/ports/2.html", "filename=content/xx/ports/2.md")
}

func TestOneLocaleCanBeBuiltAlone(t *testing.T) {
	in := tinySite(t, "locale")
	in.Locale = "xx"
	for _, path := range loadTiny(t, in).Paths() {
		if strings.HasPrefix(path, "ports/") && path != "ports/index.html" {
			t.Fatalf("%s is not of the locale", path)
		}
	}
	in.Locale = "yy"
	if _, faults := Load(in); len(faults) == 0 {
		t.Error("a locale that does not exist can be built")
	}
}

// TestALocalesFilesAreAllUsed: a text or an essay that only the other locale has must not be
// passed over in silence.
func TestALocalesFilesAreAllUsed(t *testing.T) {
	const essay = "name: Own\ntagline: own\nsummary: own text\nservices: [beta/tcp, gamma/udp]\nsources: [{title: B, url: \"https://b.example/\"}]\n" +
		"authors: [A]\nupdated: 2020-01-01\n"
	for file, front := range map[string]string{
		"content/xx/ports/2.md":   essay,
		"content/xx/notes/own.md": "title: Own\nwhen: {ports: 2}\nsources: [\"https://b.example/\"]\n",
		"content/xx/pages/own.md": "title: Own\ndescription: Own\n",
	} {
		t.Run(file, func(t *testing.T) {
			in := tinySite(t, "locale")
			writeFile(t, file, "---\n"+front+"---\nThe very own text.\n")
			s, faults := Load(in)
			if len(faults)+len(s.Warnings) > 0 {
				return // named, at least
			}
			for _, path := range []string{"xx/ports/2.html", "xx/own.html"} {
				if i, ok := s.Find(path); ok && strings.Contains(string(s.NewWorker()(i, nil)), "The very own text.") {
					return
				}
			}
			t.Error("it is neither used nor named")
		})
	}
}
