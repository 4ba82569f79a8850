// Package markdown turns what writers write, Markdown with placeholders and YAML front matter,
// into fragments of HTML that are filled in for any port with a few appends.
//
// A text is parsed, highlighted and cut at its placeholders once, by a [Compiler]; what remains
// per page is copying. The package is the only one that knows goldmark, chroma and goccy/go-yaml.
package markdown

import (
	"iter"
	"slices"
)

// A Fragment is a compiled text. It never changes and may be used by many goroutines.
// The nil Fragment is empty.
type Fragment struct {
	html     []op
	text     []op
	uses     []int
	headings []Heading
	links    []Link
}

// An op appends a literal and then, unless slot is none, the value of a placeholder.
type op struct {
	literal string
	slot    int32
	escape  bool // the value needs escaping in HTML
}

// none is the slot of an op without a placeholder.
const none = -1

// A Heading is one heading of a fragment, for tables of contents.
type Heading struct {
	Level int       // as in the HTML: 2 is <h2>
	ID    string    // as in the HTML, prefix included; the same for every port
	Text  *Fragment // what it says; may hold placeholders
	Line  int       // in the file
}

// A Link is one destination that a fragment leads to.
type Link struct {
	Dest  string // as written, with placeholders in braces
	Line  int    // in the file
	Image bool   // it is shown, not followed
}

// AppendHTML appends the fragment as HTML. Values must come from the fragment's vocabulary;
// those that are not safe are escaped as html/template escapes them.
func (f *Fragment) AppendHTML(dst []byte, v Values) []byte {
	if f == nil {
		return dst
	}
	for i := range f.html {
		o := &f.html[i]
		dst = append(dst, o.literal...)
		if o.slot == none {
			continue
		}
		if o.escape {
			dst = AppendEscaped(dst, v[o.slot])
		} else {
			dst = append(dst, v[o.slot]...)
		}
	}
	return dst
}

// AppendText appends the fragment as plain text: no markup, nothing escaped, white space
// collapsed to single blanks and trimmed at both ends.
func (f *Fragment) AppendText(dst []byte, v Values) []byte {
	if f == nil {
		return dst
	}
	start := len(dst)
	for i := range f.text {
		o := &f.text[i]
		dst = appendCollapsed(dst, start, o.literal)
		if o.slot != none {
			dst = appendCollapsed(dst, start, v[o.slot])
		}
	}
	if n := len(dst); n > start && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// appendCollapsed appends s to the text that begins at start, writing one blank for every run of
// white space and none at the beginning.
func appendCollapsed[T string | []byte](dst []byte, start int, s T) []byte {
	for i := range len(s) {
		c := s[i]
		if c != ' ' && (c < '\t' || c > '\r') {
			dst = append(dst, c)
		} else if n := len(dst); n > start && dst[n-1] != ' ' {
			dst = append(dst, ' ')
		}
	}
	return dst
}

// A Part of a fragment's HTML is literal text and then, unless Slot is negative, the value of a
// placeholder.
type Part struct {
	Literal string // HTML
	Slot    int    // index in the vocabulary
	Safe    bool   // the value never needs escaping
}

// Parts lists what AppendHTML appends, for callers who fill a fragment many times.
func (f *Fragment) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		if f == nil {
			return
		}
		for _, o := range f.html {
			if !yield(Part{o.literal, int(o.slot), !o.escape}) {
				return
			}
		}
	}
}

// TextParts lists what AppendText appends, when no value is empty or has white space at its ends.
func (f *Fragment) TextParts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		if f == nil {
			return
		}
		before := byte(' ') // nothing at the beginning: no blank there
		for _, o := range f.text {
			literal := appendCollapsed([]byte{before}, 0, o.literal)[1:]
			if !yield(Part{string(literal), int(o.slot), !o.escape}) {
				return
			}
			before = 'x'
		}
	}
}

// Empty reports whether the fragment appends nothing, whatever the values.
func (f *Fragment) Empty() bool { return f == nil || len(f.html) == 0 }

// Uses lists the placeholders that the fragment holds, by index in the vocabulary, ascending, each
// once; also the hidden ones that links need. The caller must not change the list.
func (f *Fragment) Uses() []int {
	if f == nil {
		return nil
	}
	return f.uses
}

// Headings lists the headings in the order of the text.
func (f *Fragment) Headings() []Heading {
	if f == nil {
		return nil
	}
	return slices.Clone(f.headings)
}

// Links lists all destinations, inside and outside the site, in the order of the text. The caller must not change
// the list.
func (f *Fragment) Links() []Link {
	if f == nil {
		return nil
	}
	return f.links
}

// newFragment makes a fragment of its HTML; the plain text follows from it.
func newFragment(html []op) *Fragment {
	f := &Fragment{html: html, text: textOps(html)}
	for _, o := range html {
		if o.slot != none {
			f.uses = append(f.uses, int(o.slot))
		}
	}
	slices.Sort(f.uses)
	f.uses = slices.Compact(f.uses)
	return f
}
