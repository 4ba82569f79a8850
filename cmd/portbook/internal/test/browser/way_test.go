package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestNumbersThatAreNoPortsLeadNowhere: the box says so.
func TestNumbersThatAreNoPortsLeadNowhere(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.SendKeys(chromedp.CSS(headBox), "70000\r"))
	tab.Wait(`[...document.querySelectorAll('.found')].some(e => e.checkVisibility() && e.textContent.trim())`)
	if at := eval[string](tab, "location.pathname"); at != "/ports/855" {
		t.Errorf("70000 leads to %s", at)
	}
}

// TestPreviousAndNext: from port to port, and none beyond the ends.
func TestPreviousAndNext(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 0))
	for _, want := range []string{"/ports/1", "/ports/2"} {
		tab.Do(chromedp.Click(chromedp.CSS("[rel=next]")))
		tab.Wait("location.pathname === '" + want + "' && document.readyState === 'complete'")
	}
	tab.Do(chromedp.Click(chromedp.CSS("[rel=prev]")))
	tab.Wait("location.pathname === '/ports/1'")
	for port, missing := range map[int]string{0: "[rel=prev]", 65535: "[rel=next]"} {
		open(tab, portAddress(origin, port))
		if eval[bool](tab, "!!document.querySelector('"+missing+"')") {
			t.Errorf("port %d has %s", port, missing)
		}
	}
}
