package render

import (
	"slices"
	"sync"
	"unsafe"
)

// A Bound is a program bound to one page of data, which stays where it is while its fields tagged
//
//	render:"varies"
//
// change (or "varies,plain" for strings that are digits, letters and spaces and never empty: they are the
// same wherever they stand; ",plain" for such strings that need not vary). Everything else was looked at when it was bound: branches are taken, loops unrolled, and
// what they print stands there as literal text. A site of 65,536 pages has some hundred kinds of
// pages that differ in little more than a number, and this is what makes them cheap.
//
// Pointers and slices that vary are replaced, and what they lead to is never changed: while a pointer
// is the same, so is what {{with}} prints of it.
//
// A Bound is for one goroutine.
type Bound[T any] struct {
	program *Program[T]
	data    *T
	ops     []op
	marks   int // that the ops have on a sheet
	m       machine
}

// Bind binds the program to data.
func (p *Program[T]) Bind(data *T) *Bound[T] {
	bound := &Bound[T]{program: p, data: data}
	if p.parts != nil {
		b := binder{literals: &p.literals, ops: make([]op, 0, manyOps)}
		b.all(*p.parts, unsafe.Pointer(data))
		bound.ops, bound.marks = b.finish(), b.marks
	}
	return bound
}

// manyOps is room for the ops of most pages.
const manyOps = 160

// Print prints the page on a sheet, as the data are now, and returns its text.
func (b *Bound[T]) Print(s *Sheet) []byte {
	if b.program.parts == nil {
		return s.Fill(func(dst []byte) []byte { return b.program.Append(dst, b.data) })
	}
	s.claim(b, b.marks)
	s.text = b.m.print(s.text[:0], b.ops, s.marks)
	return s.text
}

// An op appends a literal, and then a value, a step's output, or one of two branches.
type op struct {
	literal string
	value   *string // printed, escaped if more says how
	mark    int     // of the literal, on the sheet
	more    *action // nil when there is nothing but the literal and a plain value
}

// An action is what is rare in an op.
type action struct {
	escape  *context // of the value
	run     step     // run with dot and vars
	when    test     // likewise; then yes or no
	yes, no []op
	taken   int // the mark that says which one it was
	last    int // the last mark of the two
	again   *shown
	dot     unsafe.Pointer
	vars    []unsafe.Pointer
}

// shown is what a step printed of a list, or of what a pointer leads to, on the page before: as long as
// it is the same one, so is the text.
type shown struct {
	look  func(m *machine, dot unsafe.Pointer) (first unsafe.Pointer, count int)
	first unsafe.Pointer // keeps it alive, lest something else takes its place in memory
	count int
	text  []byte
}

// print returns what the action prints now.
func (s *shown) print(m *machine, a *action) []byte {
	first, count := s.look(m, a.dot)
	if first == nil || first != s.first || count != s.count {
		m.out = s.text[:0]
		a.run(m, a.dot)
		s.first, s.count, s.text = first, count, m.out
	}
	return s.text
}

// print does the ops and returns the longer text. A literal that stands on the sheet already, where it belongs, is
// passed over: behind what is printed so far lies what the page before left there, for nothing is ever written but
// what stays. When the page outgrows the memory of the sheet, nothing lies there any more.
func (m *machine) print(out []byte, ops []op, marks []int32) []byte {
	room := cap(out)
	for i := range ops {
		o := &ops[i]
		if at := len(out); int(marks[o.mark]) == at && cap(out) == room {
			out = out[:at+len(o.literal)]
		} else {
			marks[o.mark] = int32(at)
			out = append(out, o.literal...)
		}
		switch {
		case o.more != nil:
			out = m.act(out, o, marks, cap(out) != room)
		case o.value != nil:
			out = append(out, *o.value...)
		}
	}
	return out
}

// act does what is rare. Steps work apart, since they may write more than what stays.
func (m *machine) act(out []byte, o *op, marks []int32, moved bool) []byte {
	a := o.more
	if a.escape != nil {
		return a.escape.append(out, *o.value)
	}
	copy(m.vars[:], a.vars)
	if a.again != nil {
		return append(out, a.again.print(m, a)...)
	}
	if a.run != nil {
		m.out = m.apart[:0]
		a.run(m, a.dot)
		m.apart = m.out
		return append(out, m.apart...)
	}
	ops, taken := a.no, int32(tookNo)
	if a.when(m, a.dot) {
		ops, taken = a.yes, tookYes
	}
	if marks[a.taken] != taken || moved {
		marks[a.taken] = taken
		forget(marks[a.taken+1 : a.last+1])
	}
	return m.print(out, ops, marks)
}

// A binder gathers ops.
type binder struct {
	ops     []op
	pending []byte // literal text that no op has yet
	kept    []unsafe.Pointer
	marks   int // given out so far
	m       machine

	literals *literals
}

// literals keeps one copy of every literal text. The kinds of pages of a site differ in few of them, so
// what all of them print stays near the processor.
type literals struct {
	mu   sync.Mutex
	kept map[string]string
}

func (l *literals) keep(text []byte) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if kept, ok := l.kept[string(text)]; ok {
		return kept
	}
	if l.kept == nil {
		l.kept = map[string]string{}
	}
	kept := string(text)
	l.kept[kept] = kept
	return kept
}

// all binds parts to the dot at an address that does not change.
func (b *binder) all(parts []part, dot unsafe.Pointer) {
	for i := range parts {
		parts[i].bind(b, dot)
	}
}

func (b *binder) literal(text string) { b.pending = append(b.pending, text...) }

// once prints now what does not vary.
func (b *binder) once(print step, dot unsafe.Pointer) {
	b.m.out = b.pending
	print(&b.m, dot)
	b.pending, b.m.out = b.m.out, nil
}

// value prints, for every page, the string at an address that does not change.
func (b *binder) value(s *string, escape *context) {
	o := op{value: s}
	if escape != nil {
		o.more = &action{escape: escape}
	}
	b.add(o)
}

// again runs a step for every page.
func (b *binder) again(run step, dot unsafe.Pointer) {
	b.add(op{more: &action{run: run, dot: dot, vars: b.variables()}})
}

// repeat runs a step for every page that has another list, or points to something else, than the page
// before.
func (b *binder) repeat(run step, look func(*machine, unsafe.Pointer) (unsafe.Pointer, int), dot unsafe.Pointer) {
	b.add(op{more: &action{run: run, dot: dot, vars: b.variables(), again: &shown{look: look}}})
}

// branch decides for every page.
func (b *binder) branch(when test, yes, no []part, dot unsafe.Pointer) {
	a := &action{when: when, dot: dot, vars: b.variables()}
	b.add(op{more: a})
	a.taken = b.newMark()
	a.yes, a.no = b.inner(yes, dot), b.inner(no, dot)
	a.last = b.marks - 1
}

// inner binds a branch apart.
func (b *binder) inner(parts []part, dot unsafe.Pointer) []op {
	if len(parts) == 0 {
		return nil
	}
	ops, pending := b.ops, b.pending
	b.ops, b.pending = nil, nil
	b.all(parts, dot)
	inner := b.finish()
	b.ops, b.pending = ops, pending
	return inner
}

// variables copies the variables of the running template, so that a step finds them again.
func (b *binder) variables() []unsafe.Pointer {
	now := b.m.vars[b.m.base : b.m.base+b.m.slots]
	if !slices.Equal(now, b.kept) { // most steps see the same variables as the one before
		b.kept = slices.Clone(now)
	}
	return b.kept
}

func (b *binder) add(o op) {
	if b.ops == nil {
		b.ops = make([]op, 0, 8)
	}
	o.literal, b.pending = b.literals.keep(b.pending), b.pending[:0]
	o.mark = b.newMark()
	b.ops = append(b.ops, o)
}

func (b *binder) newMark() int {
	b.marks++
	return b.marks - 1
}

func (b *binder) finish() []op {
	if len(b.pending) > 0 {
		b.add(op{})
	}
	return b.ops
}

// A flatHTML is a value whose HTML is literal text and strings at addresses that do not change.
// FlatHTML calls literal for the text, which is HTML already, and value for the strings; safe says
// that one never needs escaping.
type flatHTML interface {
	FlatHTML(literal func(string), value func(s *string, safe bool))
}

// A flatText is likewise plain text, not escaped.
type flatText interface {
	FlatText(literal func(string), value func(s *string, safe bool))
}

// A flatURL is likewise an address. It begins with text.
type flatURL interface {
	FlatURL(literal func(string), value func(s *string, safe bool))
}

// flatten returns how to bind a value that offers to be flat; nil when it does not.
func flatten(v value, e *context) func(b *binder, dot unsafe.Pointer) {
	print := printMethod(v, e)
	switch {
	case v.method == "HTML" && e.frame == betweenTags && offers[flatHTML](v.typ):
		view := as[flatHTML](v.typ)
		return func(b *binder, dot unsafe.Pointer) {
			view(v.at(&b.m, dot)).FlatHTML(b.literal, func(s *string, safe bool) { b.value(s, e.unless(safe)) })
		}
	case v.method == "Text" && e.open == "" && offers[flatText](v.typ):
		view := as[flatText](v.typ)
		return func(b *binder, dot unsafe.Pointer) {
			view(v.at(&b.m, dot)).FlatText(func(s string) { b.pending = e.appendBytes(b.pending, s) },
				func(s *string, safe bool) { b.value(s, e.unless(safe)) })
		}
	case v.method == "Text" || v.method == "HTML":
		return func(b *binder, dot unsafe.Pointer) { b.again(print, dot) }
	case v.method == "URL" && offers[flatURL](v.typ):
		view := as[flatURL](v.typ)
		return func(b *binder, dot unsafe.Pointer) {
			if e.open != "" {
				b.again(print, dot)
				return
			}
			begun := false
			view(v.at(&b.m, dot)).FlatURL(func(s string) {
				switch {
				case s == "":
				case begun: // only its beginning can make an address unsafe
					b.pending = e.appendBytes(b.pending, s)
				default:
					b.pending = e.append(b.pending, s)
				}
				begun = true
			}, func(s *string, safe bool) { b.value(s, e.inside().unless(safe)) })
		}
	}
	return nil
}
