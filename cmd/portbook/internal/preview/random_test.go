package preview

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestFiveHundredRandomEdits: whatever is done to the inputs, the watching server ends with what a
// fresh load gives, the same faults or the same bytes.
func TestFiveHundredRandomEdits(t *testing.T) {
	const seed, edits, restBetween = 20, 500, 25
	in := small(t)
	in.Ports, _ = registry.ParsePorts("0-40,1000,65535")
	s := watched(t, in)
	e := &editor{t: t, Rand: rand.New(rand.NewPCG(seed, seed)), dir: filepath.Dir(in.Registry)}
	e.original = e.read()
	sound := 0
	for i := range edits {
		e.edit()
		time.Sleep(time.Duration(e.IntN(30)) * time.Millisecond) // some edits fall into the same snapshot, some do not
		if i%restBetween == restBetween-1 && compareWithFresh(t, s, in, e.log) {
			sound++
		}
	}
	if sound == 0 || sound == edits/restBetween {
		t.Errorf("with seed %d, %d of %d comparisons are of sites without faults: choose another", seed, sound, edits/restBetween)
	}
}

// compareWithFresh waits for the snapshot that a fresh load gives, and reports whether there are no
// faults.
func compareWithFresh(t *testing.T, s *Server, in site.Inputs, log []string) bool {
	t.Helper()
	fresh, faults := site.Load(in)
	what := strings.Join(log[max(0, len(log)-10):], "; ")
	if len(faults) > 0 {
		await(t, s, what, func(e *snapshot) bool { return slices.Equal(e.faults, faults) })
		return false
	}
	render := fresh.NewWorker()
	await(t, s, what, func(e *snapshot) bool {
		if len(e.faults) > 0 || !slices.Equal(e.site.Paths(), fresh.Paths()) {
			return false
		}
		shown := e.site.NewWorker()
		for i := range fresh.Paths() {
			if string(shown(i, nil)) != string(render(i, nil)) {
				return false
			}
		}
		return true
	})
	return true
}

// An editor edits the files of a folder at random.
type editor struct {
	*rand.Rand
	t        *testing.T
	dir      string
	original map[string]string // by path below dir
	log      []string
}

func (e *editor) read() map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(e.dir, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(e.dir, path)
		if err == nil && !d.IsDir() && !strings.HasPrefix(rel, "want") {
			files[rel] = read(e.t, path)
		}
		return err
	})
	e.must(err)
	return files
}

func (e *editor) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// anyFile is the path of a file that is there.
func (e *editor) anyFile() string {
	names := sorted(e.read())
	return names[e.IntN(len(names))]
}

// sorted lists the names of files in an order that the seed alone decides.
func sorted(files map[string]string) []string { return slices.Sorted(maps.Keys(files)) }

// put writes a file in place, or puts a new one in its place.
func (e *editor) put(name, text string) {
	path := filepath.Join(e.dir, name)
	e.must(os.MkdirAll(filepath.Dir(path), 0o755))
	if e.IntN(2) == 0 {
		write(e.t, path, text)
		return
	}
	write(e.t, path+"~", text)
	e.must(os.Rename(path+"~", path))
}

// edit does one thing, more often one that leaves the site sound.
func (e *editor) edit() {
	page := fmt.Sprintf("content/pages/new%d/page%d.md", e.IntN(3), e.IntN(3))
	about := "content/pages/about.md"
	switch what := e.IntN(12); what {
	case 0, 1:
		e.note("write", about)
		e.put(about, e.original[about]+fmt.Sprintf("\nSentence %d.\n", e.Int()))
	case 2, 3:
		e.note("create", page)
		e.put(page, e.original[about])
	case 4:
		e.note("style", "static/style.css")
		e.put("static/style.css", fmt.Sprintf("a { order: %d }\n", e.IntN(1000)))
	case 5:
		e.note("registry", "registry.csv")
		e.put("registry.csv", strings.Replace(e.original["registry.csv"], "Alpha", fmt.Sprint("Alpha", e.IntN(100)), 1))
	case 6:
		e.note("remove folder", filepath.Dir(page))
		e.must(os.RemoveAll(filepath.Join(e.dir, filepath.Dir(page))))
	case 7:
		e.note("rename folder", filepath.Dir(page))
		_ = os.Rename(filepath.Join(e.dir, filepath.Dir(page)), filepath.Join(e.dir, "content/pages/renamed")) // or it is not there
	case 8, 9:
		e.mend()
	default:
		e.damage(e.anyFile())
	}
}

// damage breaks a file, more often than not.
func (e *editor) damage(name string) {
	path := filepath.Join(e.dir, name)
	switch e.IntN(4) {
	case 0:
		e.note("delete", name)
		e.must(os.Remove(path))
	case 1:
		e.note("rename", name)
		e.must(os.Rename(path, filepath.Join(e.dir, filepath.Dir(name), "x"+filepath.Base(name))))
	case 2:
		e.note("replace", name)
		e.put(name, read(e.t, filepath.Join(e.dir, e.anyFile())))
	case 3:
		e.note("garbage", name)
		garbage := make([]byte, e.IntN(2000))
		for i := range garbage {
			garbage[i] = byte(e.IntN(256))
		}
		e.put(name, string(garbage))
	}
}

// mend brings everything back, as a checkout does.
func (e *editor) mend() {
	e.note("mend", "all")
	now := e.read()
	for _, name := range sorted(now) {
		if _, ok := e.original[name]; !ok {
			e.must(os.Remove(filepath.Join(e.dir, name)))
		}
	}
	for _, name := range sorted(e.original) {
		if text, ok := now[name]; !ok || text != e.original[name] {
			e.put(name, e.original[name])
		}
	}
}

func (e *editor) note(what, where string) { e.log = append(e.log, what+" "+where) }
