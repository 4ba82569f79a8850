package render

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"sync"
)

// A form says how values of a type are looked at: which of them belong to the shape of a page, and which are holes in it.
type form struct {
	of     reflect.Type
	kind   kind
	fields []field // of a struct: those that say anything
	elem   *form   // of the elements of a slice
	holed  bool    // it is a hole, or has holes
}

type field struct {
	index int
	form  *form
}

type kind int

const (
	fixed kind = iota // a string, number or truth value; a pointer, which is compared by where it leads
	value
	slug
	list
	window // a list, too
	part
	structure
	slice
)

var forms sync.Map // reflect.Type to *form

// formOf returns the form of a type.
func formOf(t reflect.Type) *form {
	if known, ok := forms.Load(t); ok {
		return known.(*form)
	}
	f := &form{of: t, kind: kindOf(t)}
	switch f.kind {
	case structure:
		for i := range t.NumField() {
			if inner := formOf(t.Field(i).Type); inner.kind != structure || len(inner.fields) > 0 {
				f.fields = append(f.fields, field{i, inner})
				f.holed = f.holed || inner.holed
			}
		}
	case slice:
		f.elem = formOf(t.Elem())
		f.holed = f.elem.holed
	}
	f.holed = f.holed || f.kind == value || f.kind == slug || f.kind == list || f.kind == window || f.kind == part
	known, _ := forms.LoadOrStore(t, f)
	return known.(*form)
}

func kindOf(t reflect.Type) kind {
	switch {
	case t == typeValue:
		return value
	case t == typeSlug:
		return slug
	case isWindow(t):
		return window
	case isList(t):
		return list
	case isPart(t):
		return part
	}
	switch t.Kind() {
	case reflect.Struct:
		return structure
	case reflect.Slice:
		return slice
	}
	return fixed
}

// hasHoles reports whether values of a type can hold something that differs from page to page: then they cannot be compared
// or handed to functions.
func hasHoles(t reflect.Type) bool { return t != nil && (t == typeURL || formOf(t).holed) }

// A hole is where a page differs from others of its shape.
type hole struct {
	text   string
	escape bool
	things reflect.Value // a list or a part instead of text
	window bool          // they are a window
}

// look appends to the key of w what belongs to the shape of v, and gathers the holes, in the order in which mark fills them.
func (w *writer) look(f *form, v reflect.Value) {
	switch f.kind {
	case value:
		w.found(v.String(), true)
	case slug:
		if s := v.String(); isSlug(s) {
			w.found(s, false)
		} else {
			w.keyText(s)
		}
	case list, window:
		w.keyFlag(v.Len() > 0)
		w.holes = append(w.holes, hole{things: v, window: f.kind == window})
	case part:
		w.keyFlag(!v.IsNil())
		w.holes = append(w.holes, hole{things: v})
	case structure:
		for i := range f.fields {
			w.look(f.fields[i].form, v.Field(f.fields[i].index))
		}
	case slice:
		w.keyNumber(uint64(v.Len()))
		for i := range v.Len() {
			w.look(f.elem, v.Index(i))
		}
	default:
		w.keyFixed(v)
	}
}

// found notes a text that may differ; that it is empty, which a template can ask for, may not.
func (w *writer) found(text string, escape bool) {
	w.keyFlag(text != "")
	if text != "" {
		w.holes = append(w.holes, hole{text: text, escape: escape})
	}
}

// keyFixed appends to the key what all pages of a shape have in common.
func (w *writer) keyFixed(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		w.keyText(v.String())
	case v.Kind() == reflect.Bool:
		w.keyFlag(v.Bool())
	case v.Kind() == reflect.Pointer:
		w.keyNumber(uint64(v.Pointer())) // the shape holds on to what it leads to, so nothing else comes to stand there
	case v.CanInt():
		w.keyNumber(uint64(v.Int()))
	case v.CanUint():
		w.keyNumber(v.Uint())
	default:
		panic(fmt.Errorf("a page cannot hold a %s", v.Type()))
	}
}

func (w *writer) keyText(s string) {
	w.keyNumber(uint64(len(s)))
	w.key = append(w.key, s...)
}

func (w *writer) keyNumber(n uint64) { w.key = binary.AppendUvarint(w.key, n) }

func (w *writer) keyFlag(yes bool) {
	if yes {
		w.key = append(w.key, 1)
	} else {
		w.key = append(w.key, 0)
	}
}
