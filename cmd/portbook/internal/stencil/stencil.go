// Package stencil makes the same text for other values again and again.
//
// A text is made once with markers where values stand, by whatever makes texts: a Markdown renderer, html/template.
// The result is cut at the markers into literals and holes, and from then on a text costs no more than copying.
package stencil

// A Stencil is text with holes. It never changes and may be used by many goroutines; the zero Stencil is empty.
type Stencil []Part

// A Part is literal text and then, unless Hole is None, a value.
type Part struct {
	Literal string
	Hole    int  // the number of the value
	Escape  bool // the value is plain text and has to be escaped for HTML
}

// None is the Hole of a part without a value.
const None = -1

// Append appends the text with these values, by number of hole, to dst.
func (s Stencil) Append(dst []byte, values []string) []byte {
	for i := range s {
		p := &s[i]
		dst = append(dst, p.Literal...)
		switch {
		case p.Hole == None:
		case p.Escape:
			dst = AppendEscaped(dst, values[p.Hole])
		default:
			dst = append(dst, values[p.Hole]...)
		}
	}
	return dst
}

// specials maps the bytes that cannot stand as themselves in HTML text or in a quoted attribute to what stands for them.
// It is the table of html/template, so that a value looks the same whether a stencil or a template printed it.
var specials = [256]string{
	0:    "\uFFFD",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'>':  "&gt;",
}

// AppendEscaped appends text to dst, escaped for HTML text and quoted attributes exactly as html/template does it.
func AppendEscaped(dst []byte, text string) []byte {
	done := 0
	for i := range len(text) {
		if s := specials[text[i]]; s != "" {
			dst = append(dst, text[done:i]...)
			dst = append(dst, s...)
			done = i + 1
		}
	}
	return append(dst, text[done:]...)
}
