// Package markdown turns what writers write, Markdown with placeholders, into fragments of HTML that are filled in for any
// port with a few appends.
//
// A text is parsed, highlighted and cut at its placeholders once, by a [Compiler]; what remains per page is copying. The
// package is the only one that knows goldmark and chroma.
package markdown

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Fragment is a compiled text. It never changes and may be used by many goroutines.
// The nil Fragment is empty.
type Fragment struct {
	html     stencil.Stencil
	text     stencil.Stencil
	uses     []int
	headings []Heading
	links    []Link
}

// A Heading is one heading of a fragment, for tables of contents.
type Heading struct {
	ID   string    // as in the HTML, prefix included; the same for every port
	Text *Fragment // what it says; may hold placeholders
}

// A Link is one destination that a fragment leads to.
type Link struct {
	Dest  string // as written, with placeholders in braces
	Line  int    // in the file
	Image bool   // it is shown, not followed
}

// AppendHTML appends the fragment as HTML. Values must come from the fragment's vocabulary;
// those that are not safe are escaped as html/template escapes them.
func (f *Fragment) AppendHTML(dst []byte, v []string) []byte { return f.orEmpty().html.Append(dst, v) }

// AppendText appends the fragment as plain text: no markup, nothing escaped, white space
// collapsed to single blanks and trimmed at both ends.
func (f *Fragment) AppendText(dst []byte, v []string) []byte {
	start := len(dst)
	for _, p := range f.orEmpty().text {
		dst = appendCollapsed(dst, start, p.Literal)
		if p.Hole != stencil.None {
			dst = appendCollapsed(dst, start, v[p.Hole])
		}
	}
	if n := len(dst); n > start && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// Text is the fragment as plain text.
func (f *Fragment) Text(v []string) string { return string(f.AppendText(nil, v)) }

// appendCollapsed appends s to the text that begins at start, writing one blank for every run of
// white space and none at the beginning.
func appendCollapsed(dst []byte, start int, s string) []byte {
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

// Empty reports whether the fragment appends nothing, whatever the values.
func (f *Fragment) Empty() bool { return len(f.orEmpty().html) == 0 }

// Uses lists the placeholders that the fragment holds, by index in the vocabulary, ascending, each
// once; also the hidden ones that links need. The caller must not change the list.
func (f *Fragment) Uses() []int { return f.orEmpty().uses }

// Headings lists the headings in the order of the text. The caller must not change the list.
func (f *Fragment) Headings() []Heading { return f.orEmpty().headings }

// Links lists all destinations, inside and outside the site, in the order of the text. The caller must not change
// the list.
func (f *Fragment) Links() []Link { return f.orEmpty().links }

var empty Fragment

func (f *Fragment) orEmpty() *Fragment {
	if f == nil {
		return &empty
	}
	return f
}

func newFragment(html, text stencil.Stencil) *Fragment {
	var uses []int
	for _, p := range html {
		if p.Hole != stencil.None {
			uses = append(uses, p.Hole)
		}
	}
	slices.Sort(uses)
	return &Fragment{html: html, text: text, uses: slices.Compact(uses)}
}

// Join returns a fragment that says what the parts say, one after the other. Nil parts are empty.
// Headings and links are left out.
func Join(parts ...*Fragment) *Fragment {
	var html, text stencil.Stencil
	for _, p := range parts {
		html = append(html, p.orEmpty().html...)
		text = append(text, p.orEmpty().text...)
	}
	return newFragment(html, text)
}
