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
// change. "varies,plain" is for strings that are digits, letters and spaces and never empty: they are the same
// wherever they stand (",plain" for such strings that need not vary). Everything else was looked at when the page
// was bound: branches are taken, loops unrolled, and what they print stands there as literal text. A site of 65,536
// pages has some hundred kinds of pages that differ in little more than a number, and this is what makes them cheap.
//
// Pointers and slices that vary are replaced, and what they lead to is never changed: while a pointer
// is the same, so is what {{with}} prints of it. "varies,refilled" is for slices that may be filled again instead.
//
// A Bound is for one goroutine.
type Bound[T any] struct {
	program   *Program[T]
	data      *T
	top, rest []op
	marks     marks // that the ops have on a sheet
	m         machine
}

// Bind binds the program to data.
func (p *Program[T]) Bind(data *T) *Bound[T] {
	bound := &Bound[T]{program: p, data: data}
	if p.parts != nil {
		b := binder{literals: &p.literals, text: &stretch{}, m: &bound.m}
		b.all(*p.parts, unsafe.Pointer(data))
		bound.top, bound.rest = bound.m.parted(b.finish())
		bound.marks = b.marks
	}
	return bound
}

// parted parts ops where most of what differs in length from page to page has come: before the longest stretch, or
// behind the last step before it that is run anew for every page like this one.
func (m *machine) parted(ops []op) (top, rest []op) {
	longest := 0
	for i := range ops {
		if ops[i].text.size > ops[longest].text.size {
			longest = i
		}
	}
	for i := longest - 1; i >= 0; i-- {
		if m.runsAnew(ops[i].more) {
			return ops[:i+1], ops[i+1:]
		}
	}
	return ops[:longest], ops[longest:]
}

// runsAnew reports whether an action runs a step, whatever the page before was.
func (m *machine) runsAnew(a *action) bool {
	if a == nil || a.when == nil {
		return a != nil && a.again == nil
	}
	m.see(a.vars)
	taken := a.no
	if a.when(m, a.dot) {
		taken = a.yes
	}
	return slices.ContainsFunc(taken, func(o op) bool { return m.runsAnew(o.more) })
}

// Print prints the page on a sheet, as the data are now, and returns its text.
func (b *Bound[T]) Print(s *Sheet) []byte {
	if b.program.parts == nil {
		return s.Fill(func(dst []byte) []byte { return b.program.Append(dst, b.data) })
	}
	s.claim(b, b.marks)
	s.top = b.m.print(s.top[:0], b.top, s)
	return s.join(b.m.print(s.below(), b.rest, s))
}

// An op appends a stretch of text and values, and then, if there is one, what an action appends.
type op struct {
	text *stretch
	more *action
}

// An action is a step's output, or one of two branches.
type action struct {
	run     step // run with dot and vars
	when    test // likewise; then yes or no
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

// print does the ops and returns the longer text.
func (m *machine) print(out []byte, ops []op, s *Sheet) []byte {
	for i := range ops {
		out = ops[i].text.print(out, s)
		if a := ops[i].more; a != nil {
			out = m.act(out, a, s)
		}
	}
	return out
}

// see makes variables visible.
func (m *machine) see(vars []unsafe.Pointer) {
	if len(vars) > 0 { // mostly there are none, and copying none takes time
		copy(m.vars[:], vars)
	}
}

// act does an action. Steps work apart, since they may write more than what stays.
func (m *machine) act(out []byte, a *action, s *Sheet) []byte {
	m.see(a.vars)
	if a.again != nil {
		return append(out, a.again.print(m, a)...)
	}
	if a.run != nil {
		m.out = m.apart[:0]
		a.run(m, a.dot)
		m.apart = m.out
		return append(out, m.apart...)
	}
	ops, taken := a.no, tookNo
	if a.when(m, a.dot) {
		ops, taken = a.yes, tookYes
	}
	if s.stands[a.taken] != taken {
		s.stands[a.taken] = taken
		forget(s.stands[a.taken+1 : a.last+1])
	}
	return m.print(out, ops, s)
}

// A binder gathers ops.
type binder struct {
	ops     []op
	text    *stretch // that no op has yet, but for its pieces
	pieces  []piece  // of it
	pending []byte   // literal text that no stretch has yet
	kept    []unsafe.Pointer
	marks   marks    // given out so far
	m       *machine // of the Bound

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
	print(b.m, dot)
	b.pending, b.m.out = b.m.out, nil
}

// value prints, for every page, the string at an address that does not change.
func (b *binder) value(s *string, escape *context) {
	b.pieces = b.text.add(b.pieces, b.literals.keep(b.pending), s, escape)
	b.pending = b.pending[:0]
}

// again runs a step for every page.
func (b *binder) again(run step, dot unsafe.Pointer) {
	b.add(&action{run: run, dot: dot, vars: b.variables()})
}

// repeat runs a step for every page that has another list, or points to something else, than the page before.
func (b *binder) repeat(run step, look func(*machine, unsafe.Pointer) (unsafe.Pointer, int), dot unsafe.Pointer, variables bool) {
	a := &action{run: run, dot: dot, again: &shown{look: look}}
	if variables {
		a.vars = b.variables()
	}
	b.add(a)
}

// branch decides for every page.
func (b *binder) branch(when test, yes, no []part, dot unsafe.Pointer) {
	a := &action{when: when, dot: dot, vars: b.variables()}
	b.add(a)
	a.taken = b.marks.stretches
	b.marks.stretches++
	a.yes, a.no = b.inner(yes, dot), b.inner(no, dot)
	a.last = b.marks.stretches - 1
}

// inner binds a branch apart.
func (b *binder) inner(parts []part, dot unsafe.Pointer) []op {
	if len(parts) == 0 {
		return nil
	}
	ops := b.ops // there is no pending text: an op has just been added
	b.ops = nil
	b.all(parts, dot)
	inner := b.finish()
	b.ops = ops
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

// add adds an op of the text so far and an action.
func (b *binder) add(more *action) {
	if len(b.pending) > 0 {
		b.value(nil, nil)
	}
	b.text.pieces, b.pieces = slices.Clone(b.pieces), b.pieces[:0]
	b.text.mark(&b.marks)
	b.ops = append(b.ops, op{b.text, more})
	b.text = &stretch{}
}

func (b *binder) finish() []op {
	if len(b.pending) > 0 || len(b.pieces) > 0 {
		b.add(nil)
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
			view(v.at.in(b.m, dot)).FlatHTML(b.literal, func(s *string, safe bool) { b.value(s, e.unless(safe)) })
		}
	case v.method == "Text" && e.open == "" && offers[flatText](v.typ):
		view := as[flatText](v.typ)
		return func(b *binder, dot unsafe.Pointer) {
			view(v.at.in(b.m, dot)).FlatText(func(s string) { b.pending = e.appendBytes(b.pending, s) },
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
			view(v.at.in(b.m, dot)).FlatURL(func(s string) {
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
