package markdown

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// Markdown and chroma know nothing of placeholders, so before they see a text every placeholder is replaced by a marker,
// which no step changes. Afterwards the HTML is cut at the markers.
//
// The first markers are the slots of the vocabulary, those after them stand for the braces that a writer wants to see: {{port}}.
type marks struct {
	stencil.Markers
	vocabulary *Vocabulary
	literals   []string
}

// none is the slot of a marker that stands for braces.
const none = stencil.None

func newMarks(v *Vocabulary, src string) *marks {
	return &marks{Markers: stencil.NewMarkers([]byte(src)), vocabulary: v}
}

func (m *marks) mark(i int) string { return m.Marker(i) }

// literal returns the marker that stands for {name} in braces, or false when there are too many.
func (m *marks) literal(name string) (string, bool) {
	for i, l := range m.literals {
		if l == name {
			return m.mark(m.vocabulary.Len() + i), true
		}
	}
	i := m.vocabulary.Len() + len(m.literals)
	if i >= stencil.MaxHoles {
		return "", false
	}
	m.literals = append(m.literals, name)
	return m.mark(i), true
}

// An unknown is a placeholder that the vocabulary lacks.
type unknown struct {
	name   string
	offset int // in the replaced text
}

// replace returns src with markers for placeholders. Unknown ones stay as they are and are listed:
// whether they are faults depends on where they stand, which only the parser knows.
func (m *marks) replace(src string) (string, []unknown) {
	var unknowns []unknown
	text := eachPlaceholder(src, func(name string, literal bool, before int) (string, bool) {
		mark, known := m.markOf(name, literal)
		if !known && !literal {
			unknowns = append(unknowns, unknown{name, before})
		}
		return mark, known
	})
	return text, unknowns
}

// marked is the reverse of written. It knows hidden names, too: what it is given comes from the program.
func (m *marks) marked(s string) string {
	return eachPlaceholder(s, func(name string, literal bool, _ int) (string, bool) {
		if slot, ok := m.vocabulary.Index(name); ok && !literal {
			return m.mark(slot), true
		}
		return m.markOf(name, literal)
	})
}

// eachPlaceholder replaces {name} and {{name}} by what a function says, which gets the length of the text before; false leaves
// them as they are.
func eachPlaceholder(src string, replace func(name string, literal bool, before int) (string, bool)) string {
	var b strings.Builder
	b.Grow(len(src) + len(src)/8)
	for {
		brace := strings.IndexByte(src, '{')
		if brace < 0 {
			return b.String() + src
		}
		b.WriteString(src[:brace])
		src = src[brace:]
		name, literal, size := placeholderAt(src)
		size = max(size, 1)
		text := src[:size]
		if name != "" {
			if other, ok := replace(name, literal, b.Len()); ok {
				text = other
			}
		}
		b.WriteString(text)
		src = src[size:]
	}
}

func (m *marks) markOf(name string, literal bool) (string, bool) {
	if literal {
		return m.literal(name)
	}
	slot, known := m.vocabulary.written(name)
	if !known {
		return "", false
	}
	return m.mark(slot), true
}

// A piece is text up to a marker, and the number of the marker; none at the end of the text.
type piece struct {
	text string
	mark int
}

// pieces cuts s at its markers.
func (m *marks) pieces(s string) []piece {
	var list []piece
	for _, p := range m.Cut(s, func(int) bool { return false }) {
		list = append(list, piece{p.Literal, p.Hole})
	}
	if len(list) == 0 || list[len(list)-1].mark != none {
		list = append(list, piece{"", none})
	}
	return list
}

// slot returns the slot of a marker, or none and the name to print in braces.
func (m *marks) slot(mark int) (slot int, literal string) {
	if n := m.vocabulary.Len(); mark >= n {
		return none, m.literals[mark-n]
	}
	return mark, ""
}

// rewrite replaces every marker in s by what the functions say.
func (m *marks) rewrite(s string, slot func(int) string, literal func(name string) string) string {
	var b strings.Builder
	for _, p := range m.pieces(s) {
		b.WriteString(p.text)
		if p.mark == none {
			break
		}
		if i, name := m.slot(p.mark); i == none {
			b.WriteString(literal(name))
		} else {
			b.WriteString(slot(i))
		}
	}
	return b.String()
}

// written turns markers back into what the writer wrote.
func (m *marks) written(s string) string {
	return m.rewrite(s,
		func(slot int) string { return "{" + m.vocabulary.names[slot].Name + "}" },
		func(name string) string { return "{{" + name + "}}" })
}

// ops cuts finished HTML.
func (m *marks) ops(html string) stencil.Stencil {
	if len(m.literals) > 0 {
		html = m.rewrite(html, m.mark, func(name string) string { return "{" + name + "}" })
	}
	return m.Cut(html, func(slot int) bool { return !m.vocabulary.names[slot].Safe })
}
