package draft

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestEveryPortHasADraftWithoutFaults: those of the ports with the oddest rows, and of many others, are laid into the
// real site at once, which then loads.
func TestEveryPortHasADraftWithoutFaults(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..")
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join(root, "content"))); err != nil {
		t.Fatal(err)
	}
	in := site.Inputs{
		Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(dir, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static"),
	}
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	written := 0
	for port := range 65536 {
		if !odd(s, port) && port%83 != 0 {
			continue
		}
		file := filepath.Join(dir, "content", "ports", fmt.Sprint(port, ".md"))
		if _, err := os.Stat(file); err == nil {
			continue // there is an essay
		}
		written++
		if err := os.WriteFile(file, Essay(s, port, "2026-01-02"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string][]byte{"pages/new-page.md": Page(), "faq/new.md": Question(8080), "notes/new.md": Note(8080)} {
		if err := os.WriteFile(filepath.Join(dir, "content", name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, faults := site.Load(in); len(faults) > 0 || written < 500 {
		t.Errorf("%d drafts have %d faults, the first: %v", written, len(faults), faults[:min(len(faults), 10)])
	}
}

// odd reports whether YAML or Markdown could trip over a port's rows.
func odd(s *site.Site, port int) bool {
	rows := s.Registry().Assignments(port)
	return slices.ContainsFunc(rows, func(a *registry.Assignment) bool {
		return strings.ContainsAny(a.Service, "*/.+_: ") || strings.ContainsAny(a.Notes+a.Description, "{<\"\\#") || strings.Contains(a.Notes+a.Description, "--")
	})
}
