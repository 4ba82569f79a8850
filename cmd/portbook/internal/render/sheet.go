package render

// A Sheet is memory on which pages are printed, one after the other. What a page has in common with the
// one before, since both were printed by the same Bound, is left standing where it stands. The zero Sheet
// is empty. A Sheet is for one goroutine.
type Sheet struct {
	text  []byte  // of the page; behind it, memory that holds what earlier pages left
	owner any     // the Bound that printed the page; nil when something else did
	marks []int32 // by literal of the owner: where it stands; and by branch: which one was taken
}

// Values of marks.
const (
	nowhere = -1 // not printed, or not where the last page has it
	tookNo  = 0
	tookYes = 1
)

// Fill makes the sheet hold what fill appends, whatever that is, and returns it.
func (s *Sheet) Fill(fill func(dst []byte) []byte) []byte {
	s.owner = nil
	s.text = fill(s.text[:0])
	return s.text
}

// claim prepares the sheet for a page of an owner whose program has so many marks.
func (s *Sheet) claim(owner any, marks int) {
	if s.owner == owner {
		return
	}
	s.owner = owner
	if cap(s.marks) < marks {
		s.marks = make([]int32, marks)
	}
	s.marks = s.marks[:marks]
	forget(s.marks)
}

func forget(marks []int32) {
	for i := range marks {
		marks[i] = nowhere
	}
}
