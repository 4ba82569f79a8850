// Package browsertest lets tests do what readers do, in Debian's Chromium.
//
//	b := browsertest.Start(t)
//	tab := b.Tab()
//	tab.Do(chromedp.Navigate(url), chromedp.Click(chromedp.CSS(".copy")))
//	theme := browsertest.Eval[string](tab, "document.documentElement.dataset.theme")
//
// Without Chromium tests are skipped, except with CI=true, where that is a failure.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab may be used. It only ends tests that hang.
const patience = 5 * time.Minute

// A Browser is a running Chromium.
type Browser struct {
	t   testing.TB
	ctx context.Context
}

// Path returns where Chromium is. It skips the test when there is none, or fails it with CI=true.
func Path(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const advice = "no Chromium here: install it with apt-get install chromium, or run make setup"
	if os.Getenv("CI") == "true" {
		t.Fatal(advice)
	}
	t.Skip(advice)
	return ""
}

// Start starts Chromium, which ends with the test.
func Start(t testing.TB, flags ...chromedp.ExecAllocatorOption) *Browser {
	t.Helper()
	b, stop := Launch(t, flags...)
	t.Cleanup(stop)
	return b
}

// Launch starts Chromium, which ends when stop is called: For lets other tests use it.
func Launch(t testing.TB, flags ...chromedp.ExecAllocatorOption) (b *Browser, stop func()) {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(Path(t)),
		chromedp.NoSandbox, // tests run as root in containers, where Chromium has no sandbox
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stopAll := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	ctx, cancel := chromedp.NewContext(ctx)
	stop = func() { cancel(); stopAll() }
	if err := chromedp.Do(ctx); err != nil {
		stop()
		t.Fatalf("Chromium does not start: %v", err)
	}
	return &Browser{t, ctx}, stop
}

// For returns the same browser, to be used by another test.
func (b *Browser) For(t testing.TB) *Browser { return &Browser{t, b.ctx} }

// A Tab is a tab of a reader. Its Context is for functions of chromedp that Tab has no method for.
type Tab struct {
	Context context.Context
	t       testing.TB

	mu       sync.Mutex
	messages []string
}

// Tab opens a tab for a new reader, who shares no storage with others.
func (b *Browser) Tab() *Tab {
	b.t.Helper()
	return open(b.t, b.ctx, chromedp.WithNewBrowserContext())
}

// Another opens a second tab of the same reader.
func (tab *Tab) Another() *Tab {
	tab.t.Helper()
	return open(tab.t, tab.Context)
}

func open(t testing.TB, parent context.Context, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	tab := &Tab{t: t}
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(tab.listen))...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	tab.Context = ctx
	tab.Do()
	return tab
}

// Do does something in the tab, such as chromedp.Navigate(url) or chromedp.Click(".copy"), and fails
// the test when that fails.
func (tab *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.Context, steps...); err != nil {
		tab.t.Fatal(err)
	}
}

// Eval evaluates an expression in the page, awaits it if it is a promise, and returns what it gives.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	result, err := chromedp.Run(tab.Context, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return result
}

// listen keeps what the page says in the console, what the browser says of the page (a blocked
// script, a missing file) and errors that no one caught.
func (tab *Tab) listen(event any) {
	var message string
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		message = "console." + e.Type.String()
		for _, a := range e.Args {
			message += " " + string(a.Value)
		}
	case *runtime.EventExceptionThrown:
		message = "uncaught: " + e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			message += " " + e.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		message = fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
	default:
		return
	}
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.messages = append(tab.messages, message)
}

// Messages returns what was said in the console since the last call.
func (tab *Tab) Messages() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	said := tab.messages
	tab.messages = nil
	return said
}
