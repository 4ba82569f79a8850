package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shownSystems lists the systems whose commands are on the screen.
const shownSystems = `[...document.querySelectorAll('.sys')].filter(e => e.checkVisibility()).map(e => e.id).join(' ')`

const allSystems = `[...document.querySelectorAll('.sys')].map(e => e.id).join(' ')`

// selectedTab is the name of the tab that is marked as chosen, also for listeners.
const selectedTab = `[...document.querySelectorAll('[role=tab][aria-selected=true]')].map(e => e.textContent).join(' ')`

// TestFirstVisitShowsTheVisitorsSystem: and it is there when the page is painted first, so nothing moves.
func TestFirstVisitShowsTheVisitorsSystem(t *testing.T) {
	origin := serve(t, realSite(t))
	for platform, want := range map[string]struct{ id, name string }{
		"Windows": {"windows", "Windows"}, "macOS": {"macos", "macOS"}, "Linux": {"linux", "Linux"},
		"Android": {"linux", "Linux"}, "FreeBSD": {"bsd", "FreeBSD and OpenBSD"},
	} {
		tab := newTab(t)
		tab.On(platform)
		tab.Before(`let seen = () => {
			if (!document.body) return requestAnimationFrame(seen)
			self.firstSystem = document.documentElement.dataset.system
		}
		requestAnimationFrame(seen)`)
		open(tab, origin+"/ports/1521#check")
		if first := eval[string](tab, "String(self.firstSystem)"); first != want.id {
			t.Errorf("%s: the first paint shows %s, want %s", platform, first, want.id)
		}
		shows(t, tab, want.id, want.name)
		if moved := eval[[]string](tab, layoutShift); len(moved) > 0 {
			t.Errorf("%s: what moved is %q", platform, moved)
		}
	}
}

// layoutShift lists what moved on the screen while the page loaded.
const layoutShift = `new Promise(done => {
	const moved = []
	new PerformanceObserver(list => {
		for (const shift of list.getEntries()) for (const s of shift.sources) moved.push(s.node?.nodeName + '.' + s.node?.className + ' ' +
			JSON.stringify(s.previousRect) + ' to ' + JSON.stringify(s.currentRect))
	}).observe({ type: 'layout-shift', buffered: true })
	setTimeout(() => done(moved), 100)
})`

// shows checks that one system, and no other, is on the screen.
func shows(t *testing.T, tab *Tab, id, name string) {
	t.Helper()
	if got := eval[string](tab, shownSystems); got != id {
		t.Errorf("shown are %q, want %q", got, id)
	}
	if got := eval[string](tab, selectedTab); got != name {
		t.Errorf("chosen are %q, want %q", got, name)
	}
}

// TestChosenSystemIsRemembered: on all pages, today and tomorrow, whatever the visitor's own system is.
func TestChosenSystemIsRemembered(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.Click(chromedp.CSS(`.tabs [href="#windows"]`)))
	shows(t, tab, "windows", "Windows")
	open(tab, portAddress(origin, 1521))
	shows(t, tab, "windows", "Windows")
	next := tab.Another()
	open(next, portAddress(origin, 50000))
	shows(t, next, "windows", "Windows")
	open(next, portAddress(origin, 22)+"#macos")
	shows(t, next, "macos", "macOS")
	open(next, portAddress(origin, 443)) // a link to a system is no choice
	shows(t, next, "windows", "Windows")
}

// TestSystemsAreChosenByKeyboard: arrow keys move between tabs, Tab leaves them.
func TestSystemsAreChosenByKeyboard(t *testing.T) {
	tab, origin := visit(t)
	tab.On("Linux")
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.Focus(chromedp.CSS(`[role=tab][aria-selected=true]`)))
	for _, step := range []struct{ key, id, name string }{
		{kb.ArrowRight, "macos", "macOS"},
		{kb.ArrowRight, "windows", "Windows"},
		{kb.ArrowLeft, "macos", "macOS"},
		{kb.End, "containers", "Containers"},
		{kb.ArrowRight, "linux", "Linux"},
		{kb.ArrowLeft, "containers", "Containers"},
		{kb.Home, "linux", "Linux"},
	} {
		tab.Press(step.key)
		shows(t, tab, step.id, step.name)
		if focused := eval[string](tab, "document.activeElement.textContent"); focused != step.name {
			t.Errorf("the focus is at %q, want %q", focused, step.name)
		}
	}
	tab.Press(kb.Tab)
	if eval[bool](tab, "document.activeElement.role === 'tab'") {
		t.Error("Tab does not leave the tabs")
	}
}
