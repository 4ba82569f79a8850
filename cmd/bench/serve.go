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
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	starts = 10
	saves  = 50  // of each kind
	edits  = 500 // between two looks at the memory
)

// measureServing measures portbook serve on a copy of the inputs: how soon it answers, how soon an
// open page shows what was saved, and whether its memory grows.
func measureServing(registry string) error {
	dir, err := os.MkdirTemp("", "portbook-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyInputs(dir, registry); err != nil {
		return err
	}
	fmt.Printf("serve\n")
	if err := measureStarts(dir); err != nil {
		return err
	}
	p, err := startPreview(dir)
	if err != nil {
		return err
	}
	defer p.stop()
	if err := measureSaves(p); err != nil {
		return err
	}
	if err := measureMemory(p); err != nil {
		return err
	}
	p.stop()
	used := p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
	fmt.Printf("  %-40s %7.3f s\n", "processor time for an edit", used.Seconds()/float64(len(changes)*saves+2*edits))
	return nil
}

func copyInputs(dir, registry string) error {
	for _, name := range []string{"content", "templates", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(name)); err != nil {
			return err
		}
	}
	src, err := os.ReadFile(registry)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "registry.csv"), src, 0o644)
}

// A preview is a running portbook serve.
type preview struct {
	dir, home string
	cmd       *exec.Cmd
}

// startPreview starts portbook serve and waits until it says where it is.
func startPreview(dir string) (*preview, error) {
	program, err := filepath.Abs("bin/portbook")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "serve", "--addr", "localhost:0")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	home, _, _ := strings.Cut(line, " ")
	return &preview{dir, home, cmd}, err
}

// stop ends the preview; a second time it does nothing.
func (p *preview) stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// fetch reads the page that all edits of this measurement change.
func (p *preview) fetch() error {
	r, err := http.Get(p.home + "ports/22")
	if err != nil {
		return err
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	return err
}

func measureStarts(dir string) error {
	var took []float64
	for range starts {
		started := time.Now()
		p, err := startPreview(dir)
		if err != nil {
			return err
		}
		err = p.fetch()
		took = append(took, time.Since(started).Seconds())
		p.stop()
		if err != nil {
			return err
		}
	}
	printMedian("start to first page", took)
	return nil
}

// A change edits one input so that the page of port 22 shows a mark.
type change struct {
	name, file string
	edit       func(src, mark string) string
	seen       string // expression that a page fulfils which shows MARK
}

const inText = `document.body.textContent.includes('MARK')`

var changes = []change{
	{"essay", "content/ports/22.md", func(src, mark string) string { return src + "\n" + mark + "\n" }, inText},
	{"template", "templates/port.html", func(src, mark string) string { return src + "<p>" + mark + "</p>\n" }, inText},
	{"style sheet", "static/style.css", func(src, mark string) string { return src + ":root { --mark: " + mark + " }\n" },
		`getComputedStyle(document.documentElement).getPropertyValue('--mark').trim() === 'MARK'`},
	{"registry", "registry.csv", func(src, mark string) string { return strings.Replace(src, "ssh,22,tcp,", "ssh,22,tcp,"+mark+" ", 1) }, inText},
}

// measureSaves saves with Chromium looking at the page.
func measureSaves(p *preview) error {
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox)...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(p.home+"ports/22")); err != nil {
		return err
	}
	for _, c := range changes {
		file := filepath.Join(p.dir, c.file)
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var took, began []float64
		for i := range saves {
			mark := fmt.Sprintf("mark%d", i)
			saved := time.Now()
			if err := os.WriteFile(file, []byte(c.edit(string(src), mark)), 0o644); err != nil {
				return err
			}
			reload, shown, err := waitFor(ctx, strings.ReplaceAll(c.seen, "MARK", mark))
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			took = append(took, shown.Sub(saved).Seconds())
			if reload.After(saved) { // a style sheet is swapped instead
				began = append(began, reload.Sub(saved).Seconds())
			}
			time.Sleep(50 * time.Millisecond) // as a person would, and the browser comes to rest
		}
		if len(began) > 0 {
			printMedian("save to reload, "+c.name, began)
		}
		printMedian("save to refreshed page, "+c.name, took)
		if err := os.WriteFile(file, src, 0o644); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// waitFor waits for a page for which an expression holds. It returns when the browser began to load that page, and when
// it first painted it, or was about to.
func waitFor(ctx context.Context, expression string) (began, shown time.Time, err error) {
	look := `new Promise(done => {
		const look = () => document.readyState === 'complete' && ` + expression + ` ? done([performance.timeOrigin, performance.timeOrigin + performance.now()]) : requestAnimationFrame(look)
		look()
	})`
	for deadline := time.Now().Add(10 * time.Second); ; {
		milliseconds, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](look, chromedp.EvalAwaitPromise))
		if err == nil {
			return time.UnixMicro(int64(milliseconds[0] * 1000)), time.UnixMicro(int64(milliseconds[1] * 1000)), nil
		}
		if time.Now().After(deadline) { // the promise ends with the page that is reloaded: ask the next one
			return began, shown, err
		}
	}
}

// measureMemory edits on and on, all kinds in turn, there and back, and looks at the page each time.
func measureMemory(p *preview) error {
	var back string
	for n := range 2*edits + 1 {
		if n%edits == 0 {
			if err := printMemory(p, n); err != nil {
				return err
			}
		}
		c := changes[n/2%len(changes)]
		file := filepath.Join(p.dir, c.file)
		text := back
		if n%2 == 0 {
			src, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			back, text = string(src), c.edit(string(src), "marked")
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
		if err := p.fetch(); err != nil {
			return err
		}
	}
	return nil
}

// printMemory prints what the server has in memory after a rest, in which it gives back what it needed while it worked.
func printMemory(p *preview, n int) error {
	time.Sleep(4 * time.Second)
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(p.cmd.Process.Pid)).Output()
	if err != nil {
		return err
	}
	kB, err := strconv.Atoi(strings.TrimSpace(string(out)))
	fmt.Printf("  %-40s %7.1f MB\n", fmt.Sprintf("memory after %d edits more", n), float64(kB)/1000)
	return err
}

func printMedian(what string, seconds []float64) {
	fmt.Printf("  %-40s %7.3f s, at worst %.3f s, of %d\n", what, median(seconds), slices.Max(seconds), len(seconds))
}
