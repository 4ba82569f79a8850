package site

import (
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
)

// TestPlaceholdersAreEmptyOnlyWhereTheyMayBe: for every port, a value is there unless the
// feature that it needs is not; values that go into links unescaped need no escaping.
func TestPlaceholdersAreEmptyOnlyWhereTheyMayBe(t *testing.T) {
	s := wholeSite(t)
	v := s.common.View(s.locales[0].Locale, "ports/0")
	values := v.NewValues()
	wrong := newComplaints(t)
	for port, tags := range s.common.Content.Tags(s.common.Registry, func(int) string { return "" }) {
		v.Describe(values, port)
		for i, p := range placeholder.All[:placeholder.Len] {
			given := p.Given(tags.Has)
			if given != (values[i] != "") && !p.Hidden {
				wrong.addf("port %d: {%s} is %q", port, p.Name, values[i])
			}
			for _, c := range values[i] {
				if p.Safe && (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' && c != ',' && c != ' ' && i != placeholder.Root {
					wrong.addf("port %d: {%s} is %q, which needs escaping", port, p.Name, values[i])
				}
			}
		}
	}
}
