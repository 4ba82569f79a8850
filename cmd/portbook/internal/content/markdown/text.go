package markdown

import (
	"html"
	"regexp"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// unspoken is what plain text leaves out of HTML: tags, footnotes, and the numbers that point to them. It relies on
// what our renderer guarantees: > stands in no attribute value, elements are closed, and sup and div are footnotes.
var unspoken = regexp.MustCompile(`(?s)<sup[ >].*?</sup>|<div[ >].*?</div>|<[^>]*>`)

// cutText cuts finished HTML as plain text. Where something is left out, a zero byte, of which HTML has none, keeps the
// digits around it apart until the text is cut: together they might look like a marker.
func (m *marks) cutText(markup string) stencil.Stencil {
	text := m.cut(unspoken.ReplaceAllLiteralString(markup, "\x00"))
	for i := range text {
		text[i].Literal = strings.ReplaceAll(html.UnescapeString(text[i].Literal), "\x00", "")
	}
	return text
}
