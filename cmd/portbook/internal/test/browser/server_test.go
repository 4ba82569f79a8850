package browser

import (
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// realInputs are the project's own: what the tests promise, they promise of the published site.
func realInputs() site.Inputs {
	root := filepath.Join("..", "..", "..", "..", "..")
	return site.Inputs{
		Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(root, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static"),
	}
}

// real is the site that gets published, loaded once.
var real = sync.OnceValues(func() (*site.Site, fault.List) { return site.Load(realInputs()) })

func realSite(t *testing.T) *site.Site {
	t.Helper()
	s, faults := real()
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// serve serves a site at an address that it returns, without the slash at its end.
func serve(t *testing.T, s *site.Site) string {
	t.Helper()
	server := httptest.NewServer(newHost(s.BasePath(), s.Render))
	t.Cleanup(server.Close)
	return server.URL
}

// address is that of a file of the site at origin, as hosts show it.
func address(origin, file string) string {
	return origin + "/" + strings.TrimSuffix(strings.TrimSuffix(file, ".html"), "index")
}

func portAddress(origin string, port int) string { return origin + "/ports/" + strconv.Itoa(port) }

// visit returns a tab of a new reader and the address of the real site.
func visit(t *testing.T) (*Tab, string) {
	t.Helper()
	return newTab(t), serve(t, realSite(t))
}

// everySample opens every page of the sample, on a screen that wide, and calls look. One tab for all
// saves most of the time.
func everySample(t *testing.T, width int64, look func(tab *Tab, page string)) {
	t.Helper()
	tab, origin := visit(t)
	for _, name := range sample(realSite(t)) {
		tab.Show(Screen{Width: width})
		open(tab, address(origin, name))
		look(tab, name)
	}
}

// open goes to an address.
func open(tab *Tab, address string) { tab.Do(chromedp.Navigate(address)) }
