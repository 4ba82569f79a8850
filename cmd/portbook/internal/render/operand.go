package render

import (
	"cmp"
	"reflect"
	"strings"
	"text/template/parse"
	"unsafe"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// operand compiles a pipeline that is one path, such as .Block.First or $row.
func (c *compiler) operand(pipe *parse.PipeNode, s scope) (address, reflect.Type, bool) {
	written, _ := splitEscapers(pipe)
	if len(written) != 1 || len(written[0].Args) != 1 {
		c.slowly(s, pipe, "this is not compiled: "+pipe.String())
		return nil, nil, false
	}
	at, t, _, ok := c.path(written[0].Args[0], s, false)
	return at, t, ok
}

// path compiles a chain of fields. When printing, its last name may be one of the methods by which
// a value writes itself; then the address is the value's, and the method's name is returned.
func (c *compiler) path(n parse.Node, s scope, printing bool) (at address, t reflect.Type, method string, ok bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return dotAddress, s.dot, "", true
	case *parse.FieldNode:
		return c.fields(n, dotAddress, s.dot, n.Ident, true, s, printing)
	case *parse.VariableNode:
		for i := len(s.vars) - 1; i >= 0; i-- {
			if v := s.vars[i]; v.name == n.Ident[0] {
				return c.fields(n, variable(v.slot), v.typ, n.Ident[1:], false, s, printing)
			}
		}
	case *parse.PipeNode:
		if len(n.Cmds) == 1 && len(n.Cmds[0].Args) == 1 && len(n.Decl) == 0 {
			return c.path(n.Cmds[0].Args[0], s, printing)
		}
	}
	c.slowly(s, n, "this is not compiled: "+n.String())
	return nil, nil, "", false
}

func (c *compiler) fields(n parse.Node, at address, t reflect.Type, names []string, isDot bool, s scope, printing bool) (address, reflect.Type, string, bool) {
	for i, name := range names {
		if t.Kind() == reflect.Pointer {
			at, t = c.through(n, s, at, t)
			isDot = false
		}
		if t.Kind() == reflect.Struct {
			if f, ok := t.FieldByName(name); ok && f.IsExported() {
				if len(f.Index) > 1 {
					c.slowly(s, n, "a promoted field is not compiled: "+name)
					return nil, nil, "", false
				}
				at, t, isDot = field(at, f.Offset, isDot), f.Type, false
				continue
			}
		}
		if _, ok := reflect.PointerTo(t).MethodByName(name); ok {
			if printing && i == len(names)-1 && writesItself(t, name) {
				return at, t, name, true
			}
			c.slowly(s, n, "the method "+name+" is not compiled")
			return nil, nil, "", false
		}
		if t.Kind() == reflect.Map || t.Kind() == reflect.Interface {
			c.slowly(s, n, "a field of a "+t.String()+" is not compiled")
			return nil, nil, "", false
		}
		c.fault(s, n, "there is no field "+name+" here", advice(name, t))
		return nil, nil, "", false
	}
	return at, t, "", true
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
func (c *compiler) through(n parse.Node, s scope, at address, t reflect.Type) (address, reflect.Type) {
	for t.Kind() == reflect.Pointer {
		file, line := c.set.position(s.tree, n)
		missing := fault.New(file, line, n.String()+" uses a field of something that is not there", "put it inside {{with}} or {{if}}")
		at, t = deref(at, missing), t.Elem()
	}
	return at, t
}

func writesItself(t reflect.Type, method string) bool {
	p := reflect.PointerTo(t)
	switch method {
	case "HTML":
		return p.Implements(reflect.TypeFor[htmlAppender]())
	case "Text":
		return p.Implements(reflect.TypeFor[textAppender]())
	case "URL":
		return p.Implements(reflect.TypeFor[urlAppender]())
	}
	return false
}

// A condition decides what an if does.
type condition func(m *machine, dot unsafe.Pointer) bool

// condition compiles the pipeline of an if: a path, or and, or, not, eq, ne, lt, le, gt, ge.
func (c *compiler) condition(pipe *parse.PipeNode, s scope) condition {
	if len(pipe.Cmds) != 1 {
		c.slowly(s, pipe, "this condition is not compiled: "+pipe.String())
		return nil
	}
	return c.test(pipe.Cmds[0], s)
}

func (c *compiler) test(cmd *parse.CommandNode, s scope) condition {
	if len(cmd.Args) == 1 {
		return c.given(cmd.Args[0], s)
	}
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok {
		c.slowly(s, cmd, "this condition is not compiled: "+cmd.String())
		return nil
	}
	switch id.Ident {
	case "and", "or":
		return c.joined(id.Ident == "and", cmd.Args[1:], s)
	case "not":
		if inner := c.given(cmd.Args[1], s); inner != nil {
			return func(m *machine, dot unsafe.Pointer) bool { return !inner(m, dot) }
		}
		return nil
	}
	return c.comparison(id.Ident, cmd, s)
}

// given compiles a condition that is one operand, possibly in parentheses.
func (c *compiler) given(n parse.Node, s scope) condition {
	switch n := n.(type) {
	case *parse.PipeNode:
		return c.condition(n, s)
	case *parse.BoolNode:
		return func(*machine, unsafe.Pointer) bool { return n.True }
	}
	at, t, _, ok := c.path(n, s, false)
	if !ok {
		return nil
	}
	when := truth(t, at)
	if when == nil {
		c.slowly(s, n, "a condition on a "+t.String()+" is not compiled")
	}
	return when
}

func (c *compiler) joined(and bool, args []parse.Node, s scope) condition {
	var parts []condition
	for _, a := range args {
		if p := c.given(a, s); p != nil {
			parts = append(parts, p)
		}
	}
	if len(parts) < len(args) {
		return nil
	}
	return func(m *machine, dot unsafe.Pointer) bool {
		for _, p := range parts {
			if p(m, dot) != and {
				return !and
			}
		}
		return and
	}
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
		return nil
	}
	a, aok := c.comparable(cmd.Args[1], s)
	b, bok := c.comparable(cmd.Args[2], s)
	switch {
	case !aok || !bok:
		return nil
	case a.text != nil && b.text != nil:
		return func(m *machine, dot unsafe.Pointer) bool {
			return holds(strings.Compare(a.text(m, dot), b.text(m, dot)))
		}
	case a.integer != nil && b.integer != nil:
		return func(m *machine, dot unsafe.Pointer) bool {
			return holds(cmp.Compare(a.integer(m, dot), b.integer(m, dot)))
		}
	}
	c.slowly(s, cmd, "this comparison is not compiled: "+cmd.String())
	return nil
}

// An ordered value is a string or an integer; one of the two functions is set.
type ordered struct {
	text    func(*machine, unsafe.Pointer) string
	integer func(*machine, unsafe.Pointer) int64
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
		if at, t, ok := c.length(n, s); ok && t.Kind() == reflect.Slice {
			return ordered{integer: func(m *machine, dot unsafe.Pointer) int64 {
				_, length := slice(at(m, dot))
				return int64(length)
			}}, true
		}
	}
	at, t, _, ok := c.path(n, s, false)
	if !ok {
		return ordered{}, false
	}
	at, t = c.through(n, s, at, t)
	if t.Kind() == reflect.String {
		return ordered{text: text(at)}, true
	}
	if read := integer(t.Kind(), at); read != nil {
		return ordered{integer: read}, true
	}
	c.slowly(s, n, "comparing a "+t.String()+" is not compiled")
	return ordered{}, false
}

// length recognises (len .List).
func (c *compiler) length(n *parse.PipeNode, s scope) (address, reflect.Type, bool) {
	if len(n.Cmds) != 1 || len(n.Cmds[0].Args) != 2 {
		return nil, nil, false
	}
	if id, ok := n.Cmds[0].Args[0].(*parse.IdentifierNode); !ok || id.Ident != "len" {
		return nil, nil, false
	}
	at, t, _, ok := c.path(n.Cmds[0].Args[1], s, false)
	return at, t, ok
}
