package frontmatter

// The types of this file are for the fields of structs that Decode fills in: they keep the
// line, so that a fault found later can still name it.

// A Text is a scalar as the writer wrote it, and the line of the file on which it begins.
// Numbers, truth values and dates are taken as text too.
type Text struct {
	Source string
	Line   int
}

// Texts is one text or a list of texts: a key of this type takes both forms.
type Texts []Text

// A Located is any value with the line of its key, or of itself within a list.
type Located[T any] struct {
	Value T
	Line  int
}

func (l *Located[T]) located() (value any, line *int) { return &l.Value, &l.Line }

// located is what Decode recognises every Located by.
type located interface {
	located() (value any, line *int)
}
