package site

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// The tests of the whole site read the project's own inputs: what they promise, they promise of the
// site that gets published. PORTBOOK_REGISTRY names another registry to try them with.

// realInputs are the project's own, or those of the folder that the variable names.
func realInputs() Inputs {
	root := os.Getenv("PORTBOOK_ROOT")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..")
	}
	return Inputs{
		Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(root, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static"),
	}
}

func loadReal(tb testing.TB) *Site {
	tb.Helper()
	s, faults := Load(realInputs())
	if len(faults) > 0 {
		tb.Fatal(faults)
	}
	return s
}

// whole is the site over the real inputs. It is loaded once, since it never changes.
var whole = sync.OnceValues(func() (*Site, fault.List) {
	in := realInputs()
	if other := os.Getenv("PORTBOOK_REGISTRY"); other != "" {
		in.Registry = other
	}
	return Load(in)
})

func wholeSite(t *testing.T) *Site {
	t.Helper()
	if testing.Short() {
		t.Skip("the whole site takes seconds")
	}
	s, faults := whole()
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// everyFile renders all files of a site, on all processors, and shows each to a visitor. Each
// goroutine has a visitor of its own; page is valid during the call only.
func everyFile(s *Site, newVisitor func() func(i int, page []byte)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			render, visit := s.NewWorker(), newVisitor()
			var page []byte
			for i := int(next.Add(1)) - 1; i < len(s.paths); i = int(next.Add(1)) - 1 {
				page = render(i, page[:0])
				visit(i, page)
			}
		})
	}
	workers.Wait()
}

// complaints reports the first of many faults of one kind, and how many there are: one mistake in a
// template can be wrong 65,536 times.
type complaints struct {
	t     *testing.T
	mutex sync.Mutex
	count int
}

func newComplaints(t *testing.T) *complaints {
	c := &complaints{t: t}
	t.Cleanup(func() {
		if c.count > 0 {
			t.Errorf("%d in all", c.count)
		}
	})
	return c
}

func (c *complaints) addf(format string, args ...any) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.count++; c.count <= 10 {
		c.t.Errorf(format, args...)
	}
}

// TestFindKnowsEveryFile: a preview finds by its path what a build writes, and nothing else.
func TestFindKnowsEveryFile(t *testing.T) {
	s := wholeSite(t)
	for i, path := range s.Paths() {
		if found, ok := s.Find(path); !ok || found != i {
			t.Fatalf("%s is file %d, but Find says %d, %v", path, i, found, ok)
		}
	}
	for _, path := range []string{
		"", "ports", "ports/", "ports/855", "ports/0855.html", "ports/+855.html", "ports/65536.html",
		"ports/-1.html", "ports/.html", "ports/855.html.html", "/ports/855.html", "xx/ports/855.html", "nothing.html",
	} {
		if _, ok := s.Find(path); ok {
			t.Errorf("Find has %q", path)
		}
	}
}

// TestEveryPathIsListedOnce: exactly one page for each port, and no file is written twice.
func TestEveryPathIsListedOnce(t *testing.T) {
	s := wholeSite(t)
	seen := map[string]bool{}
	for _, path := range s.Paths() {
		if seen[path] {
			t.Errorf("%s twice", path)
		}
		seen[path] = true
	}
	for port := range registry.Ports {
		if !seen[fmt.Sprintf("ports/%d.html", port)] {
			t.Errorf("no page for port %d", port)
		}
	}
}

// TestTheRealSiteHasNoWarnings: they are for other registries than the project's own.
func TestTheRealSiteHasNoWarnings(t *testing.T) {
	s := wholeSite(t)
	if len(s.Warnings) > 0 && s.inputs.Registry == realInputs().Registry {
		t.Error(s.Warnings.Err())
	}
}
