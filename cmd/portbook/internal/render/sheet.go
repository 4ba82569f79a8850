package render

// A Sheet is memory on which pages are printed, one after the other. What a page has in common with the
// one before, since both were printed by the same Bound, is left standing where it stands. The zero Sheet
// is empty. A Sheet is for one goroutine.
//
// What is on top of a page differs in length from page to page. It is printed apart and then put before the rest, so
// that the rest need not move.
type Sheet struct {
	text   []byte // the rest from margin on, and before it the top, or something else from 0 on
	margin int
	top    []byte

	owner  any // the Bound that printed the page; nil when something else did
	stands []int
	seen   []string // by value: as it was printed
	at     []int32  // by place: where the value stands
}

// marks are what a sheet notes of pages: how many of each there are, or which are the first ones of a stretch.
type marks struct {
	stretches int // two for each: where it begins and ends; and one for each branch: which one was taken
	values    int
	places    int
}

// Values of marks that are no positions.
const (
	nowhere = -1 // not printed, or not where the last page has it
	tookNo  = 0
	tookYes = 1
)

// Fill makes the sheet hold what fill appends, whatever that is, and returns it.
func (s *Sheet) Fill(fill func(dst []byte) []byte) []byte {
	s.owner = nil
	if cap(s.text) < roomForFill {
		s.text = make([]byte, 0, roomForFill)
	}
	s.text = fill(s.text[:0])
	return s.text
}

// claim prepares the sheet for a page of an owner whose ops have so many marks.
func (s *Sheet) claim(owner any, m marks) {
	if s.owner == owner {
		return
	}
	s.owner = owner
	s.stands = resized(s.stands, m.stretches)
	s.seen = resized(s.seen, m.values)
	s.at = resized(s.at, m.places)
	forget(s.stands)
}

func resized[T any](list []T, size int) []T {
	if cap(list) < size {
		return make([]T, size, size+size/2)
	}
	return list[:size]
}

func forget(stands []int) {
	for i := range stands {
		stands[i] = nowhere
	}
}

// Room for most pages.
const (
	roomForTop  = 8 << 10
	roomForRest = 10 << 10
	roomForFill = 160 << 10 // of any kind
)

// below returns room for the rest, with what stands there; at least so much before it as the top needs.
func (s *Sheet) below() []byte {
	if s.margin < len(s.top) || s.margin > cap(s.text) {
		s.margin = max(roomForTop, len(s.top)+len(s.top)/2)
		if cap(s.text) < s.margin+roomForRest {
			s.text = make([]byte, s.margin+roomForRest)
		}
		forget(s.stands)
	}
	return s.text[s.margin:s.margin:cap(s.text)]
}

// join puts the top before the rest.
func (s *Sheet) join(rest []byte) []byte {
	s.text = s.text[:cap(s.text)]
	if cap(rest) != cap(s.text)-s.margin { // it has moved
		s.text = append(make([]byte, s.margin, s.margin+cap(rest)), rest...)
	}
	start := s.margin - len(s.top)
	copy(s.text[start:], s.top)
	return s.text[start : s.margin+len(rest)]
}
