package site

import (
	"html/template"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
)

// A Text is a piece of prose together with the values its placeholders take on this page.
// The zero Text is empty.
type Text struct {
	Given    bool
	Lang     string // set when the text is not in the page's language: it fell back to English
	fragment *markdown.Fragment
	values   *markdown.Values
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
		switch {
		case part.Slot < 0:
		case part.Slot != placeholder.Root && part.Slot < placeholder.Site:
			value(&(*t.values)[part.Slot], part.Safe)
		case part.Safe:
			literal((*t.values)[part.Slot])
		default:
			literal(string(markdown.AppendEscaped(nil, (*t.values)[part.Slot])))
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
	form   *form   // nil when it leads nowhere
	number *string // nil without
}

// A form is what stands around the number. The addresses of all ports' pages share one or two.
type form struct {
	before, after string
	plain         bool // see AppendPlainURL
}

// around makes an address of a port's number and what stands around it.
func around(before string, number *string, after string) Address {
	return Address{Given: true, form: &form{before, after, isPlain(before) && (after == "" || isPlain(after))}, number: number}
}

// addressOf makes an address without a number.
func addressOf(whole string) Address { return around(whole, nil, "") }

// URL is the address as it stands in a link.
func (a Address) URL() string { return string(a.AppendURL(nil)) }

// AppendURL appends URL to dst.
func (a Address) AppendURL(dst []byte) []byte {
	if a.form == nil {
		return dst
	}
	dst = append(dst, a.form.before...)
	if a.number != nil {
		dst = append(dst, *a.number...)
	}
	return append(dst, a.form.after...)
}

// AppendPlainURL appends URL to dst if it is known that it has to be escaped nowhere.
func (a *Address) AppendPlainURL(dst []byte) (longer []byte, ok bool) {
	if a.form == nil || !a.form.plain {
		return dst, false
	}
	return a.AppendURL(dst), true
}

// isPlain reports whether an address, or the beginning of one, has to be escaped nowhere.
func isPlain(address string) bool {
	for i := range len(address) {
		switch c := address[i]; {
		case c >= '-' && c <= '9': // and . and /
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
		default:
			return false
		}
	}
	return address != ""
}

// FlatURL is URL as literal text and values, for a page that is filled many times.
func (a Address) FlatURL(literal func(string), value func(s *string, safe bool)) {
	if a.form == nil {
		return
	}
	literal(a.form.before)
	if a.number != nil {
		value(a.number, true)
	}
	literal(a.form.after)
}

// URL is the address of the form.
func (d Draft) URL() string { return string(d.AppendURL(nil)) }

// AppendURL appends URL to dst.
func (d Draft) AppendURL(dst []byte) []byte {
	dst = d.form.AppendURL(dst)
	if d.services != nil {
		dst = append(dst, *d.services...)
	}
	return append(dst, d.end...)
}

// FlatURL is URL as literal text and values, for a page that is filled many times.
func (d Draft) FlatURL(literal func(string), value func(s *string, safe bool)) {
	d.form.FlatURL(literal, value)
	if d.services != nil {
		value(d.services, false)
	}
	literal(d.end)
}
