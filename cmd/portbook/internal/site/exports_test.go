package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestPagesInSeveralLocalesNameEachOther in their heads, each of them all; pages that exist once name nobody.
func TestPagesInSeveralLocalesNameEachOther(t *testing.T) {
	s := loadTiny(t, tinySite(t, "locale"))
	for path, want := range map[string][]string{
		"": {"", "xx/"}, "about": nil, "guides/linux": {"guides/linux", "xx/guides/linux"},
		"ports/1": {"ports/1", "xx/ports/1"}, "ports/4": {"ports/4"}, "ports/": nil, "404": nil,
	} {
		for _, at := range append(want, path) {
			text := pageAt(t, s, view.FileOf(at))
			var got []string
			for line := range strings.Lines(text) {
				if _, rest, ok := strings.Cut(line, `<link rel=alternate hreflang="`); ok {
					_, address, _ := strings.Cut(rest, `href="https://tiny.example/`)
					got = append(got, address[:strings.Index(address, `"`)])
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s names %q, want %q", at, got, want)
			}
		}
	}
}

// TestDataSpeakOfAllLocalesAndPorts, also in a build of a part: parts merge by copying.
func TestDataSpeakOfAllLocalesAndPorts(t *testing.T) {
	in := tinySite(t, "locale")
	all := loadTiny(t, in)
	in.Locale = "xx"
	in.Ports, _ = registry.ParsePorts("1")
	part := loadTiny(t, in)
	files := export.Files(part.Data())
	if want := export.Files(all.Data()); len(files) != len(want) {
		t.Fatalf("%d files in a part, %d in all", len(files), len(want))
	}
	for _, f := range files {
		if got, want := pageAt(t, part, f.Path), pageAt(t, all, f.Path); got != want {
			t.Errorf("%s differs in a part: %s", f.Path, firstDifference([]byte(got), []byte(want)))
		}
	}
	if text := pageAt(t, all, "sitemaps/xx-ports-0-32767.xml"); strings.Count(text, "<loc>https://tiny.example/xx/ports/") != 4 {
		t.Errorf("the locale's sitemap: %s", text)
	}
}
