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
// same wherever they stand). Everything else was looked at when it was bound: branches are taken, loops unrolled, and
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
	m       machine
}

// Bind binds the program to data.
func (p *Program[T]) Bind(data *T) *Bound[T] {
	bound := &Bound[T]{program: p, data: data}
	if p.parts != nil {
		b := binder{literals: &p.literals}
		b.all(*p.parts, unsafe.Pointer(data))
		bound.ops = b.finish()
	}
	return bound
}

// Append appends the page to dst, as the data are now.
func (b *Bound[T]) Append(dst []byte) []byte {
	if b.program.parts == nil {
		return b.program.Append(dst, b.data)
	}
	b.m.out = dst
	b.m.do(b.ops)
	dst, b.m.out = b.m.out, nil
	return dst
}

// An op appends a literal, and then a value, a step's output, or one of two branches.
type op struct {
	literal string
	value   *string // printed, escaped if escape says how
	escape  *context
	run     step // run with dot and vars
	when    test // likewise; then yes or no
	yes, no []op
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

func (s *shown) append(m *machine, o *op) {
	first, count := s.look(m, o.dot)
	if first == nil || first != s.first || count != s.count {
		start := len(m.out)
		o.run(m, o.dot)
		s.first, s.count, s.text = first, count, append(s.text[:0], m.out[start:]...)
		return
	}
	m.out = append(m.out, s.text...)
}

func (m *machine) do(ops []op) {
	for i := range ops {
		o := &ops[i]
		m.out = append(m.out, o.literal...)
		switch {
		case o.value != nil && o.escape != nil:
			m.out = o.escape.append(m.out, *o.value)
		case o.value != nil:
			m.out = append(m.out, *o.value...)
		case o.again != nil:
			copy(m.vars[:], o.vars)
			o.again.append(m, o)
		case o.run != nil:
			copy(m.vars[:], o.vars)
			o.run(m, o.dot)
		case o.when != nil:
			copy(m.vars[:], o.vars)
			if o.when(m, o.dot) {
				m.do(o.yes)
			} else {
				m.do(o.no)
			}
		}
	}
}

// A binder gathers ops.
type binder struct {
	ops     []op
	pending []byte // literal text that no op has yet
	kept    []unsafe.Pointer
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
func (b *binder) value(s *string, escape *context) { b.add(op{value: s, escape: escape}) }

// again runs a step for every page.
func (b *binder) again(run step, dot unsafe.Pointer) {
	b.add(op{run: run, dot: dot, vars: b.variables()})
}

// repeat runs a step for every page that has another list, or points to something else, than the page
// before.
func (b *binder) repeat(run step, look func(*machine, unsafe.Pointer) (unsafe.Pointer, int), dot unsafe.Pointer) {
	b.add(op{run: run, dot: dot, vars: b.variables(), again: &shown{look: look}})
}

// branch decides for every page.
func (b *binder) branch(when test, yes, no []part, dot unsafe.Pointer) {
	b.add(op{when: when, dot: dot, vars: b.variables()})
	i := len(b.ops) - 1
	yesOps, noOps := b.inner(yes, dot), b.inner(no, dot)
	b.ops[i].yes, b.ops[i].no = yesOps, noOps
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
	o.literal, b.pending = b.literals.keep(b.pending), b.pending[:0]
	b.ops = append(b.ops, o)
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
