package preview

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

func TestWhatIsAnEdit(t *testing.T) {
	w := &watcher{registry: "/book/registry.csv", folders: []string{"/book/content", "/book/templates", "/elsewhere/static"}}
	const write, create, remove, rename, chmod = fsnotify.Write, fsnotify.Create, fsnotify.Remove, fsnotify.Rename, fsnotify.Chmod
	for _, c := range []struct {
		op   fsnotify.Op
		path string
		want bool
	}{
		{write, "/book/content/ports/22.md", true},
		{create, "/book/content/ports/22.md", true}, // renamed over the old one
		{rename, "/book/content/ports/22.md", true},
		{remove, "/elsewhere/static/icons/a.png", true},
		{chmod, "/book/content/ports/22.md", false},
		{write | chmod, "/book/content/ports/22.md", true},
		{create, "/book/content/guides", true}, // a folder
		{remove, "/book/content", true},        // a checkout without it
		{create, "/book/templates", true},
		{write, "/book/registry.csv", true},
		{create, "/book/registry.csv", true},
		{write, "/book/registry.csv.new", false},
		{write, "/book/public/index.html", false},
		{create, "/book/contents", false},
		{create, "/book/.git", false},
		{write, "/book", false},
		{create, "/book/content/ports/.22.md.swp", false}, // vim, nano
		{create, "/book/content/ports/22.md~", false},     // vim, emacs
		{create, "/book/content/ports/.#22.md", false},    // emacs
		{create, "/book/content/ports/.goutputstream-1A2B", false},
		{write, "/book/content/.git/index", false},
		{write, "/book/content/ports~/22.md", false},
	} {
		if got := w.isEdit(fsnotify.Event{Name: c.path, Op: c.op}); got != c.want {
			t.Errorf("%v %s: %v", c.op, c.path, got)
		}
	}
}

// TestLeftoversOfEditorsAreNoInputs: the site, too, passes over what is no edit.
func TestLeftoversOfEditorsAreNoInputs(t *testing.T) {
	in := small(t)
	before := stampOf(in)
	for _, name := range []string{".22.md.swp", "22.md~", ".#22.md", "#22.md#", ".git/config", "old~/22.md"} {
		file := filepath.Join(in.Content, "ports", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, file, "\xff{nonsense}")
	}
	lock := filepath.Join(in.Templates, ".#port.html") // of Emacs: a link that leads nowhere
	if err := os.Symlink("someone@somewhere.123", lock); err != nil {
		t.Log(err)
	}
	if _, faults := site.Load(in); len(faults) > 0 {
		t.Errorf("leftovers are read: %v", faults)
	}
	if stampOf(in) != before {
		t.Error("leftovers count as inputs")
	}
}

// watched returns a server that watches its inputs.
func watched(t *testing.T, in site.Inputs) *Server {
	t.Helper()
	s := quiet(in)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Watch(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// await waits until a snapshot is as wanted, without looking at the inputs as a request would. It
// gives up only when the test would hang.
func await(t *testing.T, s *Server, what string, wanted func(*snapshot) bool) {
	t.Helper()
	timeout := time.After(20 * time.Second)
	for {
		e := s.snapshot.Load()
		if wanted(e) {
			return
		}
		select {
		case <-e.done:
		case <-timeout:
			t.Fatalf("%s: not seen. Faults: %v", what, e.faults)
		}
	}
}

// shows says that a page is there, with a text in it.
func shows(path, text string) func(*snapshot) bool {
	return func(e *snapshot) bool {
		r := e.reply(path)
		return len(e.faults) == 0 && r.status == 200 && strings.Contains(string(r.body), text)
	}
}

// TestEveryWayOfSavingIsSeen by watching alone.
func TestEveryWayOfSavingIsSeen(t *testing.T) {
	in := small(t)
	s := watched(t, in)
	pages := filepath.Join(in.Content, "pages")
	about := filepath.Join(pages, "about.md")
	old := read(t, about)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	await(t, s, "the first snapshot", shows("/about", "About"))

	write(t, about, old+"\nWritten in place.\n")
	await(t, s, "a file written in place", shows("/about", "Written in place."))

	write(t, filepath.Join(pages, ".about.md.tmp"), old+"\nRenamed over.\n")
	must(os.Rename(filepath.Join(pages, ".about.md.tmp"), about))
	await(t, s, "a file renamed over the old one", shows("/about", "Renamed over."))

	must(os.Rename(about, about+"~"))
	write(t, about, old+"\nOld one kept.\n")
	await(t, s, "a new file in the place of the old one", shows("/about", "Old one kept."))

	must(os.Remove(about))
	write(t, about, old+"\nMade anew.\n")
	await(t, s, "a file removed and made anew", shows("/about", "Made anew."))

	before, err := os.Stat(about)
	must(err)
	write(t, about, old+"\nMade afar.\n") // as long, and as old
	must(os.Chtimes(about, before.ModTime(), before.ModTime()))
	await(t, s, "a file of the same size and time", shows("/about", "Made afar."))

	deep := filepath.Join(pages, "new", "deep")
	must(os.MkdirAll(deep, 0o755))
	write(t, filepath.Join(deep, "one.md"), old)
	await(t, s, "a new folder with a file", shows("/new/deep/one", "About"))
	write(t, filepath.Join(deep, "one.md"), old+"\nIn a new folder.\n")
	await(t, s, "a file in a new folder", shows("/new/deep/one", "In a new folder."))

	must(os.Rename(filepath.Join(pages, "new"), filepath.Join(pages, "aged")))
	await(t, s, "a renamed folder", shows("/aged/deep/one", "In a new folder."))
	must(os.MkdirAll(deep, 0o755))
	write(t, filepath.Join(deep, "one.md"), old)
	await(t, s, "a new folder in the place of the old one", shows("/new/deep/one", "About"))
	write(t, filepath.Join(pages, "aged", "deep", "one.md"), old+"\nIn a renamed folder.\n")
	await(t, s, "a file in a renamed folder", shows("/aged/deep/one", "In a renamed folder."))

	must(os.RemoveAll(filepath.Join(pages, "aged")))
	await(t, s, "a removed folder", func(e *snapshot) bool { return e.reply("/aged/deep/one").status == 404 })

	must(os.Rename(in.Content, in.Content+"-away"))
	await(t, s, "an input that is gone", func(e *snapshot) bool { return len(e.faults) > 0 })
	must(os.Rename(in.Content+"-away", in.Content))
	await(t, s, "an input that is back", shows("/about", "Made afar."))
	write(t, about, old+"\nBack again.\n")
	await(t, s, "a file in an input that is back", shows("/about", "Back again."))

	registry := strings.Replace(read(t, in.Registry), "alpha,1,tcp,Alpha", "alpha,1,tcp,Aleph", 1)
	write(t, in.Registry+".new", registry)
	must(os.Rename(in.Registry+".new", in.Registry))
	await(t, s, "a registry renamed over the old one", shows("/ports/1", "Aleph"))
}

// TestInputsMayBeLinks to folders elsewhere, also to others than before.
func TestInputsMayBeLinks(t *testing.T) {
	in, other := small(t), small(t)
	about, otherAbout := filepath.Join(in.Content, "pages", "about.md"), filepath.Join(other.Content, "pages", "about.md")
	link := filepath.Join(t.TempDir(), "words")
	if err := os.Symlink(in.Content, link); err != nil {
		t.Skip(err)
	}
	in.Content = link
	s := watched(t, in)
	write(t, about, read(t, about)+"\nBehind a link.\n")
	await(t, s, "a file behind a link", shows("/about", "Behind a link."))

	write(t, otherAbout, read(t, otherAbout)+"\nElsewhere.\n")
	if err := os.Symlink(other.Content, link+".new"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(link+".new", link); err != nil {
		t.Fatal(err)
	}
	await(t, s, "a link to another folder", shows("/about", "Elsewhere."))
	write(t, otherAbout, read(t, otherAbout)+"\nElsewhere again.\n")
	await(t, s, "a file behind another link", shows("/about", "Elsewhere again."))
}

// TestACheckoutOfAnotherBranchIsSeen, there and back: files of all inputs change at once, some go and some come.
func TestACheckoutOfAnotherBranchIsSeen(t *testing.T) {
	in := small(t)
	dir := filepath.Dir(in.Registry)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-C", dir}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	git("init", "-q", "-b", "main")
	git("add", ".")
	git("commit", "-q", "-m", "main")
	git("checkout", "-q", "-b", "other")
	about := filepath.Join(in.Content, "pages", "about.md")
	old := read(t, about)
	write(t, about, old+"\nOn the other branch.\n")
	write(t, in.Registry, strings.Replace(read(t, in.Registry), "Alpha & Omega", "Aleph", 1))
	if err := os.MkdirAll(filepath.Join(in.Content, "pages", "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		write(t, filepath.Join(in.Content, "pages", "deep", fmt.Sprintf("page%d.md", i)), old)
	}
	git("add", ".")
	git("commit", "-q", "-m", "other")
	git("checkout", "-q", "main")

	s := watched(t, in)
	for range 3 {
		git("checkout", "-q", "other")
		await(t, s, "the other branch", func(e *snapshot) bool {
			return shows("/about", "On the other branch.")(e) && shows("/ports/1", "Aleph")(e) && shows("/deep/page299", "About")(e)
		})
		git("checkout", "-q", "main")
		await(t, s, "the first branch", func(e *snapshot) bool {
			return shows("/about", "About")(e) && !shows("/about", "On the other branch.")(e) && shows("/ports/1", "Omega")(e) &&
				e.reply("/deep/page299").status == 404
		})
	}
}
