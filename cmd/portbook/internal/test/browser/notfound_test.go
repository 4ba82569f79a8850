package browser

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// guesses are addresses that do not exist, with what the page there has to offer instead: the paths
// of links, and words that explain.
var guesses = []struct {
	path  string
	links string // joined with spaces, below the root
	says  string
}{
	{"ports/70000", "ports/7000", "There is no port 70000: ports end at 65535."},
	{"ports/655350", "ports/65535", "There is no port 655350"},
	{"ports/99999999999999999999999999999999999999999999", "ports/10000", "There is no port 9999999999999999999999999999999999999999…:"},
	{"ports/" + strings.Repeat("6", 400), "ports/6666", "There is no port 666"},
	{"ports/" + strings.Repeat("0", 30) + "22", "ports/22", ""},
	{"ports/0855", "ports/855", "Perhaps you meant"},
	{"ports/tcp/22", "ports/22", ""},
	{"ports/22/tcp", "ports/22", ""},
	{"855/tcp", "ports/855", ""},
	{"port/22", "ports/22", ""},
	{"22", "ports/22", ""},
	{"0", "ports/0", ""},
	{"ports/22/", "ports/22", ""},
	{"ports/22.htm", "ports/22", ""},
	{"Ports/22.HTML", "ports/22", ""},
	{"PORTS/TCP/22", "ports/22", ""},
	{"tcp-22", "ports/22", ""},
	{"port22", "ports/22", ""},
	{"22tcp", "ports/22", ""},
	{"ports/:8080", "ports/8080", ""},
	{"ports/%3A8080", "ports/8080", ""},
	{"ports/0x357", "ports/855", ""},
	{"ports/0X357", "ports/855", ""},
	{"%70orts/%38%30/", "ports/80", ""},
	{"ports/80%20", "ports/80", ""},
	{"ports/8080-8090", "ports/8080 ports/8090 ranges/8000-8999", ""},
	{"ports/65000..70000", "ports/65000 ports/7000 ranges/65000-65535", "There is no port 70000"},
	{"ports/80,443", "ports/80 ports/443", ""},
	{"tl/ports/22/", "ports/22", ""},
	{"ports/ssh", "search?q=ssh", "Search for “ssh”"},
	{"services/SSH.html", "search?q=ssh", ""},
	{"postgres/tcp", "search?q=postgres", ""},
	{"a b&c=d", "search?q=a+b%26c%3Dd", ""},
	{"%25", "search?q=%25", ""},
	{"%E0%A4/22", "ports/22", ""}, // is no UTF-8
	{"ports/<script>alert(1)</script>", "search?q=%3Cscript%3Ealert%281%29%3C+script%3E", ""},
	{"ports/%3Cimg%20src=x%20onerror=alert(1)%3E/22", "ports/22", ""},
	{"javascript:alert(1)", "search?q=javascript%3Aalert%281%29", ""},
	{"tcp/", "", ""},
}

// shownGuess is what the script of the page for missing addresses says: the paths of its links, and
// its text.
const shownGuess = `({
	links: [...document.querySelectorAll('#guess a')].map(a => a.origin === location.origin ? a.pathname + a.search : a.href),
	text: document.getElementById('guess')?.textContent ?? 'no such element at ' + location,
	elements: document.querySelectorAll('#guess :not(p, ul, li, a), main script, main img').length,
})`

type guess struct {
	Links    []string
	Text     string
	Elements int
}

// TestMissingPagesSayWhatWasMeant: every address of the table at the root of a host, and some of them below a path,
// lead to the pages that a reader would want, and these exist. Nothing of an address becomes a tag.
func TestMissingPagesSayWhatWasMeant(t *testing.T) {
	below := realInputs()
	below.BaseURL = "https://host.example/some/path"
	deep, faults := site.Load(below)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	for _, s := range []*site.Site{realSite(t), deep} {
		tab, origin := newTab(t), serve(t, s)
		for i, g := range guesses {
			if s == deep && i%4 > 0 {
				continue
			}
			open(tab, origin+s.BasePath()+g.path)
			got := eval[guess](tab, shownGuess)
			var want []string
			for _, path := range strings.Fields(g.links) {
				want = append(want, s.BasePath()+path)
				if _, ok := s.Find(path + ".html"); !ok && !strings.Contains(path, "?") {
					t.Errorf("%s: there is no %s", g.path, path)
				}
			}
			if !slices.Equal(got.Links, want) || !strings.Contains(got.Text, g.says) || got.Elements > 0 {
				t.Errorf("%s%s: got %+v, want links %q and %q", s.BasePath(), g.path, got, want, g.says)
			}
			for _, message := range tab.Messages() {
				if !strings.Contains(message, "404 (Not Found)") { // what the browser says of the page itself
					t.Errorf("%s: %s", g.path, message)
				}
			}
		}
	}
}

// TestMissingPagesOfALocaleLeadIntoIt where it has the port, and out of it where not.
func TestMissingPagesOfALocaleLeadIntoIt(t *testing.T) {
	s := realSite(t)
	page := func(path string) ([]byte, bool) {
		content, ok := s.Render(path)
		if path == "404.html" { // as on a site with two more locales
			content = []byte(strings.Replace(string(content), `data-folders="`, `data-folders="xx 0-1023,3306|yy 0-65535|`, 1))
		}
		return content, ok
	}
	server := httptest.NewServer(newHost("/", page))
	t.Cleanup(server.Close)
	tab := newTab(t)
	for path, want := range map[string]string{
		"xx/ports/0022": "/xx/ports/22", "XX/3306": "/xx/ports/3306", "xx/ports/8080/": "/ports/8080", "yy/port/8080": "/yy/ports/8080", "zz/22": "/ports/22",
	} {
		open(tab, server.URL+"/"+path)
		if got := eval[guess](tab, shownGuess); len(got.Links) == 0 || got.Links[0] != want {
			t.Errorf("%s: got %+v, want %s", path, got, want)
		}
	}
}

// TestMissingPagesHelpWithoutScripts: they lead home, to all ports and to the three ranges, at any
// depth, and are answered as missing.
func TestMissingPagesHelpWithoutScripts(t *testing.T) {
	tab, origin := visitWithoutScripts(t)
	for _, path := range []string{"/nothing", "/a/b/c/d", "/ports/70000"} {
		open(tab, origin+path)
		links := eval[[]string](tab, `[...document.querySelectorAll('main a')].map(a => a.pathname)`)
		for _, want := range []string{"/", "/ports/", "/ranges/system", "/ranges/user", "/ranges/dynamic"} {
			if !slices.Contains(links, want) {
				t.Errorf("%s does not lead to %s: %q", path, want, links)
			}
		}
		answer, err := http.Get(origin + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered with %s", path, answer.Status)
		}
	}
}

// TestOnlyMissingPagesLoadTheirScript.
func TestOnlyMissingPagesLoadTheirScript(t *testing.T) {
	s := realSite(t)
	for _, name := range append(sample(s), "404.html") {
		content, _ := s.Render(name)
		if has := strings.Contains(string(content), "notfound.js"); has != (name == "404.html") {
			t.Errorf("%s loads notfound.js: %v", name, has)
		}
	}
}
