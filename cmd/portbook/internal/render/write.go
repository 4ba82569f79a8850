package render

import (
	"reflect"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A writer is what one goroutine needs to write a page.
type writer struct {
	values []string // of the placeholders in texts
	key    []byte
	holes  []hole // of the page, and of what is being written within it
	before map[*body]*written
	room   []byte // for what is written into a shape
	asked  bool   // what is being written holds values of placeholders
}

// written is the text of a list or a part, as it was last time: most pages share it with the page before.
type written struct {
	at     uintptr // where they are; 0 where the text depends on more than them
	length int
	things any // keeps them alive, so nothing else comes to stand there
	text   []byte
}

// Append appends the page for data to dst. Values are those of the placeholders in its texts.
func (t *Template[T]) Append(dst []byte, data *T, values []string) []byte {
	w := t.set.writer(values)
	defer t.set.writers.Put(w)
	return w.append(dst, t.body, reflect.ValueOf(data).Elem())
}

func (s *Set) writer(values []string) *writer {
	w, _ := s.writers.Get().(*writer)
	if w == nil {
		w = &writer{before: map[*body]*written{}}
	}
	w.values, w.key, w.holes = values, w.key[:0], w.holes[:0]
	return w
}

// append appends what a body makes of v.
func (w *writer) append(dst []byte, b *body, v reflect.Value) []byte {
	key, first := len(w.key), len(w.holes)
	w.look(b.form, v)
	s := b.shapeOf(w.key[key:], v)
	dst = w.fill(dst, s, first)
	w.key, w.holes = w.key[:key], w.holes[:first]
	return dst
}

// fill appends the text of a shape; its holes begin at first.
func (w *writer) fill(dst []byte, s *shape, first int) []byte {
	values := len(w.values)
	for i := range s.stencil {
		p := &s.stencil[i]
		dst = append(dst, p.Literal...)
		switch at := p.Hole - values; {
		case p.Hole == stencil.None:
		case at >= s.texts:
			u := s.uses[at-s.texts]
			dst = w.show(dst, u.body, w.holes[first+u.hole])
		case at >= 0:
			dst = appendText(dst, w.holes[first+at].text, p.Escape)
		default:
			w.asked = true
			dst = appendText(dst, w.values[p.Hole], p.Escape)
		}
	}
	return dst
}

func appendText(dst []byte, text string, escape bool) []byte {
	if escape {
		return stencil.AppendEscaped(dst, text)
	}
	return append(dst, text...)
}

// show appends a list or a part.
func (w *writer) show(dst []byte, b *body, h hole) []byte {
	things := h.things
	if h.window && b.rest == nil {
		if text, ok := b.window(w, things); ok {
			return append(dst, text...)
		}
	}
	before := w.before[b]
	if before == nil {
		before = new(written)
		w.before[b] = before
	}
	if !before.holds(things) {
		around := w.asked
		text := before.text[:0]
		w.asked, before.at, before.text = false, 0, nil // what is within may be shown by the same body
		before.text = w.showAll(text, b, things)
		if !w.asked {
			before.at, before.length, before.things = things.Pointer(), length(things), things.Interface()
		}
		w.asked = w.asked || around
	}
	return append(dst, before.text...)
}

func (w *written) holds(things reflect.Value) bool {
	return w.at == things.Pointer() && w.length == length(things)
}

func length(things reflect.Value) int {
	if things.Kind() == reflect.Pointer {
		return 1
	}
	return things.Len()
}

func (w *writer) showAll(dst []byte, b *body, things reflect.Value) []byte {
	if things.Kind() == reflect.Pointer {
		return w.append(dst, b, things.Elem())
	}
	for i := range things.Len() {
		if i > 0 && b.rest != nil {
			b = b.rest
		}
		dst = w.append(dst, b, reflect.Indirect(things.Index(i)))
	}
	return dst
}

// window returns the text of a window, if it is one onto the list that the text is of. The text of the whole list is made when
// it is first asked for.
func (b *body) window(w *writer, things reflect.Value) (text []byte, ok bool) {
	all, from := things.Index(0).Addr().Interface().(Indexed).Index()
	b.indexed.Do(func() { b.writeWhole(w, all) })
	to := from + things.Len()
	if all != b.of || to >= len(b.ends) || reflect.ValueOf(all).Elem().Index(from).Addr().Pointer() != things.Pointer() {
		return nil, false
	}
	return b.whole[b.ends[from]:b.ends[to]], true
}

func (b *body) writeWhole(w *writer, list any) {
	around := w.asked
	w.asked = false
	all := reflect.ValueOf(list).Elem()
	ends := make([]int32, 1, all.Len()+1)
	for i := range all.Len() {
		if i == 16 { // by the first ones it can be told how much room all need
			b.whole = slices.Grow(b.whole, len(b.whole)/16*(all.Len()+all.Len()/16))
		}
		b.whole = w.append(b.whole, b, all.Index(i))
		ends = append(ends, int32(len(b.whole)))
	}
	if !w.asked {
		b.of, b.ends = list, ends
	}
	w.asked = around
}
