//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A preview is a running portbook serve.
type preview struct {
	page string // the address of port 22, whose page all edits change
	cmd  *exec.Cmd
}

// startPreview starts portbook serve in a folder and waits until it says where it is.
func startPreview(dir string) preview {
	cmd := exec.Command(must(filepath.Abs("bin/portbook")), "serve", "--addr", "localhost:0")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	stdout := must(cmd.StdoutPipe())
	check(cmd.Start())
	home, _, _ := strings.Cut(must(bufio.NewReader(stdout).ReadString('\n')), " ")
	return preview{home + "ports/22", cmd}
}

func (p preview) stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

func (p preview) fetch() {
	r := must(http.Get(p.page))
	defer r.Body.Close()
	must(io.Copy(io.Discard, r.Body))
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
func (e edit) save(dir, mark string) {
	text := string(must(os.ReadFile(e.file)))
	if mark != "" {
		text = strings.Replace(text, e.old, strings.ReplaceAll(e.new, "MARK", mark), 1)
	}
	check(os.WriteFile(filepath.Join(dir, e.file), []byte(text), 0o644))
}

// measurePreview measures portbook serve on a copy of the inputs: how soon it answers, how soon an open page shows what
// was saved, and whether its memory grows while all kinds of input are edited in turn, there and back.
func measurePreview() {
	dir := must(os.MkdirTemp("", "portbook-bench-"))
	defer os.RemoveAll(dir)
	check(exec.Command("cp", "-r", "content", "templates", "static", "registry.csv", dir).Run())
	fmt.Println("serve")
	var took []float64
	for range 10 {
		began := time.Now()
		p := startPreview(dir)
		p.fetch()
		took = append(took, time.Since(began).Seconds())
		p.stop()
	}
	show("start to first page", "s", took)
	p := startPreview(dir)
	defer p.stop()
	measureSaves(p, dir)
	for n := 0; n <= 1000; n += 2 {
		if n%500 == 0 {
			time.Sleep(4 * time.Second) // in which the server gives back what it needed while it worked
			kB := string(must(exec.Command("ps", "-o", "rss=", "-p", fmt.Sprint(p.cmd.Process.Pid)).Output()))
			show(fmt.Sprint("memory after ", n, " edits"), "MB", []float64{must(strconv.ParseFloat(strings.TrimSpace(kB), 64)) / 1000})
		}
		for _, mark := range []string{"marked", ""} {
			edits[n/2%len(edits)].save(dir, mark)
			p.fetch()
		}
	}
}

// measureSaves saves with Chromium looking at the page.
func measureSaves(p preview, dir string) {
	tab, stop := startBrowser(p.page)
	defer stop()
	for _, e := range edits {
		var took []float64
		for n := range 50 {
			mark, began := fmt.Sprint("mark", n), time.Now()
			e.save(dir, mark)
			waitFor(tab, strings.ReplaceAll(e.seen, "MARK", mark))
			took = append(took, time.Since(began).Seconds())
			time.Sleep(50 * time.Millisecond) // as a person would, and the browser comes to rest
		}
		show("save to refreshed page, "+e.file, "s", took)
		e.save(dir, "")
		time.Sleep(time.Second) // the page is loaded anew
	}
}

// measureSearch measures how soon a reader on a slow phone sees results after a letter: the first one of a page, which
// waits for the script of the search, and those that follow.
func measureSearch() {
	p := startPreview(".")
	defer p.stop()
	tab, stop := startBrowser(p.page)
	defer stop()
	must(chromedp.Call(tab, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 6})) // as Lighthouse's slower phone
	var took [2][]float64                                                                                   // of first letters, and of others
	for _, question := range []string{"8080", "6000-6063", "ssh", "minecarft", "remote desktop", "what port does jupyter use"} {
		check(chromedp.Do(tab, chromedp.Navigate(p.page), chromedp.Focus(chromedp.CSS("header.site [name=q]"))))
		for n, letter := range question {
			began := time.Now()
			check(chromedp.Do(tab, chromedp.KeyEvent(string(letter))))
			waitFor(tab, "document.querySelector('.found a, .found p') && !document.querySelector('.found[aria-busy=true]')")
			took[min(n, 1)] = append(took[min(n, 1)], time.Since(began).Seconds())
		}
	}
	fmt.Println("search, processor slowed down 6 times")
	show("first letter of a page", "s", took[0])
	show("another letter", "s", took[1])
}

// startBrowser starts Chromium with a page.
func startBrowser(page string) (tab context.Context, stop func()) {
	all, stopAll := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)...)
	tab, cancel := chromedp.NewContext(all)
	check(chromedp.Do(tab, chromedp.Navigate(page)))
	return tab, func() { cancel(); stopAll() }
}

// waitFor waits for a page for which an expression is true, and that is about to be painted.
func waitFor(tab context.Context, expression string) {
	tab, cancel := context.WithTimeout(tab, 10*time.Second)
	defer cancel()
	wait := `new Promise(done => {
		const look = () => requestAnimationFrame(document.readyState === 'complete' && ` + expression + ` ? () => done(true) : look)
		look()
	})`
	for {
		if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err == nil {
			return
		}
		check(tab.Err()) // the promise ends with a page that is reloaded: ask the next one
	}
}
