package browser

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What cmd/bench measures with Chromium stands here. It takes minutes and promises nothing, so only bench asks for it.
var measure = flag.String("measure", "", "what to measure: serve (the preview), or search (on a slow phone)")

// fetch asks for the page of port 22, which all edits change.
func (p preview) fetch(t *testing.T) {
	t.Helper()
	r, err := http.Get(p.home + "ports/22")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		t.Fatal(err)
	}
}

// An edit replaces a text of an input by a MARK, or by itself with one, so that the page of port 22 shows it.
type edit struct{ file, old, new, seen string }

var edits = []edit{
	{"content/ports/22.md", "\n## ", "\nMARK\n\n## ", inText},
	{"templates/port.html", "</main>", "<p>MARK</p></main>", inText},
	{"static/style.css", ":root {", ":root { --bench: MARK;", `getComputedStyle(document.body).getPropertyValue('--bench') === 'MARK'`},
	{"registry.csv", "ssh,22,tcp,", "ssh,22,tcp,MARK ", inText},
}

const inText = `document.body.textContent.includes('MARK')`

// save writes the input with a mark into a copy of the inputs, or without one.
func (e edit) save(t *testing.T, dir, mark string) {
	t.Helper()
	text := read(t, filepath.Join(filepath.Dir(realInputs().Registry), e.file))
	if mark != "" {
		text = strings.Replace(text, e.old, strings.ReplaceAll(e.new, "MARK", mark), 1)
	}
	write(t, filepath.Join(dir, e.file), text)
}

// TestMeasuredServe measures portbook serve on a copy of the inputs: how soon it answers, how soon an open page shows what
// was saved, and whether its memory grows while all kinds of input are edited in turn, there and back.
func TestMeasuredServe(t *testing.T) {
	if *measure != "serve" {
		t.Skip("part of make bench")
	}
	dir := realFolder(t)
	startPreview(t, dir, "localhost:0").stop() // the program is built by now
	fmt.Println("serve")
	var took []float64
	for range 10 {
		began := time.Now()
		p := startPreview(t, dir, "localhost:0")
		p.fetch(t)
		took = append(took, time.Since(began).Seconds())
		p.stop()
	}
	show("start to first page", "s", took)
	p := startPreview(t, dir, "localhost:0")
	measureSaves(t, p, dir)
	for n := 0; n <= 1000; n += 2 {
		if n%500 == 0 {
			time.Sleep(4 * time.Second) // in which the server gives back what it needed while it worked
			show(fmt.Sprint("memory after ", n, " edits"), "MB", []float64{p.memory(t)})
		}
		for _, mark := range []string{"marked", ""} {
			edits[n/2%len(edits)].save(t, dir, mark)
			p.fetch(t)
		}
	}
}

// memory is how much the preview has, in MB.
func (p preview) memory(t *testing.T) float64 {
	t.Helper()
	out, err := exec.Command("ps", "-o", "rss=", "-p", fmt.Sprint(p.process)).Output()
	if err != nil {
		t.Fatal(err)
	}
	kB, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		t.Fatal(err)
	}
	return kB / 1000
}

// measureSaves saves with Chromium looking at the page.
func measureSaves(t *testing.T, p preview, dir string) {
	t.Helper()
	tab := newTab(t)
	open(tab, p.home+"ports/22")
	for _, e := range edits {
		var took []float64
		for n := range 50 {
			mark, began := fmt.Sprint("mark", n), time.Now()
			e.save(t, dir, mark)
			tab.waitForPaint(strings.ReplaceAll(e.seen, "MARK", mark))
			took = append(took, time.Since(began).Seconds())
			time.Sleep(50 * time.Millisecond) // as a person would, and the browser comes to rest
		}
		show("save to refreshed page, "+e.file, "s", took)
		e.save(t, dir, "")
		time.Sleep(time.Second) // the page is loaded anew
	}
}

// TestMeasuredSearch measures how soon a reader on a slow phone sees results after a letter: the first one of a page, which
// waits for the script of the search, and those that follow.
func TestMeasuredSearch(t *testing.T) {
	if *measure != "search" {
		t.Skip("part of make bench")
	}
	page := startPreview(t, realFolder(t), "localhost:0").home + "ports/22"
	tab := newTab(t)
	call(tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6}) // as Lighthouse's slower phone
	var took [2][]float64                                                                    // of first letters, and of others
	for _, question := range []string{"8080", "6000-6063", "ssh", "minecarft", "remote desktop", "what port does jupyter use"} {
		tab.Do(chromedp.Navigate(page), chromedp.Focus(chromedp.CSS("header.site [name=q]")))
		for n, letter := range question {
			began := time.Now()
			tab.Press(string(letter))
			tab.waitForPaint("document.querySelector('.found a, .found p') && !document.querySelector('.found[aria-busy=true]')")
			took[min(n, 1)] = append(took[min(n, 1)], time.Since(began).Seconds())
		}
	}
	fmt.Println("search, processor slowed down 6 times")
	show("first letter of a page", "s", took[0])
	show("another letter", "s", took[1])
}

// waitForPaint waits for a page for which an expression is true, and that is about to be painted: Wait would look too seldom.
func (tab *Tab) waitForPaint(expression string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.Context, 10*time.Second)
	defer cancel()
	wait := `new Promise(done => {
		const look = () => requestAnimationFrame(document.readyState === 'complete' && ` + expression + ` ? () => done(true) : look)
		look()
	})`
	for {
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err == nil {
			return
		}
		if ctx.Err() != nil { // otherwise the promise ended with a page that is reloaded: ask the next one
			tab.t.Fatal(ctx.Err())
		}
	}
}

// show prints the median of values, and from where to where they reach.
func show(what, unit string, values []float64) {
	slices.Sort(values)
	fmt.Printf("  %-40s %8.3f %-2s (%.3f–%.3f, of %d)\n", what, values[len(values)/2], unit, values[0], values[len(values)-1], len(values))
}
