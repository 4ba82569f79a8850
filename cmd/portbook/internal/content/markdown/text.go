package markdown

import (
	"html"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// plainOf derives the plain text of a fragment from its HTML.
//
// It works on the parts, not on the HTML before it is cut, so that taking out tags can never join
// digits of the text to something that looks like a marker.
func plainOf(html stencil.Stencil) stencil.Stencil {
	var s stripper
	var text stencil.Stencil
	var literal strings.Builder
	for _, p := range html {
		literal.WriteString(s.strip(p.Literal))
		if p.Hole != stencil.None && !s.hidden() {
			text = append(text, stencil.Part{Literal: literal.String(), Hole: p.Hole, Escape: p.Escape})
			literal.Reset()
		}
	}
	if literal.Len() > 0 {
		text = append(text, stencil.Part{Literal: literal.String(), Hole: stencil.None})
	}
	return text
}

// A stripper takes tags out of HTML that arrives in pieces. It relies on what our renderer
// guarantees: > stands in no attribute value, and elements are closed.
type stripper struct {
	tag    string // what has been read of the tag we are in, from "<" on; "" outside
	inside string // name of the element whose content is left out; "" outside
}

// unspoken are the elements that are left out of plain text: footnotes, and the numbers that point
// to them. Our renderer uses these elements for nothing else.
var unspoken = map[string]bool{"sup": true, "div": true}

func (s *stripper) hidden() bool { return s.tag != "" || s.inside != "" }

// strip returns the text of the next piece, with character references resolved.
func (s *stripper) strip(piece string) string {
	var b strings.Builder
	for piece != "" {
		if s.tag != "" {
			part, rest, closed := strings.Cut(piece, ">")
			s.tag += part
			piece = rest
			if closed {
				s.endTag()
			}
			continue
		}
		before, rest, opened := strings.Cut(piece, "<")
		if s.inside == "" {
			b.WriteString(html.UnescapeString(before))
		}
		piece = rest
		if opened {
			s.tag = "<"
		}
	}
	return b.String()
}

// endTag draws the conclusion from a tag that has been read whole.
func (s *stripper) endTag() {
	name, _, _ := strings.Cut(s.tag[1:], " ")
	s.tag = ""
	switch {
	case s.inside == "" && unspoken[name]:
		s.inside = name
	case name == "/"+s.inside:
		s.inside = ""
	}
}
