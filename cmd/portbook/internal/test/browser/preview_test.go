package browser

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// program builds portbook, once.
var program = sync.OnceValues(func() (file string, err error) {
	file = filepath.Join(temporary, "portbook")
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", file, filepath.Join("..", "..", "..")).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return file, err
})

// portbook is the command, to be run in a folder.
func portbook(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	file, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(file, args...)
	cmd.Dir = dir
	return cmd
}

// realFolder returns a new folder with the real inputs.
func realFolder(t *testing.T) string {
	t.Helper()
	dir, in := t.TempDir(), realInputs()
	for _, from := range []string{in.Content, in.Templates, in.Static} {
		if err := os.CopyFS(filepath.Join(dir, filepath.Base(from)), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "registry.csv"), read(t, in.Registry))
	return dir
}

func read(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A preview is a running portbook serve.
type preview struct {
	home    string // address of the home page
	process int
	stop    func() // ends it; it ends with the test anyway
	said    func() string
}

// startPreview starts portbook serve in a folder.
func startPreview(t *testing.T, dir, addr string) preview {
	t.Helper()
	cmd := portbook(t, dir, "serve", "--addr", addr)
	log := filepath.Join(t.TempDir(), "stderr")
	stderr, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	cmd.Stderr = stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	t.Cleanup(stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	home, _, ok := strings.Cut(line, "  ")
	if !ok {
		t.Fatalf("serve said %q (%v), %s", line, err, read(t, log))
	}
	return preview{home, cmd.Process.Pid, stop, func() string { return read(t, log) }}
}

// mustSay waits until the terminal has said a text: pages may show an edit a moment sooner.
func (p preview) mustSay(t *testing.T, text string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(p.said(), text); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the terminal says %q, not %q", p.said(), text)
		}
	}
}

// overlay is the dialog that lies over a page while there are faults.
const overlay = `[...document.documentElement.children].map(e => e.shadowRoot?.querySelector('dialog')).find(d => d)`

// TestTheStoryOfAnEssay is a writer's session: a new essay, a slip, its mending; then another style.
func TestTheStoryOfAnEssay(t *testing.T) {
	t.Parallel()
	dir := realFolder(t)
	server := startPreview(t, dir, "localhost:0")
	tab := newTab(t)
	tab.Do(chromedp.Navigate(server.home + "ports/8080"))
	if out, err := portbook(t, dir, "new", "8080", "--no-open").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	tab.Wait("document.querySelector('.essay')") // the draft

	file := filepath.Join(dir, "content", "ports", "8080.md")
	essay := read(t, file) + "\n## A heading\n\nA first sentence.\n"
	write(t, file, essay)
	tab.Wait("document.body.textContent.includes('A first sentence.')")

	before, after, _ := strings.Cut(essay, "tagline:")
	slip := before + "tagine:" + after
	write(t, file, slip)
	tab.Wait(overlay + "?.open")
	said := eval[string](tab, overlay+".innerText")
	fault := fmt.Sprintf("content/ports/8080.md:%d: unknown key \"tagine\" (did you mean \"tagline\"?)", 1+strings.Count(before, "\n"))
	line, _, _ := strings.Cut(after, "\n")
	if !strings.Contains(said, fault) || !strings.Contains(said, "tagine:"+line) {
		t.Errorf("the overlay says %q", said)
	}
	server.mustSay(t, fault)
	if !eval[bool](tab, "document.body.textContent.includes('A first sentence.')") {
		t.Error("the last good page is not behind the overlay")
	}
	tab.Press(kb.Escape)
	tab.Wait("!" + overlay + ".open")
	write(t, file, strings.Replace(slip, "sources:", "source:", 1))
	tab.Wait(overlay + ".open && " + overlay + ".innerText.includes('source')")

	write(t, file, essay+"\nA second sentence.\n")
	tab.Wait("document.body.textContent.includes('A second sentence.') && !" + overlay)
	server.mustSay(t, "All faults are mended.\n")

	style := filepath.Join(dir, "static", "style.css")
	eval[bool](tab, "window.marked = true")
	write(t, style, read(t, style)+"\nh1 { color: rgb(1, 2, 3) }\n")
	tab.Wait("getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
	tab.Wait("document.querySelectorAll('link[rel=stylesheet]').length === 1")
	if !eval[bool](tab, "window.marked === true") {
		t.Error("the page was reloaded for its style sheet")
	}
	if said := tab.Messages(); len(said) > 0 {
		t.Errorf("the browser complains: %q", said)
	}
}

// TestAReloadKeepsThePlace: where the reader is, and which answers are open, also when the address
// names another place in the page.
func TestAReloadKeepsThePlace(t *testing.T) {
	t.Parallel()
	dir := realFolder(t)
	server := startPreview(t, dir, "localhost:0")
	tab := newTab(t)
	tab.Show(Screen{Width: 360})
	file := filepath.Join(dir, "content", "ports", "22.md")
	for i, target := range []string{"ports/22", "ports/22#check", "ports/22#faq"} {
		tab.Do(chromedp.Navigate(server.home+"ports/80"), chromedp.Navigate(server.home+target))
		eval[bool](tab, "!!(document.querySelector('details').open = true)")
		y := eval[float64](tab, "scrollTo({ top: 1234, behavior: 'instant' }), scrollY")
		mark := "Sentence " + string(rune('a'+i)) + "."
		write(t, file, read(t, file)+"\n"+mark+"\n")
		tab.Wait("document.body.textContent.includes('" +
			mark + "') && document.readyState === 'complete' && history.scrollRestoration === 'auto'")
		if got := eval[float64](tab, "scrollY"); got != y || y != 1234 {
			t.Errorf("%s: at %v after a reload, before at %v", target, got, y)
		}
		if !eval[bool](tab, "document.querySelector('details').open") {
			t.Errorf("%s: the answer is closed", target)
		}
	}
}

// TestPagesFindAServerAgain that was stopped, and show what was edited in between.
func TestPagesFindAServerAgain(t *testing.T) {
	t.Parallel()
	dir := realFolder(t)
	server := startPreview(t, dir, "localhost:0")
	tab := newTab(t)
	tab.Do(chromedp.Navigate(server.home + "about"))
	server.stop()
	file := filepath.Join(dir, "content", "pages", "about.md")
	old := read(t, file)
	write(t, file, strings.Replace(old, "title:", "titel:", 1))
	addr := strings.TrimSuffix(strings.TrimPrefix(server.home, "http://"), "/")
	startPreview(t, dir, addr)
	tab.Wait("document.body.innerText.includes('titel')") // there is no good page yet
	write(t, file, old+"\nWritten meanwhile.\n")
	tab.Wait("document.body.innerText.includes('Written meanwhile.')")
}
