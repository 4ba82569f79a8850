package render

import (
	"html/template"
	"reflect"
	"unsafe"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// This file is the only one that reads values through memory addresses. The compiler has checked
// the type of every address against the template, once, so that filling a page needs no reflection.

// An address finds a value while a page is filled.
type address struct {
	slot   int     // of the variable that it begins at, or ofDot
	hops   []hop   // pointers on the way
	offset uintptr // behind the last of them
}

// ofDot as a slot is the dot itself.
const ofDot = -1

// A hop follows the pointer at an offset. A nil pointer ends the filling of the page, as in html/template, with a
// panic that carries the fault.
type hop struct {
	offset  uintptr
	missing fault.Fault
}

// in is where the value is; here is the address of the template's dot.
func (a *address) in(m *machine, here unsafe.Pointer) unsafe.Pointer {
	if a.slot != ofDot {
		here = m.vars[m.base+a.slot]
	}
	if len(a.hops) > 0 {
		here = follow(here, a.hops)
	}
	return unsafe.Add(here, a.offset)
}

func follow(here unsafe.Pointer, hops []hop) unsafe.Pointer {
	for i := range hops {
		here = *(*unsafe.Pointer)(unsafe.Add(here, hops[i].offset))
		if here == nil {
			panic(hops[i].missing)
		}
	}
	return here
}

// field is the address of a field at an offset.
func (a address) field(offset uintptr) address {
	a.offset += offset
	return a
}

// deref is the address of what the pointer there leads to.
func (a address) deref(missing fault.Fault) address {
	return address{slot: a.slot, hops: append(a.hops[:len(a.hops):len(a.hops)], hop{a.offset, missing})}
}

// A machine is what one filling of one page needs.
type machine struct {
	out   []byte
	apart []byte                  // see act
	base  int                     // where the variables of the running template begin
	slots int                     // how many it has
	vars  [maxVars]unsafe.Pointer // template variables, by slot
	fixed array                   // windows onto it are kept: see Fix
	ints  [maxVars]int            // indexes of loops, by slot: vars may point here
}

// maxVars is far above what templates need: templates do not call themselves when compiled, so it
// bounds the variables along the deepest chain of calls.
const maxVars = 256

// slice returns the first element and the length of the slice at p.
func slice(p unsafe.Pointer) (unsafe.Pointer, int) {
	header := *(*[]byte)(p) // any slice has this layout; only its address and length are used
	return unsafe.Pointer(unsafe.SliceData(header)), len(header)
}

// text returns how to read the string at an address.
func text(at address) func(*machine, unsafe.Pointer) string {
	return func(m *machine, dot unsafe.Pointer) string { return *(*string)(at.in(m, dot)) }
}

// integer returns how to read an integer of kind k at an address, or nil when k is none.
func integer(k reflect.Kind, at address) func(*machine, unsafe.Pointer) int64 {
	switch k {
	case reflect.Int:
		return func(m *machine, dot unsafe.Pointer) int64 { return int64(*(*int)(at.in(m, dot))) }
	case reflect.Int64:
		return func(m *machine, dot unsafe.Pointer) int64 { return *(*int64)(at.in(m, dot)) }
	case reflect.Uint8:
		return func(m *machine, dot unsafe.Pointer) int64 { return int64(*(*uint8)(at.in(m, dot))) }
	case reflect.Uint16:
		return func(m *machine, dot unsafe.Pointer) int64 { return int64(*(*uint16)(at.in(m, dot))) }
	}
	return nil
}

// truth returns how html/template's if sees a value of type t, or nil when that is not compiled.
func truth(t reflect.Type, at address) test {
	switch k := t.Kind(); k {
	case reflect.Bool:
		return func(m *machine, dot unsafe.Pointer) bool { return *(*bool)(at.in(m, dot)) }
	case reflect.String, reflect.Slice: // both keep their length in the second word
		return func(m *machine, dot unsafe.Pointer) bool { return (*[2]uintptr)(at.in(m, dot))[1] != 0 }
	case reflect.Pointer:
		return func(m *machine, dot unsafe.Pointer) bool { return *(*unsafe.Pointer)(at.in(m, dot)) != nil }
	case reflect.Struct:
		return func(*machine, unsafe.Pointer) bool { return true }
	default:
		if read := integer(k, at); read != nil {
			return func(m *machine, dot unsafe.Pointer) bool { return read(m, dot) != 0 }
		}
	}
	return nil
}

// The pairs of methods by which values write themselves; see the package comment.
type (
	htmlAppender interface {
		HTML() template.HTML
		AppendHTML([]byte) []byte
	}
	textAppender interface {
		Text() string
		AppendText([]byte) []byte
	}
	urlAppender interface {
		URL() string
		AppendURL([]byte) []byte
	}
	plainURL interface {
		// AppendPlainURL is AppendURL for an address of digits, letters, slashes, dots, hyphens and underscores
		// that does not begin like a scheme: it is the same wherever it stands. Others are not appended.
		AppendPlainURL([]byte) (dst []byte, ok bool)
	}
)

// as returns how to view the value of type t at an address as an I, without allocating:
// an interface that holds a *t is a word for the type and a word for the address.
func as[I any](t reflect.Type) func(unsafe.Pointer) I {
	prototype := reflect.New(t).Interface().(I)
	return func(p unsafe.Pointer) I {
		i := prototype
		(*[2]unsafe.Pointer)(unsafe.Pointer(&i))[1] = p
		return i
	}
}
