package content_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// smallest is a folder without faults, but for the word that a test may demand.
func smallest() map[string]string {
	var words strings.Builder
	for _, key := range append(content.ProgramWords(), "port-n") {
		words.WriteString(key + ": " + key + "\n")
	}
	return map[string]string{
		"site.yaml":     "base_url: https://a.example/\nlocales: [{lang: en}]\n",
		"registry.yaml": "file: registry.csv\ndate: 2020-01-02\nsource: https://a.example/\n",
		"words.yaml":    words.String(),
	}
}

// read reads the smallest folder with files laid over it. In faults, files are named from there.
func read(t testing.TB, files map[string]string) (*content.Content, fault.List) {
	t.Helper()
	dir := t.TempDir()
	all := smallest()
	maps.Copy(all, files)
	for name, text := range all {
		name = filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(name), 0o755)
		if err == nil {
			err = os.WriteFile(name, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	c, faults := content.Read(dir, func(content.Config) content.Options {
		return content.Options{Link: func(path string) string { return path }}
	})
	faults = shortened(faults, dir)
	faults.Sort()
	return c, faults
}

// shortened takes a folder out of the names of files.
func shortened(faults fault.List, dir string) fault.List {
	for i := range faults {
		faults[i].File = strings.TrimPrefix(strings.TrimPrefix(faults[i].File, filepath.ToSlash(dir)), "/")
	}
	return faults
}

// readWithoutFaults is read for content that has none.
func readWithoutFaults(t testing.TB, files map[string]string) *content.Content {
	t.Helper()
	c, faults := read(t, files)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return c
}

func parse(t testing.TB, rows string) *registry.Registry {
	t.Helper()
	r, faults := registry.Parse("registry.csv", []byte(rows))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return r
}

// TestTheSmallestContentHasNoFaults: what tests lay over it is what they find.
func TestTheSmallestContentHasNoFaults(t *testing.T) { readWithoutFaults(t, nil) }
