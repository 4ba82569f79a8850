package render

import (
	"encoding/binary"
	"unsafe"
)

// A stretch is literal text with values in it. On a sheet where it was printed before, at the same place, values
// that have changed, but not their length, are overwritten, and nothing else is touched: that is how most of most
// pages is made.
type stretch struct {
	pieces []piece
	values []varying
	size   int   // of the literal text
	first  marks // of this stretch, on a sheet
}

// A piece is literal text and then a value, or none.
type piece struct {
	literal string
	value   int // its index; none
}

const none = -1

// A varying value is the string at an address that does not change.
type varying struct {
	text   *string
	escape *context // nil for a string that is printed as it is
	pieces []int32  // it stands behind
}

// add adds literal text, and a value unless that is nil.
func (t *stretch) add(literal string, text *string, escape *context) {
	t.size += len(literal)
	value := none
	if text != nil {
		value = t.indexOf(text, escape)
		v := &t.values[value]
		v.pieces = append(v.pieces, int32(len(t.pieces)))
	}
	t.pieces = append(t.pieces, piece{literal, value})
}

// indexOf is the index of a value, which is added if it is new.
func (t *stretch) indexOf(text *string, escape *context) int {
	for i, v := range t.values {
		if v.text == text && v.escape == escape {
			return i
		}
	}
	t.values = append(t.values, varying{text: text, escape: escape})
	return len(t.values) - 1
}

// mark takes the marks that the stretch needs.
func (t *stretch) mark(given *marks) {
	t.first = *given
	given.stretches += 2
	given.values += len(t.values)
	given.pieces += len(t.pieces)
}

// print appends the stretch to what the sheet holds so far.
func (t *stretch) print(out []byte, s *Sheet, room int) []byte {
	stands := s.stands[t.first.stretches:][:2] // from, to
	seen := s.seen[t.first.values:][:len(t.values)]
	at := s.at[t.first.pieces:][:len(t.pieces)]
	if stands[0] == len(out) && cap(out) == room && t.patch(out[:stands[1]], seen, at) {
		return out[:stands[1]]
	}
	stands[0] = len(out)
	for i := range t.pieces {
		p := &t.pieces[i]
		out = append(out, p.literal...)
		at[i] = int32(len(out))
		if p.value == none {
			continue
		}
		if v := &t.values[p.value]; v.escape == nil {
			out = append(out, *v.text...)
		} else {
			out = v.escape.append(out, *v.text)
		}
	}
	for i := range t.values {
		seen[i] = *t.values[i].text
	}
	stands[1] = len(out)
	return out
}

// patch overwrites the values that have changed, and reports whether that was enough. It tells strings apart by
// their addresses: what a string holds never changes.
func (t *stretch) patch(text []byte, seen []string, at []int32) bool {
	for i := range t.values {
		v := &t.values[i]
		now := *v.text
		switch {
		case len(now) == len(seen[i]) && unsafe.StringData(now) == unsafe.StringData(seen[i]):
			continue
		case len(now) != len(seen[i]) || v.escape != nil:
			return false
		}
		seen[i] = now
		overwrite(text, now, v.pieces, at)
	}
	return true
}

// overwrite puts a value behind pieces of a text. Nearly all values are numbers of four or five digits.
func overwrite(text []byte, value string, pieces, at []int32) {
	if len(value) < 4 || len(value) > 8 {
		for _, p := range pieces {
			copy(text[at[p]:], value)
		}
		return
	}
	var digits [8]byte
	copy(digits[:], value)
	end := len(value) - 4
	first, last := binary.LittleEndian.Uint32(digits[:]), binary.LittleEndian.Uint32(digits[end:])
	for _, p := range pieces {
		here := text[at[p]:]
		binary.LittleEndian.PutUint32(here, first)
		binary.LittleEndian.PutUint32(here[end:], last)
	}
}
