package browser

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestFolderOpensFromDisk: with html links a built folder needs no server, scripts included.
func TestFolderOpensFromDisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "public")
	in := realInputs()
	in.Links = string(view.HTMLLinks)
	in.Ports = &registry.PortSet{}
	in.Ports.Add(855, 861)
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if _, err := publish.Write(context.Background(), folder, publish.Source{Paths: s.Paths(), NewPrinter: s.NewPrinter}, publish.Options{Partial: true}); err != nil {
		t.Fatal(err)
	}
	root := "file://" + filepath.ToSlash(folder)
	tab := newTab(t)
	open(tab, root+"/index.html")
	tab.Do(chromedp.SendKeys(chromedp.CSS("main [name=q]"), "859\r"))
	tab.Wait("location.pathname.endsWith('/ports/859.html') && document.readyState === 'complete'")
	tab.Do(chromedp.Click(chromedp.CSS("[rel=next]")))
	tab.Wait("location.pathname.endsWith('/ports/860.html') && document.readyState === 'complete'")
	tab.Do(chromedp.Click(chromedp.CSS(`.tabs [href="#bsd"]`)))
	shows(t, tab, "bsd", "FreeBSD and OpenBSD")
	if eval[string](tab, "getComputedStyle(document.querySelector('.skip')).position") != "absolute" {
		t.Error("the style sheet is missing")
	}
	typed(tab, headBox, "owamp")
	tab.Press(kb.ArrowDown + kb.Enter)
	tab.Wait("location.pathname.endsWith('/ports/861.html') && document.readyState === 'complete'")
	typed(tab, headBox, "known uses")
	tab.Press(kb.Enter)
	tab.Wait("location.pathname.endsWith('/search.html') && document.querySelector('.results a')")
	tab.Do(chromedp.SendKeys(chromedp.CSS("main [name=q]"), " a"))
	tab.Wait("location.search === '?q=known+uses+a'")
	tab.Do(chromedp.Click(chromedp.CSS(".results a")))
	tab.Wait("location.pathname.endsWith('/uses/index.html') && document.readyState === 'complete'")
	tab.Do(chromedp.Click(chromedp.CSS("header.site .name")))
	tab.Wait("location.pathname.endsWith('/index.html') && !location.pathname.includes('uses')")
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}
