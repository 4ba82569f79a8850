package page

import (
	"html/template"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Text is a text of a writer, with the values that its placeholders have on the page. The zero Text is empty. Templates
// print .HTML where tags may stand, .Text in attributes and titles, and ask for it with .Given.
type Text struct {
	Given    bool
	Lang     string // set when the text is not in the page's language: it fell back to the first one
	fragment *markdown.Fragment
	values   *[]string
}

// NewText makes a text of a fragment, which may be nil, and of values by placeholder.
func NewText(f *markdown.Fragment, lang string, values *[]string) Text {
	return Text{Given: f != nil, Lang: lang, fragment: f, values: values}
}

// HTML is the text with tags.
func (t Text) HTML() template.HTML {
	if t.fragment == nil {
		return ""
	}
	return template.HTML(t.fragment.AppendHTML(nil, *t.values))
}

// Text is the text without tags, not escaped.
func (t Text) Text() render.Value {
	if t.fragment == nil {
		return ""
	}
	return render.Value(t.fragment.AppendText(nil, *t.values))
}

// Plain is a text without tags whose placeholders have been filled in.
type Plain string

// HTML is the text as it stands between tags.
func (p Plain) HTML() template.HTML { return template.HTML(stencil.AppendEscaped(nil, string(p))) }

// Text is the text, not escaped.
func (p Plain) Text() string { return string(p) }

// An Address is where a link leads: a path, or the number of a port, with something fixed around it. The zero Address leads
// nowhere. Templates print .URL and ask with .Given.
type Address struct {
	Given  bool
	Before string
	Path   render.Slug
	After  string
}

// URL is the address as it stands in a link.
func (a Address) URL() render.URL { return render.URL(a.Before + string(a.Path) + a.After) }

// A Draft is the address of the form for a new essay, filled in as far as it can be.
type Draft struct {
	Given    bool
	Form     Address
	Services render.Slug // that the port has and an essay assumes, as they stand in a query
	End      string
}

// URL is the address of the form.
func (d Draft) URL() render.URL { return d.Form.URL() + render.URL(d.Services) + render.URL(d.End) }

// A Cell is a port as it stands in strips and lists.
type Cell struct {
	Number  render.Slug // decimal
	Status  *Status
	Service render.Value // primary service name, or ""
	Around  *Around
}

// An Around is what is around the number in the addresses of ports, and the list of all ports.
type Around struct {
	Before, After string
	All           *render.Window[Cell]
}

// Address leads to the port's page.
func (c Cell) Address() Address {
	return Address{Given: true, Before: c.Around.Before, Path: c.Number, After: c.Around.After}
}

// Index returns the list of all ports, and the place of this one: its number.
func (c *Cell) Index() (all any, place int) {
	place, _ = strconv.Atoi(string(c.Number))
	return c.Around.All, place
}

// A Source is where a statement comes from.
type Source struct {
	Title render.Value
	Site  string      // the address up to the path; "" for a source that has no address
	Path  render.Slug // and what follows
}

// URL is the address, or "".
func (s Source) URL() render.URL { return render.URL(s.Site) + render.URL(s.Path) }
