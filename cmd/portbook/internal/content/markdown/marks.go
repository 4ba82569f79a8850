package markdown

import (
	"fmt"
	"strconv"
	"strings"
)

// Markdown and chroma know nothing of placeholders, so before they see a text every placeholder is
// replaced by a mark: a number of 12 digits that no step changes. (Digits survive in a URL, in
// a heading, in a quoted string of a command, and a number that long cannot begin a list.)
// Afterwards the HTML is cut at the marks.
const (
	prefixDigits = 8
	indexDigits  = 4
	markSize     = prefixDigits + indexDigits
	maxMarks     = 10000
)

// marks replaces placeholders by numbers and finds them again, for one text.
//
// The first numbers are the slots of the vocabulary, those after them stand for the braces
// that a writer wants to see: {{port}}.
type marks struct {
	vocabulary *Vocabulary
	prefix     string
	literals   []string
}

// newMarks chooses a prefix that does not occur in src. It begins with 9 and has no other 9,
// so it cannot overlap with itself: digits before or after a mark never move it.
func newMarks(v *Vocabulary, src string) *marks {
	m := &marks{vocabulary: v}
	for n := 0o1234567; ; n++ {
		m.prefix = fmt.Sprintf("9%07o", n%(1<<21))
		if !strings.Contains(src, m.prefix) {
			return m
		}
	}
}

func (m *marks) mark(i int) string { return fmt.Sprintf("%s%0*d", m.prefix, indexDigits, i) }

// literal returns the mark that stands for {name} in braces, or false when there are too many.
func (m *marks) literal(name string) (string, bool) {
	for i, l := range m.literals {
		if l == name {
			return m.mark(m.vocabulary.Len() + i), true
		}
	}
	i := m.vocabulary.Len() + len(m.literals)
	if i >= maxMarks {
		return "", false
	}
	m.literals = append(m.literals, name)
	return m.mark(i), true
}

// An unknown is a placeholder that the vocabulary lacks.
type unknown struct {
	name   string
	offset int // in the replaced text
}

// replace returns src with marks for placeholders. Unknown ones stay as they are and are listed:
// whether they are faults depends on where they stand, which only the parser knows.
func (m *marks) replace(src string) (string, []unknown) {
	var b strings.Builder
	var unknowns []unknown
	b.Grow(len(src) + len(src)/8)
	for {
		brace := strings.IndexByte(src, '{')
		if brace < 0 {
			b.WriteString(src)
			return b.String(), unknowns
		}
		b.WriteString(src[:brace])
		src = src[brace:]
		name, literal, size := placeholderAt(src)
		size = max(size, 1)
		mark, known := m.markOf(name, literal)
		if !known {
			if name != "" && !literal {
				unknowns = append(unknowns, unknown{name, b.Len()})
			}
			mark = src[:size]
		}
		b.WriteString(mark)
		src = src[size:]
	}
}

func (m *marks) markOf(name string, literal bool) (string, bool) {
	if name == "" {
		return "", false
	}
	if literal {
		return m.literal(name)
	}
	slot, known := m.vocabulary.written(name)
	if !known {
		return "", false
	}
	return m.mark(slot), true
}

// A piece is text up to a mark, and the number of the mark; none at the end of the text.
type piece struct {
	text string
	mark int
}

// pieces cuts s at its marks.
func (m *marks) pieces(s string) []piece {
	var list []piece
	start, from := 0, 0
	for {
		at := strings.Index(s[from:], m.prefix)
		if at < 0 {
			return append(list, piece{s[start:], none})
		}
		at += from
		n, ok := m.number(s[at:])
		if !ok {
			from = at + 1
			continue
		}
		list = append(list, piece{s[start:at], n})
		start = at + markSize
		from = start
	}
}

// number reads the mark at the start of s.
func (m *marks) number(s string) (int, bool) {
	if len(s) < markSize {
		return 0, false
	}
	n, err := strconv.Atoi(s[prefixDigits:markSize])
	return n, err == nil && n >= 0 && n < m.vocabulary.Len()+len(m.literals)
}

// slot returns the slot of a mark, or none and the name to print in braces.
func (m *marks) slot(mark int) (slot int, literal string) {
	if n := m.vocabulary.Len(); mark >= n {
		return none, m.literals[mark-n]
	}
	return mark, ""
}

// rewrite replaces every mark in s by what the functions say.
func (m *marks) rewrite(s string, slot func(int) string, literal func(name string) string) string {
	if !strings.Contains(s, m.prefix) {
		return s
	}
	var b strings.Builder
	for _, p := range m.pieces(s) {
		b.WriteString(p.text)
		if p.mark == none {
			break
		}
		if i, name := m.slot(p.mark); i == none {
			b.WriteString(literal(name))
		} else {
			b.WriteString(slot(i))
		}
	}
	return b.String()
}

// written turns marks back into what the writer wrote.
func (m *marks) written(s string) string {
	return m.rewrite(s,
		func(slot int) string { return "{" + m.vocabulary.names[slot].Name + "}" },
		func(name string) string { return "{{" + name + "}}" })
}

// marked is the reverse of written. It knows hidden names, too: what it is given comes from the program.
func (m *marks) marked(s string) string {
	var b strings.Builder
	for {
		brace := strings.IndexByte(s, '{')
		if brace < 0 {
			return b.String() + s
		}
		b.WriteString(s[:brace])
		s = s[brace:]
		name, literal, size := placeholderAt(s)
		mark, known := m.markOf(name, literal)
		if slot, hidden := m.vocabulary.Index(name); hidden && !literal {
			mark, known = m.mark(slot), true
		}
		if !known {
			mark, size = s[:1], 1
		}
		b.WriteString(mark)
		s = s[size:]
	}
}

// ops cuts finished HTML into ops.
func (m *marks) ops(html string) []op {
	var ops []op
	var literal strings.Builder
	for _, p := range m.pieces(html) {
		literal.WriteString(p.text)
		if p.mark == none {
			break
		}
		slot, name := m.slot(p.mark)
		if slot == none {
			literal.WriteString("{" + name + "}")
			continue
		}
		ops = append(ops, op{literal.String(), int32(slot), !m.vocabulary.names[slot].Safe})
		literal.Reset()
	}
	if literal.Len() > 0 {
		ops = append(ops, op{literal.String(), none, false})
	}
	return ops
}
