package browser

import (
	"testing"
)

// overflowing lists what reaches beyond the right edge of the screen, or of a box that hides the rest.
// What scrolls in a box of its own is reachable, and what is there for listeners only has no size.
const overflowing = `[...document.querySelectorAll('body *')].filter(e => {
	const style = getComputedStyle(e), box = e.getBoundingClientRect()
	if (!box.width || style.clipPath !== 'none' || e.closest('svg, .bar, .skip, .live')) return false
	const hides = /hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
	for (let p = e.parentElement; p; p = p.parentElement) {
		const s = getComputedStyle(p)
		if (s.clipPath !== 'none' || /auto|scroll/.test(s.overflowX)) return hides
	}
	return hides || box.right > innerWidth + 1
}).map(e => e.outerHTML.slice(0, 120))`

// TestPagesFitAndAreQuiet: nothing is cut off or has to be scrolled sideways, from the narrowest phone
// to a desk. The console stays empty, so no file is missing, no script fails and nothing violates the
// policy, neither that of the page nor that of the header. Nothing comes from elsewhere.
func TestPagesFitAndAreQuiet(t *testing.T) {
	everySample(t, 320, func(tab *Tab, page string) {
		for _, width := range []int64{320, 360, 599, 768, 1000, 1280} {
			tab.Show(Screen{Width: width})
			wide := eval[int64](tab, "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
			if wide > 0 {
				t.Errorf("%s, %d pixels wide: scrolls sideways by %d", page, width, wide)
			}
			for _, e := range eval[[]string](tab, overflowing) {
				t.Errorf("%s, %d pixels wide: does not fit: %s", page, width, e)
			}
		}
		if from := eval[[]string](tab, elsewhere); len(from) > 0 {
			t.Errorf("%s: loaded from elsewhere: %q", page, from)
		}
		if said := tab.Messages(); len(said) > 0 {
			t.Errorf("%s: the console says %q", page, said)
		}
	})
}

const elsewhere = `performance.getEntriesByType('resource').map(e => e.name)
	.filter(name => new URL(name).origin !== location.origin)`
