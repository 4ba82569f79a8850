package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestCommandsAreCopied: every command of a system, exactly as it has to be typed, and readers are told.
func TestCommandsAreCopied(t *testing.T) {
	tab, origin := visit(t)
	open(tab, portAddress(origin, 855))
	for _, system := range []string{"linux", "windows"} {
		tab.Do(chromedp.Click(chromedp.CSS(`.tabs [href="#` + system + `"]`)))
		commands := eval[[]string](tab, `[...document.querySelectorAll('#`+system+` pre:not(.out) > code')].map(e => e.textContent)`)
		if len(commands) < 4 {
			t.Errorf("%s has only %d commands", system, len(commands))
		}
		for i, command := range commands {
			button := fmt.Sprintf("[...document.querySelectorAll('#%s .copy')][%d]", system, i)
			tab.Do(chromedp.Click(chromedp.JSPath(button)))
			tab.Wait(button + ".textContent === 'Copied' && document.querySelector('[aria-live]').textContent === 'Copied'")
			if copied := tab.Clipboard(); copied != command || strings.HasPrefix(copied, "$") || strings.Contains(copied, "\n") {
				t.Errorf("copied %q, want %q", copied, command)
			}
		}
	}
	if !eval[bool](tab, `document.querySelector('#linux').textContent.includes("sudo ss -ltnp 'sport = :855'")`) {
		t.Error("the command for Linux is not the one that this test was written for")
	}
	tab.Wait(`![...document.querySelectorAll('.copy')].some(e => e.textContent === 'Copied')`)
}
