package render

import (
	"reflect"
	"strings"
)

// A Value is plain text that differs from page to page. In a template it is an ordinary string, which may be printed between
// tags and in quoted attributes, and asked for with {{if}}.
type Value string

// A Slug is a Value made of characters that mean themselves wherever they stand: digits, letters, hyphens, and what else
// paths are made of. It may be printed in addresses and in attributes without quotes too. One that holds anything else
// belongs to the shape of its page.
type Slug string

// A URL is an address: slugs with something fixed around them. It may be printed wherever a Slug may.
type URL string

// A List is several things, which differ from page to page, and in number. Templates show it with {{range}}. It must not
// change once a page was made of it.
type List[T any] []T

// A Part marks a struct by being embedded in it: what {{with}} makes of a pointer to it is a stencil of its own. What the pointer
// leads to must not change.
type Part struct{}

// A Window is a part of a list that never changes and of which many pages show parts, such as the ports around one: what a
// template makes of the elements is made for all of them at once, and copied from then on.
type Window[T any] []T

// Indexed is what pointers to elements of a Window are.
type Indexed interface {
	// Index returns the whole list, a pointer to a Window, and the element's place in it.
	Index() (all any, place int)
}

var (
	typeValue = reflect.TypeFor[Value]()
	typeSlug  = reflect.TypeFor[Slug]()
	typeURL   = reflect.TypeFor[URL]()
)

func isList(t reflect.Type) bool { return isOf("List", t) || isWindow(t) }

func isWindow(t reflect.Type) bool { return isOf("Window", t) }

// isOf reports whether t is of a generic type of this package.
func isOf(generic string, t reflect.Type) bool {
	return t != nil && t.PkgPath() == typeValue.PkgPath() && strings.HasPrefix(t.Name(), generic+"[")
}

// isPart reports whether t is a pointer to a struct that embeds Part.
func isPart(t reflect.Type) bool {
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return false
	}
	f, ok := t.Elem().FieldByName("Part")
	return ok && f.Anonymous && f.Type == reflect.TypeFor[Part]()
}

// elementOf is the struct that stands behind a list or a part.
func elementOf(t reflect.Type) reflect.Type {
	if t = t.Elem(); t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// isSlug reports whether a text is the same wherever html/template may be asked to print it as a Slug.
func isSlug(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', 'A' <= c && c <= 'Z', strings.IndexByte("-/._,", c) >= 0:
		case c == '%' && isHex(s, i+1) && isHex(s, i+2):
		default:
			return false
		}
	}
	return true
}

func isHex(s string, i int) bool {
	return i < len(s) && (s[i]-'0' < 10 || (s[i]|0x20)-'a' < 6)
}
