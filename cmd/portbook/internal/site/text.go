package site

import (
	"html/template"

	"github.com/portbook/portbook/cmd/portbook/internal/prose"
)

// A Text is a piece of prose together with the values its placeholders take on this page.
// The zero Text is empty.
type Text struct {
	Given    bool
	Lang     string // set when the text is not in the page's language: it fell back to English
	fragment *prose.Fragment
	values   *prose.Values
}

// HTML is the text with tags.
func (t Text) HTML() template.HTML { return template.HTML(t.AppendHTML(nil)) }

// AppendHTML appends HTML to dst.
func (t Text) AppendHTML(dst []byte) []byte {
	if t.fragment == nil {
		return dst
	}
	return t.fragment.AppendHTML(dst, *t.values)
}

// FlatHTML is HTML as literal text and values, for a page that is filled many times.
func (t Text) FlatHTML(literal func(string), value func(s *string, safe bool)) {
	for part := range t.fragment.Parts() {
		literal(part.Literal)
		if part.Slot >= 0 {
			value(&(*t.values)[part.Slot], part.Safe)
		}
	}
}

// Text is the text without tags, not escaped.
func (t Text) Text() string { return string(t.AppendText(nil)) }

// AppendText appends Text to dst.
func (t Text) AppendText(dst []byte) []byte {
	if t.fragment == nil {
		return dst
	}
	return t.fragment.AppendText(dst, *t.values)
}

// FlatText is Text as literal text and values, for a page that is filled many times. Values have no
// white space at their ends, and are empty only where the text does not hold (see checkValues).
func (t Text) FlatText(literal func(string), value func(s *string, safe bool)) {
	for part := range t.fragment.TextParts() {
		literal(part.Literal)
		if part.Slot >= 0 {
			value(&(*t.values)[part.Slot], part.Safe)
		}
	}
}

// An Address is where a link leads: a fixed part, perhaps a port's number, and what follows.
// The zero Address leads nowhere.
type Address struct {
	Given  bool
	mixed  bool // number is more than digits
	before string
	number *string // nil without
	after  string
}

// URL is the address as it stands in a link.
func (a Address) URL() string { return string(a.AppendURL(nil)) }

// AppendURL appends URL to dst.
func (a Address) AppendURL(dst []byte) []byte {
	dst = append(dst, a.before...)
	if a.number != nil {
		dst = append(dst, *a.number...)
	}
	return append(dst, a.after...)
}

// FlatURL is URL as literal text and values, for a page that is filled many times.
func (a Address) FlatURL(literal func(string), value func(s *string, safe bool)) {
	literal(a.before)
	if a.number != nil {
		value(a.number, !a.mixed)
	}
	literal(a.after)
}
