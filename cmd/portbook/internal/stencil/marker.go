package stencil

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A marker is a number of 12 digits that stands where a value will stand. Digits survive every step: they are the same
// in HTML, in an attribute, in a URL, in a string of a command, and a number that long begins no list of Markdown.
const (
	prefixDigits = 8
	holeDigits   = 4
	markerSize   = prefixDigits + holeDigits
)

// MaxHoles is how many holes a text can have.
const MaxHoles = 10000

// Markers are the markers of one text, or of all texts of a site: they begin with digits that none of them holds.
type Markers struct{ prefix string }

// NewMarkers returns markers for texts that are made of these. The prefix begins with 9 and has no other 9, so it cannot
// overlap with itself: digits before or after a marker never move it.
func NewMarkers(texts ...[]byte) Markers {
	for n := 0o1234567; ; n++ {
		prefix := fmt.Sprintf("9%07o", n%(1<<21))
		if !contains(texts, []byte(prefix)) {
			return Markers{prefix}
		}
	}
}

func contains(texts [][]byte, prefix []byte) bool {
	for _, text := range texts {
		if bytes.Contains(text, prefix) {
			return true
		}
	}
	return false
}

// Marker is the marker of a hole. It panics with an error when a text has more holes than markers can tell apart.
func (m Markers) Marker(hole int) string {
	if hole >= MaxHoles {
		panic(fmt.Errorf("a text has more than %d places for values", MaxHoles))
	}
	return fmt.Sprintf("%s%0*d", m.prefix, holeDigits, hole)
}

// Cut cuts a text at its markers. Escape tells of each hole whether its values have to be escaped. It panics with an error
// when somebody changed a marker: texts with numbers in them would be wrong then as well.
func (m Markers) Cut(text string, escape func(hole int) bool) Stencil {
	var s Stencil
	for {
		at := strings.Index(text, m.prefix)
		if at < 0 {
			break
		}
		end := min(at+markerSize, len(text))
		hole, err := strconv.ParseUint(text[at+prefixDigits:end], 10, 16)
		if err != nil || end-at < markerSize {
			panic(fmt.Errorf("a number was changed on its way into the page: %s", text[at:end]))
		}
		s = append(s, Part{text[:at], int(hole), escape(int(hole))})
		text = text[end:]
	}
	if text != "" {
		s = append(s, Part{Literal: text, Hole: None})
	}
	return s
}

// All returns the markers of the holes 0 to count-1, to stand where their values will.
func (m Markers) All(count int) []string {
	all := make([]string, count)
	for i := range all {
		all[i] = m.Marker(i)
	}
	return all
}
