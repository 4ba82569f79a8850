package browser

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestConsoleMessagesAreKept(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "script-src 'none'; img-src 'self'")
		w.Write([]byte("<title>here</title><link rel=icon href=data:,><script>1</script>"))
	}))
	t.Cleanup(server.Close)
	tab := newTab(t)
	tab.Do(chromedp.Navigate(server.URL))
	if title := eval[string](tab, "document.title"); title != "here" {
		t.Errorf("the title is %q", title)
	}
	if len(tab.Messages()) == 0 {
		t.Error("a blocked script is not reported")
	}
	if said := tab.Messages(); said != nil {
		t.Errorf("said twice: %q", said)
	}
	stored := func(tab *Tab) string {
		tab.Do(chromedp.Navigate(server.URL))
		return eval[string](tab, "localStorage.a || ''")
	}
	eval[string](tab, "localStorage.a = 'b'")
	if a := stored(tab.Another()); a != "b" {
		t.Errorf("the same reader finds %q", a)
	}
	if a := stored(newTab(t)); a != "" {
		t.Errorf("another reader finds %q", a)
	}
}
