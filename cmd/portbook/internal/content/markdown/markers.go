package markdown

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// Markdown and chroma know nothing of placeholders, so before they see a text every placeholder is replaced by a marker,
// which no step changes. Afterwards the HTML is cut at the markers.
//
// The first markers are those of the vocabulary; those after them stand for the braces that a writer wants to see: {{port}}.

// inBraces is a placeholder as a writer writes it, or its name in the double braces that show it.
var inBraces = regexp.MustCompile(`\{[a-z][a-z0-9-]*\}|\{\{[a-z][a-z0-9-]*\}\}`)

// mark returns src with markers for placeholders; hidden ones are known only when asked for, in what the program wrote.
// Unknown ones stay as they are: whether they are faults depends on where they stand, which only the parser knows.
func (d *document) mark(src string, hidden bool) string {
	return inBraces.ReplaceAllStringFunc(src, func(text string) string {
		name := strings.Trim(text, "{}")
		if strings.HasPrefix(text, "{{") {
			return d.literal(name)
		}
		if i := d.Vocabulary.Index(name); i >= 0 && (hidden || !d.Vocabulary[i].Hidden) {
			return d.Marker(i)
		}
		return text
	})
}

// literal returns the marker that stands for a name in double braces.
func (d *document) literal(name string) string {
	i := slices.Index(d.literals, name)
	if i < 0 {
		i = len(d.literals)
		d.literals = append(d.literals, name)
	}
	return d.Marker(len(d.Vocabulary) + i)
}

// cut cuts s at its markers.
func (d *document) cut(s string) stencil.Stencil {
	return d.Cut(s, func(hole int) bool { return hole < len(d.Vocabulary) && !d.Vocabulary[hole].Safe })
}

// rewrite replaces every marker in s by what the functions say, of a value's index and of a name in double braces.
func (d *document) rewrite(s string, value func(int) string, literal func(name string) string) string {
	var b strings.Builder
	for _, p := range d.cut(s) {
		b.WriteString(p.Literal)
		switch n := len(d.Vocabulary); {
		case p.Hole == stencil.None:
		case p.Hole < n:
			b.WriteString(value(p.Hole))
		default:
			b.WriteString(literal(d.literals[p.Hole-n]))
		}
	}
	return b.String()
}

// written turns markers back into what the writer wrote.
func (d *document) written(s string) string {
	return d.rewrite(s,
		func(i int) string { return inSingle(d.Vocabulary[i].Name) },
		func(name string) string { return "{{" + name + "}}" })
}

func inSingle(name string) string { return "{" + name + "}" }

// unspoken is what plain text leaves out of HTML: tags, footnotes, and the numbers that point to them. It relies on
// what our renderer guarantees: > stands in no attribute value, elements are closed, and sup and div are footnotes.
var unspoken = regexp.MustCompile(`(?s)<sup[ >].*?</sup>|<div[ >].*?</div>|<[^>]*>`)

// cutText cuts finished HTML as plain text. Where something is left out, a zero byte, of which HTML has none, keeps the
// digits around it apart until the text is cut: together they might look like a marker.
func (d *document) cutText(markup string) stencil.Stencil {
	text := d.cut(unspoken.ReplaceAllLiteralString(markup, "\x00"))
	for i := range text {
		text[i].Literal = strings.ReplaceAll(html.UnescapeString(text[i].Literal), "\x00", "")
	}
	return text
}
