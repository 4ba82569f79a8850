package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
	"text/template/parse"
	"unsafe"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A Program fills the template of one kind of page with a *T. It may be used by several
// goroutines at once.
type Program[T any] struct {
	set   *Set
	name  string
	parts *[]part // nil when html/template has to do it
	slow  fault.List
	pool  sync.Pool

	literals literals // of bound pages
}

// Compile makes the program for the named template executed with a *T. Faults are the fields and
// templates it names that do not exist, and places in which html/template cannot escape. When a file
// of the set could not be parsed, the others are checked all the same, and there is no program.
func Compile[T any](s *Set, name string) (*Program[T], fault.List) {
	t := reflect.TypeFor[T]()
	p := &Program[T]{set: s, name: name, pool: sync.Pool{New: func() any { return new(machine) }}}
	if !s.Has(name) && s.broken {
		return p, nil
	}
	if !s.Has(name) {
		return p, fault.List{fault.New(s.file(name), 0, "this template is missing", "every kind of page needs one")}
	}
	check := newCompiler(s, func(name string) *parse.Tree { return s.trees[name] })
	check.template(name, t, false)
	if len(check.faults) > 0 || s.broken {
		return p, check.faults
	}
	if err := escape(s, name); err != nil {
		return p, fault.List{s.faultOf(err)}
	}
	c := newCompiler(s, s.escaped)
	parts := c.template(name, t, false)
	if p.slow = c.slow; len(c.slow) == 0 {
		p.parts = parts
	}
	return p, c.faults
}

// escape makes html/template escape a template, which it does when it first executes it. What goes
// wrong after that, for want of data, does not matter.
func escape(s *Set, name string) error {
	var located *template.Error
	err := s.execute(io.Discard, name, nil)
	if e, ok := err.(*template.Error); ok {
		located = e
	}
	if located != nil && located.ErrorCode != template.OK {
		return located
	}
	return nil
}

// escaped returns a tree as html/template has left it; nil for a template that it made a variant
// of, since it was called elsewhere than between tags.
func (s *Set) escaped(name string) *parse.Tree {
	if t := s.html.Lookup(name); t != nil {
		return t.Tree
	}
	return nil
}

// Slow says what in the template is not compiled; empty for a fast program.
func (p *Program[T]) Slow() fault.List { return p.slow }

// Append appends the page for data to dst.
func (p *Program[T]) Append(dst []byte, data *T) []byte {
	if p.parts == nil {
		b := bytes.NewBuffer(dst)
		if err := p.Execute(b, data); err != nil {
			panic(fmt.Errorf("%s: %w", p.set.file(p.name), err)) // types were checked when loading
		}
		return b.Bytes()
	}
	m := p.pool.Get().(*machine)
	m.out = dst
	run(*p.parts, m, unsafe.Pointer(data))
	dst, m.out = m.out, nil
	p.pool.Put(m)
	return dst
}

// Execute writes the page with html/template. Append gives the same bytes, sooner.
func (p *Program[T]) Execute(w io.Writer, data *T) error {
	return p.set.execute(w, p.name, data)
}
