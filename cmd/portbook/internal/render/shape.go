package render

import (
	"bytes"
	"html/template"
	"reflect"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A body is a template, or what stands in a {{range}} or {{with}} of one, with a stencil for each shape of what it was given.
type body struct {
	set  *Set
	id   int    // of what stands in a {{range}} or {{with}}: its place in Set.bodies
	text string // and what it was made of
	name string // of the template
	form *form  // of what it is given

	mutex  sync.RWMutex
	shapes map[string]*shape
	rest   *body // of a list whose template asks whether an element is the first: the body of the others

	indexed sync.Once // see window
	of      any       // the list that the whole text is of
	whole   []byte
	ends    []int32 // of the text of each element; the first is where the whole begins
}

// A shape is what pages have in common that differ in nothing but holes.
type shape struct {
	stencil stencil.Stencil
	texts   int   // holes that data have; markers from there on are those of uses
	uses    []use // lists and parts, as often as the template shows them
	like    any   // data of the shape; it keeps alive what the key tells by address
}

// A use is a place where a template shows a list or a part.
type use struct {
	hole int
	body *body
}

// mostShapes is how many shapes are kept: a preview may make new ones as long as it runs.
const mostShapes = 8192

// shapeOf returns the shape of data that were looked at; key is what was found.
func (b *body) shapeOf(key []byte, v reflect.Value) *shape {
	b.mutex.RLock()
	known := b.shapes[string(key)]
	b.mutex.RUnlock()
	if known != nil {
		return known
	}
	made := b.makeShape(v)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.shapes == nil || len(b.shapes) >= mostShapes {
		b.shapes = map[string]*shape{}
	}
	b.shapes[string(key)] = made
	return made
}

// makeShape executes the template with markers in the holes of data, and cuts the result.
func (b *body) makeShape(v reflect.Value) *shape {
	like := reflect.New(v.Type())
	like.Elem().Set(v)
	m := &making{set: b.set}
	m.mark(b.form, like.Elem())
	m.shape.texts = len(m.escape)
	defer m.forget()
	text, _ := b.set.rooms.Get().(*bytes.Buffer)
	if text == nil {
		text = new(bytes.Buffer)
	}
	defer b.set.rooms.Put(text)
	text.Reset()
	if err := b.set.Execute(text, b.name, like.Interface()); err != nil {
		panic(b.set.faultOf(err)) // loading tried a page of each kind
	}
	values := len(b.set.escapes)
	m.shape.like = like.Interface()
	m.shape.stencil = b.set.markers.Cut(text.String(), func(hole int) bool {
		if hole < values {
			return b.set.escapes[hole]
		}
		return hole-values < len(m.escape) && m.escape[hole-values]
	})
	return &m.shape
}

// A making is data whose holes are filled with markers, while a template is executed with them.
type making struct {
	set    *Set
	escape []bool          // of each hole
	things map[uintptr]int // holes of lists and parts, by where they were put
	shape  shape
}

// next is the marker of the next hole.
func (m *making) next(escape bool) string {
	m.escape = append(m.escape, escape)
	return m.set.markers.Marker(len(m.set.escapes) + len(m.escape) - 1)
}

// mark puts markers into the holes of v, in the order in which look finds them.
func (m *making) mark(f *form, v reflect.Value) {
	switch f.kind {
	case value:
		if v.Len() > 0 {
			v.SetString(m.next(true))
		}
	case slug:
		if v.Len() > 0 && isSlug(v.String()) {
			v.SetString(m.next(false))
		}
	case list, window:
		m.next(false)
		if v.Len() > 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			m.remember(v)
		}
	case part:
		m.next(false)
		if !v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
			m.remember(v)
		}
	case structure:
		for _, field := range f.fields {
			if field.form.holed {
				m.mark(field.form, v.Field(field.index))
			}
		}
	case slice:
		if f.holed && v.Len() > 0 {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			v.Set(own)
			for i := range v.Len() {
				m.mark(f.elem, v.Index(i))
			}
		}
	}
}

// remember notes where the stand-in of a list or a part is: templates hand it to showThings.
func (m *making) remember(v reflect.Value) {
	if m.things == nil {
		m.things = map[uintptr]int{}
	}
	m.things[v.Pointer()] = len(m.escape) - 1
	m.set.makings.Store(v.Pointer(), m)
}

func (m *making) forget() {
	for at := range m.things {
		m.set.makings.Delete(at)
	}
}

// showThings is what stands in templates where they show a list or a part: it prints a marker.
func (s *Set) showThings(id int, things reflect.Value) template.HTML {
	if !things.IsValid() || things.Kind() == reflect.Slice && things.Len() == 0 || things.Kind() == reflect.Pointer && things.IsNil() {
		return ""
	}
	known, ok := s.makings.Load(things.Pointer())
	if !ok { // they belong to the shape, so they are written now
		w := s.writer(s.marked)
		defer s.writers.Put(w)
		w.room = w.show(w.room[:0], s.bodies[id], hole{things: things})
		return template.HTML(w.room)
	}
	m := known.(*making)
	m.shape.uses = append(m.shape.uses, use{m.things[things.Pointer()], s.bodies[id]})
	return template.HTML(s.markers.Marker(len(s.escapes) + m.shape.texts + len(m.shape.uses) - 1))
}
