package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// focused says what has the focus and whether one can see that.
const focused = `(e => {
	const style = getComputedStyle(e), box = e.getBoundingClientRect()
	return {
		what: e.outerHTML.slice(0, 100),
		seen: box.width > 4 && box.height > 4 && e.checkVisibility() &&
			(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none'),
		inside: !!e.closest('main'),
	}
})(document.activeElement)`

type focus struct {
	What         string
	Seen, Inside bool
}

// TestSkipLinkComesFirst: one key shows it, another goes past the head of the page.
func TestSkipLinkComesFirst(t *testing.T) {
	tab, origin := visit(t)
	for _, page := range []string{"/ports/855", "/", "/ports/", "/about"} {
		open(tab, origin+page)
		tab.Press(kb.Tab)
		if f := eval[focus](tab, focused); !eval[bool](tab, "document.activeElement.className === 'skip'") || !f.Seen {
			t.Errorf("%s: the first is %+v", page, f)
		}
		tab.Press(kb.Enter)
		tab.Press(kb.Tab)
		if f := eval[focus](tab, focused); !f.Inside || !f.Seen {
			t.Errorf("%s: after the skip link comes %+v", page, f)
		}
	}
}

// TestFocusIsAlwaysSeen: from the first link to the last, and never caught.
func TestFocusIsAlwaysSeen(t *testing.T) {
	tab, origin := visit(t)
	for _, page := range []string{"/ports/1521", "/"} {
		for _, dark := range []bool{false, true} {
			tab.Show(Screen{Width: 360, Dark: dark})
			open(tab, origin+page)
			stops := 0
			for ; stops < 300; stops++ {
				tab.Press(kb.Tab)
				if eval[bool](tab, "document.activeElement === document.body") {
					break
				}
				if f := eval[focus](tab, focused); !f.Seen {
					t.Errorf("%s: not seen: %s", page, f.What)
				}
			}
			if stops < 15 || stops == 300 {
				t.Errorf("%s: %d stops", page, stops)
			}
		}
	}
}

// TestQuestionsOpenByKeyboard: Enter opens and closes.
func TestQuestionsOpenByKeyboard(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 20555))
	eval[bool](tab, "document.querySelector('summary').focus(), true")
	for _, open := range []bool{true, false} {
		tab.Press(kb.Enter)
		if got := eval[bool](tab, "document.querySelector('details > p').checkVisibility()"); got != open {
			t.Errorf("open is %v, want %v", got, open)
		}
	}
}
