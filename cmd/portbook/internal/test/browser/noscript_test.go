package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// visitWithoutScripts is visit by a reader who has switched scripts off.
func visitWithoutScripts(t *testing.T) (*Tab, string) {
	t.Helper()
	tab, origin := visit(t)
	tab.WithoutScripts()
	return tab, origin
}

// TestEverythingIsThereWithoutScripts: all systems are shown, questions open, and no button is there
// that does nothing.
func TestEverythingIsThereWithoutScripts(t *testing.T) {
	tab, origin := visitWithoutScripts(t)
	with := newTab(t)
	for _, port := range ports() {
		open(tab, portAddress(origin, port))
		if got, want := eval[string](tab, shownSystems), eval[string](tab, allSystems); got != want || want == "" {
			t.Errorf("port %d: shown are %q of %q", port, got, want)
		}
		if dead := eval[[]string](tab, deadControls); len(dead) > 0 {
			t.Errorf("port %d: dead controls %q", port, dead)
		}
		open(with, portAddress(origin, port))
		plain := eval[string](tab, words)
		if full := eval[string](with, words); full != plain {
			t.Errorf("port %d: with scripts the page says something else", port)
		}
	}
	tab.Do(chromedp.Click(chromedp.CSS("summary")))
	if !eval[bool](tab, "document.querySelector('details > p').checkVisibility()") {
		t.Error("a question does not open")
	}
}

// words is what a page says, without what belongs to the script: buttons.
const words = `(page => {
	for (const e of page.querySelectorAll('.copy, .live, .theme')) e.remove()
	return page.textContent.replace(/\s+/g, ' ')
})(document.querySelector('main').cloneNode(true))`

// deadControls are buttons that nothing answers to without scripts: those outside of forms, and
// those of forms that lead nowhere.
const deadControls = `[...document.querySelectorAll('button, [role=tab], [role=button]')]
	.filter(e => !e.form?.getAttribute('action')).map(e => e.outerHTML)`

// TestPortBoxLeadsSomewhereWithoutScripts: to a page from where all ports can be reached.
func TestPortBoxLeadsSomewhereWithoutScripts(t *testing.T) {
	tab, origin := visitWithoutScripts(t)
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.SendKeys(chromedp.CSS("header.site [name=q]"), "443\r"))
	tab.Wait("location.pathname !== '/ports/855'")
	if at := eval[string](tab, "location.href"); !strings.HasPrefix(at, origin) || !strings.HasSuffix(at, "?q=443") {
		t.Errorf("it leads to %s", at)
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}
