package readers

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/portbook/portbook/cmd/portbook/internal/browsertest"
	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestFolderOpensFromDisk: with html links a built folder needs no server, scripts included.
func TestFolderOpensFromDisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "public")
	in := realInputs()
	in.Links = string(site.HTMLLinks)
	in.Ports = &site.PortSet{}
	in.Ports.Add(855, 860)
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if _, err := publish.Write(context.Background(), folder, publish.Source{Paths: s.Paths(), NewWorker: s.NewWorker}, publish.Options{Partial: true}); err != nil {
		t.Fatal(err)
	}
	root := "file://" + filepath.ToSlash(folder)
	tab := browser(t).Tab()
	open(tab, root+"/index.html")
	tab.Do(chromedp.SendKeys(chromedp.CSS("main [name=q]"), "859\r"))
	tab.Wait("location.pathname.endsWith('/ports/859.html') && document.readyState === 'complete'")
	tab.Do(chromedp.Click(chromedp.CSS("[rel=next]")))
	tab.Wait("location.pathname.endsWith('/ports/860.html') && document.readyState === 'complete'")
	tab.Do(chromedp.Click(chromedp.CSS(`.tabs [href="#bsd"]`)))
	shows(t, tab, "bsd", "FreeBSD and OpenBSD")
	if browsertest.Eval[string](tab, "getComputedStyle(document.querySelector('.skip')).position") != "absolute" {
		t.Error("the style sheet is missing")
	}
	tab.Do(chromedp.Click(chromedp.CSS("header.site .name")))
	tab.Wait("location.pathname.endsWith('/index.html')")
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}
