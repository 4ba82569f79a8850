package frontmatter

import "go.yaml.in/yaml/v3"

// The types of this file are for the fields of structs that Decode fills in: they keep the
// line, so that a fault found later can still name it.

// A Text is a scalar as the writer wrote it, and the line of the file on which it begins.
// Numbers, truth values and dates are taken as text too.
type Text struct {
	Source string
	Line   int
}

// UnmarshalYAML takes any scalar.
func (t *Text) UnmarshalYAML(n *yaml.Node) error {
	t.Line = n.Line
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && n.Value != "" {
		t.Line++ // the text begins below the | or >
	}
	return n.Decode(&t.Source)
}

// Texts is one text or a list of texts: a key of this type takes both forms.
type Texts []Text

// UnmarshalYAML takes a scalar or a list of scalars.
func (t *Texts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = make(Texts, 1)
		return n.Decode(&(*t)[0])
	}
	return n.Decode((*[]Text)(t))
}

// A Located is any value with the line on which it begins.
type Located[T any] struct {
	Value T
	Line  int
}

// UnmarshalYAML takes what T takes.
func (l *Located[T]) UnmarshalYAML(n *yaml.Node) error {
	l.Line = n.Line
	return n.Decode(&l.Value)
}
