package placeholder

import "testing"

// TestEveryPlaceholderIsDescribed, and has a name of its own.
func TestEveryPlaceholderIsDescribed(t *testing.T) {
	names := map[string]bool{}
	for i, p := range All {
		if p.Name == "" || names[p.Name] {
			t.Errorf("placeholder %d is named %q", i, p.Name)
		}
		names[p.Name] = true
		if p.Doc == "" && !p.Hidden && i < Len {
			t.Errorf("{%s} is not described", p.Name)
		}
	}
}
