package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab may be used. It only ends tests that hang.
const patience = 5 * time.Minute

// chromium is the browser of all tests: starting one takes longer than most of them.
var chromium struct {
	sync.Mutex
	context context.Context // nil before the first tab
	stop    func()
}

// temporary is a folder for all tests.
var temporary string

func TestMain(m *testing.M) {
	var err error
	if temporary, err = os.MkdirTemp("", "portbook-test-"); err != nil {
		panic(err)
	}
	status := m.Run()
	if chromium.stop != nil {
		chromium.stop()
	}
	os.RemoveAll(temporary)
	os.Exit(status)
}

// chromiumPath returns where Chromium is. It skips the test when there is none, or fails it with CI=true.
func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	unable(t, "no Chromium here: install it with apt-get install chromium, or run make setup")
	return ""
}

// unable ends a test that cannot run here: on a machine of a developer that is no failure.
func unable(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// startChromium returns the browser of all tests.
func startChromium(t *testing.T) context.Context {
	t.Helper()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.context != nil {
		return chromium.context
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromiumPath(t)),
		chromedp.NoSandbox,        // tests run as root in containers, where Chromium has no sandbox
		chromedp.IgnoreCertErrors, // of servers that tests start
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	all, stopAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(all)
	stop := func() { cancel(); stopAll() }
	if err := chromedp.Do(ctx); err != nil {
		stop()
		t.Fatalf("Chromium does not start: %v", err)
	}
	chromium.context, chromium.stop = ctx, stop
	return ctx
}

// A Tab is a tab of a reader. Its Context is for functions of chromedp that Tab has no method for.
type Tab struct {
	Context context.Context
	t       *testing.T

	mu       sync.Mutex
	messages []string
}

// newTab opens a tab for a new reader, who shares no storage with others.
func newTab(t *testing.T) *Tab {
	t.Helper()
	return tabIn(t, startChromium(t), chromedp.WithNewBrowserContext())
}

// Another opens a second tab of the same reader.
func (tab *Tab) Another() *Tab {
	tab.t.Helper()
	return tabIn(tab.t, tab.Context)
}

func tabIn(t *testing.T, parent context.Context, options ...chromedp.ContextOption) *Tab {
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

// eval evaluates an expression in the page, awaits it if it is a promise, and returns what it gives.
func eval[T any](tab *Tab, expression string) T {
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
