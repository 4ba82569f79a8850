package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/portbook/portbook/cmd/portbook/internal/search"
)

// typed types into a box and waits until something is found.
func typed(tab *Tab, box, text string) {
	tab.Do(chromedp.SendKeys(chromedp.CSS(box), text))
	tab.Wait("document.querySelector('.found a, .results a, .found p') && !document.querySelector('.found[aria-busy=true]')")
}

const (
	headBox = "header.site [name=q]"
	active  = `document.getElementById(document.activeElement.getAttribute('aria-activedescendant') || '-')`
)

// combobox is what a listener is told of the box that has the focus.
const combobox = `(box => ({
	role: box.getAttribute('role'),
	expanded: box.getAttribute('aria-expanded'),
	options: [...document.getElementById(box.getAttribute('aria-controls'))?.querySelectorAll('[role=option]') || []].map(e => e.textContent),
	active: ` + active + `?.textContent || '',
	selected: [...document.querySelectorAll('[aria-selected=true][role=option]')].map(e => e.textContent).join('|'),
}))(document.activeElement)`

type box struct {
	Role, Expanded, Active, Selected string
	Options                          []string
}

// TestSearchFindsWhileTyping: number, name and status of each port in the order of how likely it is meant, for
// eyes and for ears; arrows choose, Enter leads there. The console stays empty.
func TestSearchFindsWhileTyping(t *testing.T) {
	tab, origin := visit(t)
	for _, where := range []struct{ page, box string }{{"/ports/855", headBox}, {"/about", headBox}, {"/", "main [name=q]"}, {"/", headBox}} {
		open(tab, origin+where.page)
		typed(tab, where.box, "minecra")
		b := eval[box](tab, combobox)
		if b.Role != "combobox" || b.Expanded != "true" || b.Active != "" || len(b.Options) < 3 {
			t.Fatalf("%s: %+v", where.page, b)
		}
		for _, word := range []string{"25565", "Minecraft", "unassigned"} {
			if !strings.Contains(b.Options[0], word) {
				t.Errorf("%s: %q does not say %s", where.page, b.Options[0], word)
			}
		}
		tab.Wait(fmt.Sprintf("document.querySelector('.live').textContent === 'Results: %d'", len(b.Options)))
		for _, step := range []struct {
			key   string
			place int
		}{{kb.ArrowDown, 0}, {kb.ArrowDown, 1}, {kb.ArrowUp, 0}, {kb.ArrowUp, len(b.Options) - 1}, {kb.ArrowDown, 0}} {
			tab.Press(step.key)
			if now := eval[box](tab, combobox); now.Active != b.Options[step.place] || now.Selected != now.Active {
				t.Errorf("%s: chosen is %q (%q), want %q", where.page, now.Active, now.Selected, b.Options[step.place])
			}
		}
		tab.Press(kb.Enter)
		tab.Wait("location.pathname === '/ports/25565' && document.readyState === 'complete'")
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// TestResultsAreLinks: a finger or a click leads to them.
func TestResultsAreLinks(t *testing.T) {
	tab, origin := visit(t)
	tab.Show(Screen{Width: 360})
	open(tab, portAddress(origin, 855))
	typed(tab, headBox, "jupyter")
	tab.Do(chromedp.Click(chromedp.CSS(".found a")))
	tab.Wait("location.pathname === '/ports/8888' && document.readyState === 'complete'")
	typed(tab, headBox, "server")
	tab.Do(chromedp.Click(chromedp.CSS(".found a:last-child")))
	tab.Wait("location.pathname + location.search === '/search?q=server' && document.querySelectorAll('.results a').length > 8")
}

// TestSearchLeavesByEscapeAndTab: Escape closes what hangs below the box, then empties it; leaving closes it too.
func TestSearchLeavesByEscapeAndTab(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	state := func() string {
		return eval[string](tab, `(b => b.value + ' ' + b.ariaExpanded + ' ' + document.querySelectorAll('.found a').length)(document.querySelector('header.site [name=q]'))`)
	}
	typed(tab, headBox, "ssh")
	for _, want := range []string{"ssh false 0", " false 0"} {
		tab.Press(kb.Escape)
		if got := state(); got != want {
			t.Errorf("after Escape: %q, want %q", got, want)
		}
	}
	typed(tab, headBox, "ssh")
	tab.Press(kb.ArrowDown + kb.Tab)
	if got := state(); got != "ssh false 0" || eval[bool](tab, "!!document.activeElement.closest('.found')") {
		t.Errorf("after Tab: %q", got)
	}
}

var slash = input.DispatchKeyEventParams{Key: "/", Text: "/"}

// hit presses a key as a keyboard does: a page that has a use for it keeps it from being typed. Press says of a
// key that it was pressed and of its letter that it was typed, whatever the page does.
func hit(tab *Tab, key input.DispatchKeyEventParams) {
	key.Type = input.DispatchKeyEventTypeKeyDown
	call(tab, input.DispatchKeyEvent, key)
	key.Type, key.Text = input.DispatchKeyEventTypeKeyUp, ""
	call(tab, input.DispatchKeyEvent, key)
}

// TestKeysLeadToTheSearch: the slash and Ctrl-K (Cmd-K) from anywhere, but a slash in a box is a slash.
func TestKeysLeadToTheSearch(t *testing.T) {
	tab, origin := visit(t)
	for page, want := range map[string]string{"/ports/22": "header", "/ranges/system": "header", "/": "main", "/search?q=ssh": "main"} {
		for _, key := range []input.DispatchKeyEventParams{slash, {Key: "k", Modifiers: int64(chromedp.ModifierCtrl)}, {Key: "k", Modifiers: int64(chromedp.ModifierMeta)}} {
			open(tab, origin+page)
			hit(tab, key)
			if at := eval[string](tab, "document.activeElement.name === 'q' ? document.activeElement.closest('header, main').tagName.toLowerCase() : ''"); at != want {
				t.Errorf("%s: the focus is in %q, want %s", page, at, want)
			}
		}
	}
	open(tab, portAddress(origin, 22))
	hit(tab, slash)
	tab.Press("tcp")
	hit(tab, slash)
	tab.Press("22")
	if got := eval[string](tab, "document.activeElement.value"); got != "tcp/22" {
		t.Errorf("typed %q", got)
	}
}

// TestNumbersLeadStraightToTheirPage: from every box, in all spellings, with the script of the search loaded or not.
func TestNumbersLeadStraightToTheirPage(t *testing.T) {
	tab, origin := visit(t)
	for _, c := range []struct{ page, box, question, port string }{
		{"/ports/855", headBox, "8080", "8080"},
		{"/about", headBox, "8080", "8080"},
		{"/about", headBox, "tcp/22", "22"},
		{"/", headBox, "0x357", "855"},
		{"/", "main [name=q]", ":443", "443"},
		{"/", "main [name=q]", "0", "0"},
		{"/search", "main [name=q]", "localhost:3000", "3000"},
		{"/search", "main [name=q]", "8080", "8080"},
	} {
		open(tab, origin+c.page)
		tab.Do(chromedp.SendKeys(chromedp.CSS(c.box), c.question+"\r"))
		tab.Wait("location.pathname === '/ports/" + c.port + "' && document.title.startsWith('Port " + c.port + "')")
	}
}

// TestNamesLeadToThePageOfTheSearch: Enter lists all that was found, and the list can be linked to.
func TestNamesLeadToThePageOfTheSearch(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	typed(tab, headBox, "remote desktop")
	tab.Press(kb.Enter)
	tab.Wait("location.pathname + location.search === '/search?q=remote+desktop' && document.querySelector('.results a')")
	if first := eval[string](tab, "document.querySelector('.results a').pathname"); first != "/ports/3389" {
		t.Errorf("the first is %s", first)
	}
	open(tab, origin+"/search?q=tcp%2F22")
	tab.Wait("document.querySelector('.results a')?.pathname === '/ports/22'")
	if value := eval[string](tab, "document.querySelector('main [name=q]').value"); value != "tcp/22" {
		t.Errorf("the box says %q", value)
	}
}

// TestThePageOfTheSearchWorksByKeyboard: typing changes list and address, arrows walk through the links and back.
func TestThePageOfTheSearchWorksByKeyboard(t *testing.T) {
	tab, origin := visit(t)
	open(tab, origin+"/search")
	tab.Wait("document.activeElement.name === 'q'")
	tab.Press("jupyte")
	tab.Wait("location.search === '?q=jupyte' && document.querySelector('.results a')?.pathname === '/ports/8888'")
	length := eval[int](tab, "history.length")
	tab.Press("r")
	tab.Wait("location.search === '?q=jupyter'")
	if now := eval[int](tab, "history.length"); now != length {
		t.Errorf("a letter adds to the history: %d pages, then %d", length, now)
	}
	focus := func(want string) {
		t.Helper()
		if got := eval[string](tab, "document.activeElement.pathname || document.activeElement.name"); got != want {
			t.Errorf("the focus is at %s, want %s", got, want)
		}
	}
	tab.Press(kb.ArrowDown)
	focus("/ports/8888")
	tab.Press(kb.ArrowUp)
	focus("q")
	tab.Press(kb.ArrowDown + kb.Escape)
	focus("q")
	tab.Press(kb.Escape)
	tab.Wait("location.search === '' && !document.querySelector('.results a')")
	tab.Press("zzzzqqqq")
	tab.Wait("document.querySelector('.remark').textContent.includes('zzzzqqqq')")
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// TestWhatIsAskedIsNeverATag: on the page of the search and below the box.
func TestWhatIsAskedIsNeverATag(t *testing.T) {
	tab, origin := visit(t)
	open(tab, origin+"/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20ssh%20zzzzzz")
	tab.Wait("window.portSearch && document.querySelector('main [name=q]').value.startsWith('<img')")
	typed(tab, headBox, "<b>qqqqqqqqqqqqq</b>")
	if n := eval[int](tab, "document.querySelectorAll('main img, .found img, .found b:not(a b)').length"); n > 0 {
		t.Errorf("%d tags", n)
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// TestSearchIsAccessibleAndFits: with results below the box, and on the page of the search, in light and dark,
// on the narrowest phone and at a desk.
func TestSearchIsAccessibleAndFits(t *testing.T) {
	source := axe(t)
	tab, origin := visit(t)
	for _, page := range []string{"/ports/855", "/", "/search?q=server", "/search?q=6000-6063"} {
		for _, width := range []int64{320, 1280} {
			tab.Show(Screen{Width: width})
			open(tab, origin+page)
			if strings.HasPrefix(page, "/search") {
				tab.Wait("document.querySelector('.results a')")
			} else {
				typed(tab, headBox, "6000-6063")
				tab.Press(kb.ArrowDown)
			}
			for _, e := range eval[[]string](tab, overflowing) {
				t.Errorf("%s, %d pixels wide: does not fit: %s", page, width, e)
			}
			tab.Do(chromedp.Evaluate[chromedp.Void](source))
			violations(t, tab, allRules, fmt.Sprint(page, ", ", width, ", light"))
			tab.Show(Screen{Width: width, Dark: true})
			violations(t, tab, colourRules, fmt.Sprint(page, ", ", width, ", dark"))
		}
	}
}

// TestThePageOfTheSearchHelpsWithoutScripts: it says what is missing and how to find a port without it.
func TestThePageOfTheSearchHelpsWithoutScripts(t *testing.T) {
	tab, origin := visitWithoutScripts(t)
	open(tab, origin+"/")
	tab.Do(chromedp.SendKeys(chromedp.CSS("main [name=q]"), "ssh\r"))
	tab.Wait("location.pathname + location.search === '/search?q=ssh'")
	text := eval[string](tab, "document.querySelector('main').innerText")
	if !strings.Contains(text, "JavaScript") {
		t.Errorf("it does not say what is missing: %s", text)
	}
	links := eval[string](tab, "[...document.querySelectorAll('main a')].filter(a => a.checkVisibility()).map(a => a.pathname).join(' ')")
	for _, want := range []string{"/ports/", "/services/", "/uses/", "/ranges/system"} {
		if !strings.Contains(links, want) {
			t.Errorf("it does not lead to %s: %s", want, links)
		}
	}
}

// TestResultsStayInTheLocale where it has the port, and speak its language.
func TestResultsStayInTheLocale(t *testing.T) {
	s := realSite(t)
	server := httptest.NewServer(newHost("/", func(path string) ([]byte, bool) {
		content, ok := s.Render(strings.TrimPrefix(path, "xx/"))
		if path == "assets/search.js" {
			content = withLocale(t, content, search.Locale{Dir: "xx/", Ports: "0-100,5432", Words: map[string]string{"assigned": "given"}})
		}
		return content, ok
	}))
	t.Cleanup(server.Close)
	tab := newTab(t)
	for _, c := range []struct{ page, question, want string }{
		{"/xx/ports/22", "ssh", "/xx/ports/22 given"},
		{"/xx/about", "postgresql", "/xx/ports/5432 given"},
		{"/xx/about", "http-alt", "/ports/8080 given"},
		{"/ports/22", "ssh", "/ports/22 assigned"},
		{"/xx/about", "known uses", "/uses/ "},
	} {
		open(tab, server.URL+c.page)
		typed(tab, headBox, c.question)
		got := eval[string](tab, "(a => a.pathname + ' ' + (a.querySelector('em')?.textContent || ''))(document.querySelector('.found a'))")
		if got != c.want {
			t.Errorf("%s: %s leads to %s, want %s", c.page, c.question, got, c.want)
		}
	}
}

// withLocale adds another locale to the script of the search; words that it lacks are those of the first.
func withLocale(t *testing.T, script []byte, l search.Locale) []byte {
	t.Helper()
	before, rest, _ := strings.Cut(string(script), "\nlocales: ")
	list, after, _ := strings.Cut(rest, ",\nending: ")
	var locales []search.Locale
	if err := json.Unmarshal([]byte(list), &locales); err != nil {
		t.Fatal(err)
	}
	words := maps.Clone(locales[0].Words)
	maps.Copy(words, l.Words)
	l.Words = words
	all, err := json.Marshal(append(locales, l))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(before + "\nlocales: " + string(all) + ",\nending: " + after)
}
