package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pointAt scrolls to a port's cell, moves the pointer over its middle and returns where that is.
func pointAt(tab *Tab, port int) (x, y float64) {
	at := eval[[]float64](tab, fmt.Sprintf(`(cell => {
		const svg = document.querySelector('.plane svg')
		scrollTo({top: cell(svg.getBoundingClientRect())[1] + scrollY - 400, behavior: 'instant'})
		return cell(svg.getBoundingClientRect())
	})(b => [b.left + %f * b.width, b.top + %f * b.height])`, (float64(port%256)+.5)/256, (float64(port/256)+.5)/256))
	tab.Do(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
	return at[0], at[1]
}

const caption = "document.querySelector('.space output')"

// TestTheMapTellsWhatIsPointedAt: number, name and status of the port under the pointer, on the small map
// and on the large one; a click leads to the port.
func TestTheMapTellsWhatIsPointedAt(t *testing.T) {
	tab, origin := visit(t)
	tab.Show(Screen{Width: 1280})
	s := realSite(t)
	for _, page := range []string{"/", "/ports/"} {
		open(tab, origin+page)
		for _, port := range []int{0, 22, 255, 256, 855, 8080, 20555, 49151, 50000, 65535} {
			pointAt(tab, port)
			words := []string{fmt.Sprint(port), s.Registry().Headline(port).String()}
			if p := s.Registry().Primary(port); p != nil {
				words = append(words[:1], p.Service, words[1])
			}
			tab.Wait(fmt.Sprintf("%s.textContent.split(/\\s+/).join(' ') === %q", caption, strings.Join(words, " ")))
			if link := eval[string](tab, caption+".querySelector('a').pathname"); link != fmt.Sprint("/ports/", port) {
				t.Errorf("%s: the caption of %d leads to %s", page, port, link)
			}
		}
		tab.Do(chromedp.MouseClickXY(pointAt(tab, 443)))
		tab.Wait("location.pathname === '/ports/443'")
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// TestTheMapWorksByKeyboard: arrow keys move by a port or by a row and tell where they are, Enter leads there.
func TestTheMapWorksByKeyboard(t *testing.T) {
	tab, origin := visit(t)
	open(tab, origin+"/ports/")
	eval[bool](tab, "document.querySelector('.plane').focus({focusVisible: true}), true")
	at := func(port int) { t.Helper(); tab.Wait(fmt.Sprintf("parseInt(%s.textContent) === %d", caption, port)) }
	at(0)
	for _, step := range []struct {
		key  string
		port int
	}{
		{kb.ArrowLeft, 0},
		{kb.ArrowRight, 1},
		{kb.ArrowDown, 257},
		{kb.ArrowRight, 258},
		{kb.ArrowUp, 2},
		{kb.ArrowUp, 2},
		{kb.End, 65535},
		{kb.ArrowDown, 65535},
		{kb.Home, 0},
		{kb.PageDown, 4096},
		{kb.ArrowLeft, 4095},
	} {
		tab.Press(step.key)
		at(step.port)
	}
	if live := eval[string](tab, caption+".ariaLive"); live != "polite" {
		t.Errorf("the caption is %s to those who do not see it", live)
	}
	tab.Press(kb.Enter)
	tab.Wait("location.pathname === '/ports/4095'")
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// TestTheMapLeadsToListsWithoutScripts: a click on a port goes to the list that holds it.
func TestTheMapLeadsToListsWithoutScripts(t *testing.T) {
	tab, origin := visit(t)
	tab.WithoutScripts()
	for _, port := range []int{0, 999, 1000, 8080, 65535} {
		open(tab, origin+"/ports/")
		pointAt(tab, port)
		link := eval[string](tab, "document.querySelector('.plane a:hover').getAttribute('href')")
		first := port / 1000 * 1000
		if want := fmt.Sprintf("/ranges/%d-%d", first, min(first+999, 65535)); link != want {
			t.Errorf("%d leads to %s, want %s", port, link, want)
		}
	}
	if hint := eval[string](tab, caption+".textContent"); hint != "" {
		t.Errorf("the map promises %q", hint)
	}
}
