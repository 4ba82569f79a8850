package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPaperShowsEverything: all systems, all answers, black on white, and nothing that can only be clicked.
func TestPaperShowsEverything(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	tab.Do(chromedp.Click(chromedp.CSS(".theme")), chromedp.Click(chromedp.CSS(".theme"))) // dark
	tab.Show(Screen{Width: 700, Dark: true, Media: "print"})
	if got, want := eval[string](tab, shownSystems), eval[string](tab, allSystems); got != want {
		t.Errorf("printed are %q of %q", got, want)
	}
	if closed := eval[int](tab, `[...document.querySelectorAll('details > p')].filter(e => e.getBoundingClientRect().height < 10).length`); closed > 0 {
		t.Errorf("%d answers are not printed", closed)
	}
	if eval[bool](tab, isDark) {
		t.Error("the paper is dark")
	}
	for _, control := range []string{".copy", ".theme", "header.site form", ".faces", ".tabs", ".skip"} {
		if eval[bool](tab, "document.querySelector('"+control+"').checkVisibility()") {
			t.Errorf("%s is printed", control)
		}
	}
	if _, err := chromedp.Run(tab.Context, chromedp.PrintToPDF()); err != nil {
		t.Fatal(err)
	}
	if eval[bool](tab, "[...document.querySelectorAll('details')].some(e => !e.open)") {
		t.Error("questions are closed on paper in browsers that cannot show closed ones")
	}
}
