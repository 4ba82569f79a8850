package markdown

import (
	"slices"
	"strings"
)

// A Name is one placeholder: what stands between the braces of {port}.
type Name struct {
	Name   string // [a-z][a-z0-9-]*
	Safe   bool   // its values never need escaping in HTML or in a URL: digits, hexadecimal, slugs
	Hidden bool   // set by the program only; in a writer's text it is unknown
}

// Root is the name of the hidden placeholder that stands before every link inside the site:
// "/", "/portbook/" or "../", as the page's place demands. A vocabulary without it makes links
// that begin with "/".
const Root = "root"

// A Vocabulary is the set of placeholders that a text may use. It never changes.
type Vocabulary struct {
	names []Name
	index map[string]int
}

// NewVocabulary returns the vocabulary of these names. The order given is the order of values.
// Of two equal names the first counts.
func NewVocabulary(names ...Name) *Vocabulary {
	v := &Vocabulary{names: slices.Clone(names), index: make(map[string]int, len(names))}
	for i, n := range names {
		if _, double := v.index[n.Name]; !double {
			v.index[n.Name] = i
		}
	}
	return v
}

// Index returns the place of a name's value among values, hidden names included, and whether
// the vocabulary has the name.
func (v *Vocabulary) Index(name string) (int, bool) {
	i, ok := v.index[name]
	return i, ok
}

// Len is the number of names, and so the length that values must have.
func (v *Vocabulary) Len() int { return len(v.names) }

// Names lists all names in the order of values.
func (v *Vocabulary) Names() []Name { return slices.Clone(v.names) }

// written is Index for names in a writer's text: hidden names are not found.
func (v *Vocabulary) written(name string) (int, bool) {
	i, ok := v.index[name]
	return i, ok && !v.names[i].Hidden
}

// visible lists the names that writers may use.
func (v *Vocabulary) visible() []string {
	var names []string
	for _, n := range v.names {
		if !n.Hidden {
			names = append(names, n.Name)
		}
	}
	return names
}

// placeholderAt recognises what stands at the start of s: {name} or {{name}}, and its length
// in bytes; a length of 0 means neither.
func placeholderAt(s string) (name string, literal bool, size int) {
	rest, literal := strings.CutPrefix(s, "{{")
	if !literal {
		rest = strings.TrimPrefix(s, "{")
	}
	n := nameLen(rest)
	closing := "}"
	if literal {
		closing = "}}"
	}
	if n == 0 || len(rest) == len(s) || !strings.HasPrefix(rest[n:], closing) {
		return "", false, 0
	}
	return rest[:n], literal, n + 2*len(closing)
}

// nameLen is the length of the [a-z][a-z0-9-]* at the start of s.
func nameLen(s string) int {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return i
		}
	}
	return len(s)
}
