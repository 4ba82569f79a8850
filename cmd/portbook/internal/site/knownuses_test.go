package site

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestKnownUsesAreInTheTitle: of every port that software uses without being registered, the title or, if that
// has no room for the names, the description says which; and the first sentences do.
func TestKnownUsesAreInTheTitle(t *testing.T) {
	s := wholeSite(t)
	loc := s.locales[0]
	if uses := loc.Uses[25565]; uses != "Minecraft Java Edition" {
		t.Errorf("25565 is used by %q", uses)
	}
	if uses := loc.Uses[3306]; uses != "" {
		t.Errorf("3306 is used by %q, which is registered", uses)
	}
	short := 0
	for port, uses := range loc.Uses {
		if loc.Essays[port] != nil {
			continue
		}
		page, _ := s.PageAt("ports/" + view.Decimal(port))
		title, description := headOf(page)
		if !strings.Contains(title, uses) {
			short++
		}
		if !strings.Contains(description, uses) {
			t.Errorf("port %d: the description %q lacks %q", port, description, uses)
		}
		_, lead, _ := strings.Cut(string(page), "<h1>")
		lead, _, _ = strings.Cut(lead, "<nav class=strip")
		if !strings.Contains(folded(string(appendText(nil, []byte(lead)))), uses) {
			t.Errorf("port %d: what stands first lacks %q", port, uses)
		}
	}
	if short > len(loc.Uses)/4 {
		t.Errorf("%d of %d titles have no room for the names", short, len(loc.Uses))
	}
}
