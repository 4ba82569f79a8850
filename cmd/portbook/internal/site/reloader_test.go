package site

import (
	"bytes"
	"path/filepath"
	"testing"
)

// TestReloadingGivesTheSameSite: what is kept from one load to the next is what loading anew would give, in all locales.
// A text that a locale takes from the first one links to pages of its own, where it has them.
func TestReloadingGivesTheSameSite(t *testing.T) {
	in := tinySite(t, "locale")
	essay := filepath.Join("content", "ports", "1.md")
	writeFile(t, essay, readFile(t, essay)+"\nSee [the guide](/guides/linux).\n")
	fresh := loadTiny(t, in)
	contains(t, fresh, "ports/1.html", `href="/guides/linux"`)
	contains(t, fresh, "xx/ports/1.html", `href="/xx/guides/linux"`)
	var r Reloader
	for round := range 3 {
		s, faults, try := r.Load(in)
		if faults = append(faults, try()...); len(faults) > 0 {
			t.Fatal(faults.Err())
		}
		got, want := s.NewWorker(), fresh.NewWorker()
		for i, path := range fresh.Paths() {
			if isKept(path) && !bytes.Equal(got(i, nil), want(i, nil)) {
				t.Errorf("round %d: %s differs", round, path)
			}
		}
	}
}
