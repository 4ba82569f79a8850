package check

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

var update = flag.Bool("update", false, "write the expected findings anew")

// tinySite is the small site of package site, made quiet, with the files of a folder laid over it.
func tinySite(t *testing.T, over ...string) site.Inputs {
	t.Helper()
	dir := t.TempDir()
	for _, from := range append([]string{"../site/testdata/sites/small", "testdata/quiet"}, over...) {
		layOver(t, dir, from)
	}
	t.Chdir(dir)
	return site.Inputs{Registry: "registry.csv", Content: "content", Templates: "templates", Static: "static"}
}

// layOver copies files; one whose name ends in .more is put before the lines of the file without it.
func layOver(t *testing.T, dir, from string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "want") {
			return err
		}
		src, err := os.ReadFile(path)
		if base, more := strings.CutSuffix(rel, ".more"); more {
			before, _ := os.ReadFile(filepath.Join(dir, base))
			rel, src = base, append(src, before...)
		}
		if err == nil {
			writeFile(t, filepath.Join(dir, rel), src)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, file string, src []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, src, 0o644); err != nil {
		t.Fatal(err)
	}
}

// repository is the real site.
var repository = site.Inputs{
	Registry: "../../../../registry.csv", Content: "../../../../content",
	Templates: "../../../../templates", Static: "../../../../static",
}

// TestTheSiteIsWithoutFindings: what is published is what check asks for.
func TestTheSiteIsWithoutFindings(t *testing.T) {
	_, found := Run(repository)
	for _, f := range found {
		t.Errorf("%s: %v", f.Rule, f.Fault)
	}
}

func TestAGoodSiteIsQuiet(t *testing.T) {
	_, found := Run(tinySite(t))
	for _, f := range found {
		t.Errorf("%s: %v", f.Rule, f.Fault)
	}
}

// plantedFolders hold a site with one fault of each kind, so far as faults do not hide each other: places on pages
// and questions can only be looked at when the site could be loaded.
var plantedFolders = []string{"planted", "planted-sound"}

// TestEveryPlantedFaultIsReportedOnce, at its line, and nothing else is.
func TestEveryPlantedFaultIsReportedOnce(t *testing.T) {
	planted, rulesSeen := 0, map[string]bool{}
	for _, folder := range plantedFolders {
		t.Run(folder, func(t *testing.T) {
			want, err := filepath.Abs(filepath.Join("testdata", folder, "want.txt"))
			if err != nil {
				t.Fatal(err)
			}
			in := tinySite(t, filepath.Join("testdata", folder))
			translate(t)
			_, found := Run(in)
			var got bytes.Buffer
			if err := Print(&got, Text, found); err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				rulesSeen[f.Rule] = true
				planted++
			}
			if *update {
				writeFile(t, want, got.Bytes())
			}
			if expected, _ := os.ReadFile(want); got.String() != string(expected) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), expected)
			}
		})
	}
	for _, r := range rules {
		if !rulesSeen[r.name] {
			t.Errorf("no fault for the rule %s was planted", r.name)
		}
	}
	if planted < 40 {
		t.Errorf("only %d faults were planted", planted)
	}
}

// translate gives the locale xx, where there is one, all words of the first locale but one, and one of its own.
func translate(t *testing.T) {
	words, err := os.ReadFile("content/words.yaml")
	site, _ := os.ReadFile("content/site.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(site, []byte("dir: xx")) {
		return
	}
	words = bytes.Replace(words, []byte("crumb-port: Port\n"), nil, 1)
	writeFile(t, "content/xx/words.yaml", append([]byte("of-our-own: nobody asked for this\n"), words...))
}
