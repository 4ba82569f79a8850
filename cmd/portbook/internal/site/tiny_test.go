package site

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Tiny sites have templates and words of their own, so that a new look of the real site does not
// touch them. testdata/sites/small is a whole site; the other folders there hold what differs from
// it, and the output that is expected, in want/.

var update = flag.Bool("update", false, "write the expected output of the tiny sites anew")

// tinySite makes the small site, with the files of other folders laid over it, the working folder.
func tinySite(t *testing.T, over ...string) Inputs {
	t.Helper()
	dir := t.TempDir()
	for _, from := range append([]string{"small"}, over...) {
		layOver(t, dir, filepath.Join("testdata", "sites", from))
	}
	t.Chdir(dir)
	return Inputs{Registry: "registry.csv", Content: "content", Templates: "templates", Static: "static"}
}

func layOver(t *testing.T, dir, from string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "want") {
			return err
		}
		src, err := os.ReadFile(path)
		if err == nil {
			writeFile(t, filepath.Join(dir, rel), string(src))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func loadTiny(t *testing.T, in Inputs) *Site {
	t.Helper()
	s, faults := Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// page renders one file of a site.
func pageAt(t *testing.T, s *Site, path string) string {
	t.Helper()
	i, ok := s.Find(path)
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	return string(s.NewWorker()(i, nil))
}

// TestTinySitesGiveTheExpectedFiles, byte for byte. Of the lists only some are kept.
func TestTinySitesGiveTheExpectedFiles(t *testing.T) {
	for _, c := range []struct {
		name  string
		over  []string
		ports string
		in    Inputs
	}{
		{"small", nil, "0-4,11,65535", Inputs{}},
		{"html-links", nil, "1,4", Inputs{Links: "html"}},
		{"base-path", nil, "1,4", Inputs{BaseURL: "https://host.example/a/b/"}},
		{"locale", []string{"locale"}, "0-3,11", Inputs{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, err := filepath.Abs(filepath.Join("testdata", "sites", c.name, "want"))
			if err != nil {
				t.Fatal(err)
			}
			in := tinySite(t, c.over...)
			in.BaseURL, in.Links = c.in.BaseURL, c.in.Links
			if in.Ports, err = registry.ParsePorts(c.ports); err != nil {
				t.Fatal(err)
			}
			s := loadTiny(t, in)
			if *update {
				writeExpected(t, s, want)
			}
			compareExpected(t, s, want)
		})
	}
}

// isKept leaves out all lists of a thousand but the first, which are alike, and the search and data, which
// speak of all ports and have tests of their own.
func isKept(path string) bool { return !large.MatchString(path) }

var large = regexp.MustCompile(`^(ranges/[1-9]|assets/search|api/|data/|sitemaps/.*ports-)`)

func writeExpected(t *testing.T, s *Site, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.DeleteFunc(slices.Clone(s.Paths()), func(p string) bool { return !isKept(p) }) {
		writeFile(t, filepath.Join(dir, path), pageAt(t, s, path))
	}
}

func compareExpected(t *testing.T, s *Site, dir string) {
	t.Helper()
	missing := map[string]bool{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		missing[path] = err == nil && !d.IsDir()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range s.Paths() {
		if !isKept(path) {
			continue
		}
		want, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Errorf("%s is not expected", path)
		} else if got := pageAt(t, s, path); got != string(want) {
			t.Errorf("%s differs: %s", path, strings.NewReplacer("compiled", "got", "executed", "want").Replace(firstDifference([]byte(got), want)))
		}
		missing[path] = false
	}
	for path, is := range missing {
		if is {
			t.Errorf("%s is expected and not there", path)
		}
	}
}

// TestTinyLinksResolve: with several locales, in both styles of links, and below a path.
func TestTinyLinksResolve(t *testing.T) {
	for name, in := range map[string]Inputs{
		"clean": {}, "html": {Links: "html"}, "base path": {BaseURL: "https://host.example/a/b"},
		"html, base path": {Links: "html", BaseURL: "https://host.example/a/b"},
	} {
		t.Run(name, func(t *testing.T) {
			tiny := tinySite(t, "locale")
			exist := loadTiny(t, tiny).Paths()
			tiny.Links, tiny.BaseURL = in.Links, in.BaseURL
			tiny.Ports, _ = registry.ParsePorts("0-12,49151,65535")
			s := loadTiny(t, tiny)
			follow(t, s, exist)
		})
	}
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
