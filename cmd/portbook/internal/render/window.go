package render

import (
	"sync"
	"unsafe"
)

// An array is one whose elements never change. Pages show windows onto it: the ports around this one.
type array struct {
	base  unsafe.Pointer
	size  uintptr // of an element
	count int
}

// Fix tells the bound program of a slice whose elements never change, neither does what they point
// to. A loop over a part of it whose body uses nothing but the element prints every element once,
// keeps the text of all of them, and from then on only copies.
func Fix[T, E any](b *Bound[T], elements []E) {
	var e E
	b.m.fixed = array{unsafe.Pointer(unsafe.SliceData(elements)), unsafe.Sizeof(e), len(elements)}
}

// holds reports whether a slice is a window onto the array.
func (a *array) holds(first unsafe.Pointer, length int, size uintptr) bool {
	if a.base == nil || size != a.size || length == 0 {
		return false
	}
	offset := uintptr(first) - uintptr(a.base)
	return uintptr(first) >= uintptr(a.base) && offset+uintptr(length)*size <= uintptr(a.count)*size
}

// A window keeps what the body of a loop prints for each element of an array, in panes: one goroutine
// fills a pane while others look through other ones.
type window struct {
	once  sync.Once
	panes []pane
}

// paneSize is the number of elements of a pane.
const paneSize = 512

type pane struct {
	once sync.Once
	text []byte
	ends [paneSize]uint32 // of each element's text
}

// append appends the text of elements.
func (w *window) append(m *machine, body []part, first unsafe.Pointer, length int) []byte {
	w.once.Do(func() { w.panes = make([]pane, (m.fixed.count+paneSize-1)/paneSize) })
	from := int((uintptr(first) - uintptr(m.fixed.base)) / m.fixed.size)
	for length > 0 {
		p := &w.panes[from/paneSize]
		p.once.Do(func() { p.fill(m.fixed, body, from/paneSize*paneSize) })
		here := min(length, paneSize-from%paneSize)
		m.out = append(m.out, p.between(from%paneSize, here)...)
		from, length = from+here, length-here
	}
	return m.out
}

func (p *pane) between(from, length int) []byte {
	start := uint32(0)
	if from > 0 {
		start = p.ends[from-1]
	}
	return p.text[start:p.ends[from+length-1]]
}

func (p *pane) fill(a array, body []part, from int) {
	var m machine
	for i := range min(paneSize, a.count-from) {
		if i == 16 { // by the first ones it can be told how much room all need, with some to spare
			m.out = append(make([]byte, 0, (paneSize/16+2)*len(m.out)), m.out...)
		}
		run(body, &m, unsafe.Add(a.base, uintptr(from+i)*a.size))
		p.ends[i] = uint32(len(m.out))
	}
	p.text = m.out
}
