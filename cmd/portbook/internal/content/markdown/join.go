package markdown

import (
	"slices"
)

// Join returns a fragment that says what the parts say, one after the other. Nil parts are empty.
// Headings and links are those of the parts.
func Join(parts ...*Fragment) *Fragment {
	whole := new(Fragment)
	for _, p := range parts {
		if p == nil {
			continue
		}
		whole.html = append(whole.html, p.html...)
		whole.text = append(whole.text, p.text...)
		whole.uses = append(whole.uses, p.uses...)
		whole.headings = append(whole.headings, p.headings...)
		whole.links = append(whole.links, p.links...)
	}
	slices.Sort(whole.uses)
	whole.uses = slices.Compact(whole.uses)
	return whole
}
