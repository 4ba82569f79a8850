package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is the program axe-core, which looks for what shuts people out. .ci/setup puts it there.
func axe(t *testing.T) string {
	t.Helper()
	folder, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(folder, "portbook", "axe.min.js"))
	if err == nil {
		return string(source)
	}
	unable(t, "no axe-core here: run make setup")
	return ""
}

// Rules of axe-core: all of WCAG 2.2 A and AA and the good practices; and those that depend on colours.
const (
	allRules    = `{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}`
	colourRules = `{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}, resultTypes: ['violations']}`
)

// shorten leaves the first of many rows, cells and links of a long list: the rest is no different and
// takes axe-core seconds.
const shorten = `document.querySelectorAll('tr:nth-child(n+20), li:nth-child(n+20), .map a:nth-of-type(n+20)').forEach(e => e.remove())`

// TestPagesAreAccessible: axe-core finds nothing, on a phone and on a desk, in light and in dark.
// Between light and dark only colours differ, so in dark only the rules on colours are tried.
func TestPagesAreAccessible(t *testing.T) {
	source := axe(t)
	everySample(t, 360, func(tab *Tab, page string) {
		tab.Do(chromedp.Evaluate[chromedp.Void](source), chromedp.Evaluate[chromedp.Void](shorten))
		for _, width := range []int64{360, 1280} {
			tab.Show(Screen{Width: width})
			violations(t, tab, allRules, fmt.Sprint(page, ", ", width, ", light"))
			tab.Show(Screen{Width: width, Dark: true})
			violations(t, tab, colourRules, fmt.Sprint(page, ", ", width, ", dark"))
		}
	})
}

// violations reports what axe-core finds somewhere.
func violations(t *testing.T, tab *Tab, rules, where string) {
	t.Helper()
	found := eval[[]string](tab, `axe.run(`+rules+`).then(r => r.violations.flatMap(v =>
		v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary)))`)
	for _, f := range found {
		t.Errorf("%s: %s", where, f)
	}
}
