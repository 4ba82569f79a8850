package browser

import (
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A Screen is what a page is shown on.
type Screen struct {
	Width int64  // in CSS pixels
	Dark  bool   // the system's colour scheme
	Media string // "" for a screen, "print" for paper
}

// Show shows the page, and all that follow, on such a screen.
func (tab *Tab) Show(s Screen) {
	tab.t.Helper()
	scheme := "light"
	if s.Dark {
		scheme = "dark"
	}
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: s.Width, Height: 740, DeviceScaleFactor: 1, Mobile: s.Width < 600,
	})
	call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media:    s.Media,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// WithoutScripts switches scripts of pages off. Eval still works.
func (tab *Tab) WithoutScripts() {
	tab.t.Helper()
	call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// On makes the browser say that it runs on a platform, such as "Windows" or "macOS".
func (tab *Tab) On(platform string) {
	tab.t.Helper()
	call(tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent: "Mozilla/5.0", Platform: platform,
		UserAgentMetadata: &emulation.UserAgentMetadata{Platform: platform},
	})
}

// Before runs a script in every page that follows, before the page's own.
func (tab *Tab) Before(script string) {
	tab.t.Helper()
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// Press presses keys, one after the other, such as kb.Tab+kb.Enter.
func (tab *Tab) Press(keys string) {
	tab.t.Helper()
	tab.Do(chromedp.KeyEvent(keys))
}

// Wait waits until an expression is true in the page, or in the page that replaces it.
func (tab *Tab) Wait(expression string) {
	tab.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		is, err := chromedp.Run(tab.Context, chromedp.Evaluate[bool]("!!("+expression+")")) // fails between two pages
		if err == nil && is {
			return
		}
		if time.Now().After(deadline) {
			tab.t.Fatalf("never true: %s (%v)", expression, err)
		}
	}
}

// Clipboard returns what was copied last.
func (tab *Tab) Clipboard() string {
	tab.t.Helper()
	c := chromedp.FromContext(tab.Context)
	_, err := chromedp.CallBrowser(tab.Context, browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: "clipboard-read"}, Setting: browser.PermissionSettingGranted,
		BrowserContextID: c.BrowserContextID,
	})
	if err != nil {
		tab.t.Fatal(err)
	}
	return eval[string](tab, "navigator.clipboard.readText()")
}

// call sends a command of the DevTools protocol for which Tab has no method.
func call[P, R any](tab *Tab, command cdp.Command[P, R], params P) R {
	tab.t.Helper()
	result, err := chromedp.Call(tab.Context, command, params)
	if err != nil {
		tab.t.Fatal(err)
	}
	return result
}
