package browser

import (
	"slices"
	"testing"
)

// TestFirstScreenOfAPhone: it holds the way here, the number, its status, the answer and the neighbourhood.
func TestFirstScreenOfAPhone(t *testing.T) {
	tab, origin := visit(t)
	tab.Show(Screen{Width: 360})
	for _, port := range append(append(ports(), longWords(realSite(t).Registry())...), 2, 80, 225, 8080, 25565, 30080, 40000, 51820) {
		open(tab, portAddress(origin, port))
		below := eval[[]string](tab, `['.crumbs', 'h1', 'h1 em', '.lead', '.strip'].filter(s =>
			!(document.querySelector('main ' + s).getBoundingClientRect().bottom <= innerHeight))`)
		if len(below) > 0 {
			t.Errorf("port %d: below the first screen: %q", port, below)
		}
	}
}

// TestStatusesDifferWithoutColour: by word and by shape in the text, by filling in strips and on maps.
func TestStatusesDifferWithoutColour(t *testing.T) {
	tab, origin := visit(t)
	for _, dark := range []bool{false, true} {
		tab.Show(Screen{Width: 1280, Dark: dark})
		open(tab, portAddress(origin, 855))
		for _, where := range []string{"em", "strip"} {
			looks := eval[[]string](tab, looksWithoutColour+`('`+where+`')`)
			if different := slices.Compact(slices.Sorted(slices.Values(looks))); len(looks) < 4 || len(different) != len(looks) {
				t.Errorf("dark %v: statuses in %s look the same without colour: %q", dark, where, looks)
			}
		}
	}
}

// looksWithoutColour describes the mark of each status, colours replaced: what is seen by those who see
// no colours.
const looksWithoutColour = `(where => (where === 'em'
	? ['assigned', 'unassigned', 'reserved', 'de-registered', 'dynamic', 'not-listed'] : ['assigned', '', 'reserved', 'dynamic']).map(status => {
	const [parent, name] = where === 'em' ? [document.querySelector('dl.facts dd'), 'em'] : [document.querySelector('.strip li'), 'a']
	const e = document.createElement(name)
	if (status || where === 'em') e.className = status
	parent.append(e)
	const s = getComputedStyle(e, '::before')
	const plain = text => text.replace(/rgba?\([^)]*\)|oklch\([^)]*\)|color\([^)]*\)/g, c => /^rgba.*, 0\)$/.test(c) ? 'none' : 'ink')
	const look = [s.backgroundImage, s.backgroundColor, s.borderTopLeftRadius, s.rotate].map(plain).join(' ')
	e.remove()
	return look
}))`
