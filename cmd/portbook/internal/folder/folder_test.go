package folder

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

// TestLeftoversAreNotVisited: hidden files, backups, autosaves, and folders of these names with all that is in them.
func TestLeftoversAreNotVisited(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"a.md", "b/c.md", "#", "d#.md", ".a.md.swp", ".#a.md", "a.md~", "#a.md#", ".git/config", "b~/c.md", "b/.c/d.md"} {
		files[name] = &fstest.MapFile{}
	}
	var visited []string
	err := Walk(files, func(name string, d fs.DirEntry, err error) error {
		visited = append(visited, name)
		return err
	})
	if want := []string{".", "#", "a.md", "b", "b/c.md", "d#.md"}; err != nil || !slices.Equal(visited, want) {
		t.Errorf("visited %v, want %v (%v)", visited, want, err)
	}
	if err := Walk(os.DirFS(filepath.Join(t.TempDir(), "none")), func(name string, d fs.DirEntry, err error) error { return err }); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

func TestLinksThatLeadOutsideAreFound(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"outside/secret", "root/file", "root/deep/file"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root := filepath.Join(dir, "root")
	links := map[string]string{"up": "../outside/secret", "far": filepath.Join(dir, "outside", "secret"), "deep/in": "../file", "same": filepath.Join(root, "file"), "nowhere": "none"}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink(root, filepath.Join(dir, "linked")); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{root, filepath.Join(dir, "linked")} {
		var outside []string
		err := Walk(os.DirFS(from), func(name string, d fs.DirEntry, err error) error {
			if LeadsOutside(from, name, d) {
				outside = append(outside, name)
			}
			return err
		})
		if err != nil || !slices.Equal(outside, []string{"far", "up"}) {
			t.Errorf("%s: %v lead outside (%v)", from, outside, err)
		}
	}
}
