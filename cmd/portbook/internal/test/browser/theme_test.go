package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

const isDark = `(c => c[0] + c[1] + c[2] < 3 * 128)(getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number))`

// TestThemeIsChosenAndRemembered: as the system, light, dark, and round again.
func TestThemeIsChosenAndRemembered(t *testing.T) {
	tab, origin := visit(t)
	tab.Show(Screen{Width: 1280, Dark: true})
	open(tab, portAddress(origin, 855))
	theme := func(page, label string, dark bool) {
		t.Helper()
		if got := eval[string](tab, "document.querySelector('.theme').ariaLabel"); got != label {
			t.Errorf("%s: the button says %q, want %q", page, got, label)
		}
		if got := eval[bool](tab, isDark); got != dark {
			t.Errorf("%s: %s is dark: %v", page, label, got)
		}
	}
	press := func() { tab.Do(chromedp.Click(chromedp.CSS(".theme"))) }
	theme("first visit", "Theme: system", true)
	press()
	theme("after one press", "Theme: light", false)
	open(tab, origin+"/about")
	theme("another page", "Theme: light", false)
	press()
	theme("after two", "Theme: dark", true)
	tab.Show(Screen{Width: 1280})
	open(tab, origin+"/")
	theme("home, on a light system", "Theme: dark", true)
	press()
	theme("after three", "Theme: system", false)
	open(tab, origin+"/ports/")
	theme("all ports", "Theme: system", false)
}
