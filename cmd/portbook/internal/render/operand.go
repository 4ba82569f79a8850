package render

import (
	"cmp"
	"reflect"
	"strings"
	"text/template/parse"
	"unsafe"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A value is what a path in a template leads to.
type value struct {
	at     address
	typ    reflect.Type
	method string // by which the value writes itself, when it is printed
	varies bool   // it differs from page to page
	plain  bool   // it needs no escaping
	loose  bool   // it lies behind a pointer that varies, or in memory that is filled again: it has to be looked at anew
}

// operand compiles a pipeline that is one path, such as .Block.First or $row.
func (c *compiler) operand(pipe *parse.PipeNode, s scope) (value, bool) {
	written, _ := splitEscapers(pipe)
	if len(written) != 1 || len(written[0].Args) != 1 {
		c.slowly(s, pipe, "this is not compiled: "+pipe.String())
		return value{}, false
	}
	return c.path(written[0].Args[0], s, false)
}

// path compiles a chain of fields. When printing, its last name may be one of the methods by which
// a value writes itself.
func (c *compiler) path(n parse.Node, s scope, printing bool) (value, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return value{at: address{slot: ofDot}, typ: s.dot, varies: s.varies}, true
	case *parse.FieldNode:
		return c.fields(n, value{at: address{slot: ofDot}, typ: s.dot, varies: s.varies}, n.Ident, s, printing)
	case *parse.VariableNode:
		for i := len(s.vars) - 1; i >= 0; i-- {
			if v := s.vars[i]; v.name == n.Ident[0] {
				return c.fields(n, value{at: address{slot: v.slot}, typ: v.typ, varies: v.varies}, n.Ident[1:], s, printing)
			}
		}
	case *parse.PipeNode:
		if len(n.Cmds) == 1 && len(n.Cmds[0].Args) == 1 && len(n.Decl) == 0 {
			return c.path(n.Cmds[0].Args[0], s, printing)
		}
	}
	c.slowly(s, n, "this is not compiled: "+n.String())
	return value{}, false
}

func (c *compiler) fields(n parse.Node, v value, names []string, s scope, printing bool) (value, bool) {
	for i, name := range names {
		v = c.through(n, s, v)
		if f, ok := exportedField(v.typ, name); ok {
			if len(f.Index) > 1 {
				c.slowly(s, n, "a promoted field is not compiled: "+name)
				return value{}, false
			}
			v.at, v.typ = v.at.field(f.Offset), f.Type
			varies, how, _ := strings.Cut(f.Tag.Get("render"), ",")
			v.varies, v.plain, v.loose = v.varies || varies == "varies", how == "plain", v.loose || how == "refilled"
			continue
		}
		if _, ok := reflect.PointerTo(v.typ).MethodByName(name); ok {
			if printing && i == len(names)-1 && writesItself(v.typ, name) {
				v.method = name
				return v, true
			}
			c.slowly(s, n, "the method "+name+" is not compiled")
			return value{}, false
		}
		if v.typ.Kind() == reflect.Map || v.typ.Kind() == reflect.Interface {
			c.slowly(s, n, "a field of a "+v.typ.String()+" is not compiled")
			return value{}, false
		}
		c.fault(s, n, "there is no field "+name+" here", advice(name, v.typ))
		return value{}, false
	}
	return v, true
}

func exportedField(t reflect.Type, name string) (reflect.StructField, bool) {
	if t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	f, ok := t.FieldByName(name)
	return f, ok && f.IsExported()
}

// advice names the field that was probably meant, or all there are.
func advice(name string, t reflect.Type) string {
	names := fieldNames(t)
	if a := fault.DidYouMean(name, names); a != "" {
		return a
	}
	if len(names) == 0 {
		return "a " + t.String() + " has no fields"
	}
	return "there are: " + strings.Join(names, ", ")
}

func fieldNames(t reflect.Type) []string {
	var names []string
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	for i := range reflect.PointerTo(t).NumMethod() {
		if m := reflect.PointerTo(t).Method(i); m.Type.NumIn() == 1 {
			names = append(names, m.Name)
		}
	}
	return names
}

// through follows pointers to the value they lead to.
func (c *compiler) through(n parse.Node, s scope, v value) value {
	for v.typ.Kind() == reflect.Pointer {
		file, line := c.set.position(s.tree, n)
		missing := fault.New(file, line, n.String()+" uses a field of something that is not there", "put it inside {{with}} or {{if}}")
		v.at, v.typ, v.loose = v.at.deref(missing), v.typ.Elem(), v.loose || v.varies
	}
	return v
}

func writesItself(t reflect.Type, method string) bool {
	switch method {
	case "HTML":
		return offers[htmlAppender](t)
	case "Text":
		return offers[textAppender](t)
	case "URL":
		return offers[urlAppender](t)
	}
	return false
}

// offers reports whether a *t is an I.
func offers[I any](t reflect.Type) bool { return reflect.PointerTo(t).Implements(reflect.TypeFor[I]()) }

// A test decides what an if does.
type test func(m *machine, dot unsafe.Pointer) bool

// A condition is a test, and whether its answer differs from page to page.
type condition struct {
	holds  test
	varies bool
}

// condition compiles the pipeline of an if: a path, or and, or, not, eq, ne, lt, le, gt, ge.
// Its test is nil when that cannot be.
func (c *compiler) condition(pipe *parse.PipeNode, s scope) condition {
	if len(pipe.Cmds) != 1 {
		c.slowly(s, pipe, "this condition is not compiled: "+pipe.String())
		return condition{}
	}
	cmd := pipe.Cmds[0]
	if len(cmd.Args) == 1 {
		return c.given(cmd.Args[0], s)
	}
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok {
		c.slowly(s, cmd, "this condition is not compiled: "+cmd.String())
		return condition{}
	}
	switch id.Ident {
	case "and", "or":
		return c.joined(id.Ident == "and", cmd.Args[1:], s)
	case "not":
		inner := c.given(cmd.Args[1], s)
		if inner.holds == nil {
			return condition{}
		}
		return condition{func(m *machine, dot unsafe.Pointer) bool { return !inner.holds(m, dot) }, inner.varies}
	}
	return c.comparison(id.Ident, cmd, s)
}

// given compiles a condition that is one operand, possibly in parentheses.
func (c *compiler) given(n parse.Node, s scope) condition {
	switch n := n.(type) {
	case *parse.PipeNode:
		return c.condition(n, s)
	case *parse.BoolNode:
		return condition{holds: func(*machine, unsafe.Pointer) bool { return n.True }}
	}
	v, ok := c.path(n, s, false)
	if !ok {
		return condition{}
	}
	when := truth(v.typ, v.at)
	if when == nil {
		c.slowly(s, n, "a condition on a "+v.typ.String()+" is not compiled")
	}
	return condition{when, v.varies}
}

func (c *compiler) joined(and bool, args []parse.Node, s scope) condition {
	var parts []test
	varies := false
	for _, a := range args {
		if p := c.given(a, s); p.holds != nil {
			parts = append(parts, p.holds)
			varies = varies || p.varies
		}
	}
	if len(parts) < len(args) {
		return condition{}
	}
	return condition{func(m *machine, dot unsafe.Pointer) bool {
		for _, p := range parts {
			if p(m, dot) != and {
				return !and
			}
		}
		return and
	}, varies}
}

// comparison compiles eq, ne, lt, le, gt, ge of two strings or two integers.
func (c *compiler) comparison(op string, cmd *parse.CommandNode, s scope) condition {
	holds := map[string]func(int) bool{
		"eq": func(d int) bool { return d == 0 }, "ne": func(d int) bool { return d != 0 },
		"lt": func(d int) bool { return d < 0 }, "le": func(d int) bool { return d <= 0 },
		"gt": func(d int) bool { return d > 0 }, "ge": func(d int) bool { return d >= 0 },
	}[op]
	if holds == nil || len(cmd.Args) != 3 {
		c.slowly(s, cmd, "this condition is not compiled: "+cmd.String())
		return condition{}
	}
	a, aok := c.comparable(cmd.Args[1], s)
	b, bok := c.comparable(cmd.Args[2], s)
	varies := a.varies || b.varies
	switch {
	case !aok || !bok:
		return condition{}
	case a.text != nil && b.text != nil && (op == "eq" || op == "ne"): // which need not know which one is less
		equal := op == "eq"
		return condition{func(m *machine, dot unsafe.Pointer) bool {
			return (a.text(m, dot) == b.text(m, dot)) == equal
		}, varies}
	case a.text != nil && b.text != nil:
		return condition{func(m *machine, dot unsafe.Pointer) bool {
			return holds(strings.Compare(a.text(m, dot), b.text(m, dot)))
		}, varies}
	case a.integer != nil && b.integer != nil:
		return condition{func(m *machine, dot unsafe.Pointer) bool {
			return holds(cmp.Compare(a.integer(m, dot), b.integer(m, dot)))
		}, varies}
	}
	c.slowly(s, cmd, "this comparison is not compiled: "+cmd.String())
	return condition{}
}

// An ordered value is a string or an integer; one of the two functions is set.
type ordered struct {
	text    func(*machine, unsafe.Pointer) string
	integer func(*machine, unsafe.Pointer) int64
	varies  bool
}

func (c *compiler) comparable(n parse.Node, s scope) (ordered, bool) {
	switch n := n.(type) {
	case *parse.StringNode:
		return ordered{text: func(*machine, unsafe.Pointer) string { return n.Text }}, true
	case *parse.NumberNode:
		if n.IsInt {
			return ordered{integer: func(*machine, unsafe.Pointer) int64 { return n.Int64 }}, true
		}
	case *parse.PipeNode:
		if v, ok := c.length(n, s); ok && v.typ.Kind() == reflect.Slice {
			return ordered{varies: v.varies, integer: func(m *machine, dot unsafe.Pointer) int64 {
				_, length := slice(v.at.in(m, dot))
				return int64(length)
			}}, true
		}
	}
	v, ok := c.path(n, s, false)
	if !ok {
		return ordered{}, false
	}
	v = c.through(n, s, v)
	if v.typ.Kind() == reflect.String {
		return ordered{text: text(v.at), varies: v.varies}, true
	}
	if read := integer(v.typ.Kind(), v.at); read != nil {
		return ordered{integer: read, varies: v.varies}, true
	}
	c.slowly(s, n, "comparing a "+v.typ.String()+" is not compiled")
	return ordered{}, false
}

// length recognises (len .List).
func (c *compiler) length(n *parse.PipeNode, s scope) (value, bool) {
	if len(n.Cmds) != 1 || len(n.Cmds[0].Args) != 2 {
		return value{}, false
	}
	if id, ok := n.Cmds[0].Args[0].(*parse.IdentifierNode); !ok || id.Ident != "len" {
		return value{}, false
	}
	return c.path(n.Cmds[0].Args[1], s, false)
}
