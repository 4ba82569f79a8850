package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// Markdown and chroma know nothing of placeholders, so before they see a text every placeholder is replaced by a marker,
// which no step changes. Afterwards the HTML is cut at the markers.
//
// The first markers are those of the vocabulary; those after them stand for the braces that a writer wants to see: {{port}}.
type marks struct {
	stencil.Markers
	vocabulary placeholder.Vocabulary
	literals   []string // the names in double braces
}

func newMarks(v placeholder.Vocabulary, src string) *marks {
	return &marks{Markers: stencil.NewMarkers([]byte(src)), vocabulary: v}
}

// inBraces is a placeholder as a writer writes it, or its name in the double braces that show it.
var inBraces = regexp.MustCompile(`\{[a-z][a-z0-9-]*\}|\{\{[a-z][a-z0-9-]*\}\}`)

// mark returns src with markers for placeholders; hidden ones are known only when asked for, in what the program wrote.
// Unknown ones stay as they are: whether they are faults depends on where they stand, which only the parser knows.
func (m *marks) mark(src string, hidden bool) string {
	return inBraces.ReplaceAllStringFunc(src, func(text string) string {
		name := strings.Trim(text, "{}")
		if strings.HasPrefix(text, "{{") {
			return m.literal(name)
		}
		if i := m.vocabulary.Index(name); i >= 0 && (hidden || !m.vocabulary[i].Hidden) {
			return m.Marker(i)
		}
		return text
	})
}

// literal returns the marker that stands for a name in double braces.
func (m *marks) literal(name string) string {
	i := slices.Index(m.literals, name)
	if i < 0 {
		i = len(m.literals)
		m.literals = append(m.literals, name)
	}
	return m.Marker(len(m.vocabulary) + i)
}

// cut cuts s at its markers.
func (m *marks) cut(s string) stencil.Stencil {
	return m.Cut(s, func(hole int) bool { return hole < len(m.vocabulary) && !m.vocabulary[hole].Safe })
}

// rewrite replaces every marker in s by what the functions say, of a value's index and of a name in double braces.
func (m *marks) rewrite(s string, value func(int) string, literal func(name string) string) string {
	var b strings.Builder
	for _, p := range m.cut(s) {
		b.WriteString(p.Literal)
		switch n := len(m.vocabulary); {
		case p.Hole == stencil.None:
		case p.Hole < n:
			b.WriteString(value(p.Hole))
		default:
			b.WriteString(literal(m.literals[p.Hole-n]))
		}
	}
	return b.String()
}

// written turns markers back into what the writer wrote.
func (m *marks) written(s string) string {
	return m.rewrite(s,
		func(i int) string { return inSingle(m.vocabulary[i].Name) },
		func(name string) string { return "{{" + name + "}}" })
}

func inSingle(name string) string { return "{" + name + "}" }

// fragment makes a fragment of finished HTML.
func (m *marks) fragment(html string) *Fragment {
	html = m.rewrite(html, m.Marker, inSingle)
	return newFragment(m.cut(html), m.cutText(html))
}
