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
	place   int // that of the value among all places of values
}

const none = -1

// short is the length in bytes of text that is sooner printed than looked for.
const short = 128

// A varying value is the string at an address that does not change.
type varying struct {
	text     *string
	escape   *context // nil for a string that is printed as it is
	from, to int      // its places
}

// add appends literal text to the pieces of the stretch, and a value unless that is nil.
func (t *stretch) add(pieces []piece, literal string, text *string, escape *context) []piece {
	t.size += len(literal)
	value := none
	if text != nil {
		value = t.indexOf(text, escape)
		t.values[value].to++
	}
	return append(pieces, piece{literal: literal, value: value})
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

// mark takes the marks that the stretch needs. The places of each value stand together.
func (t *stretch) mark(given *marks) {
	places := 0
	for i := range t.values {
		v := &t.values[i]
		v.from, v.to, places = places, places, places+v.to
	}
	for i := range t.pieces {
		if p := &t.pieces[i]; p.value != none {
			p.place = t.values[p.value].to
			t.values[p.value].to++
		}
	}
	t.first = *given
	given.stretches += 2
	given.values += len(t.values)
	given.places += places
}

// print appends the stretch to what the sheet holds so far. Behind that lies what the page before left there; once the
// text has outgrown the memory of the sheet it is longer than anything that stood there.
func (t *stretch) print(out []byte, s *Sheet) []byte {
	if t.size <= short && len(t.values) == 0 {
		if len(t.pieces) > 0 {
			out = append(out, t.pieces[0].literal...)
		}
		return out
	}
	stands := s.stands[t.first.stretches:][:2] // from, to
	seen := s.seen[t.first.values:][:len(t.values)]
	at := s.at[t.first.places:]
	if stands[0] == len(out) && t.patch(out[:stands[1]], seen, at) {
		return out[:stands[1]]
	}
	stands[0] = len(out)
	for i := range t.pieces {
		p := &t.pieces[i]
		out = append(out, p.literal...)
		if p.value == none {
			continue
		}
		at[p.place] = int32(len(out))
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
		overwrite(text, now, at[v.from:v.to])
	}
	return true
}

// overwrite puts a value in its places. Nearly all values are numbers of four or five digits.
func overwrite(text []byte, value string, places []int32) {
	if len(value) < 4 || len(value) > 8 {
		for _, at := range places {
			copy(text[at:], value)
		}
		return
	}
	end := len(value) - 4
	first, last := fourBytes(value), fourBytes(value[end:])
	for _, at := range places {
		here := text[at : int(at)+len(value)]
		binary.LittleEndian.PutUint32(here, first)
		binary.LittleEndian.PutUint32(here[end:], last)
	}
}

func fourBytes(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
