package render

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// pipe checks a pipeline and returns the type of its value; nil when it is not known.
func (c *check) pipe(cmds []*parse.CommandNode, s *scope) reflect.Type {
	var t reflect.Type
	for i, cmd := range cmds {
		if i == 0 {
			t = c.command(cmd, nil, s)
		} else {
			t = c.command(cmd, []reflect.Type{t}, s)
		}
	}
	return t
}

// command checks one command; more are the types of arguments that stand before it in the pipeline.
func (c *check) command(cmd *parse.CommandNode, more []reflect.Type, s *scope) reflect.Type {
	id, isFunction := cmd.Args[0].(*parse.IdentifierNode)
	if !isFunction && len(cmd.Args)+len(more) == 1 {
		return c.operand(cmd.Args[0], s)
	}
	var t reflect.Type
	if !isFunction {
		t = c.operand(cmd.Args[0], s) // a method
	}
	for _, arg := range cmd.Args[1:] {
		more = append(more, c.operand(arg, s))
	}
	if isFunction && id.Ident == showThings {
		return nil
	}
	if slices.ContainsFunc(more, hasHoles) {
		c.fault(s, cmd, "a function cannot use what differs from page to page: "+cmd.String(), "print it as it is")
	}
	if isFunction && c.set.funcs[id.Ident] != nil {
		return c.function(cmd, id.Ident, len(more), s)
	}
	return t
}

// function checks the call of a function of the site. One that is called with constants is called now, once.
func (c *check) function(cmd *parse.CommandNode, name string, given int, s *scope) reflect.Type {
	f := reflect.ValueOf(c.set.funcs[name])
	if wanted := f.Type().NumIn(); wanted != given {
		c.fault(s, cmd, fmt.Sprintf("%s takes %d arguments, not %d", name, wanted, given), "")
		return nil
	}
	var args []reflect.Value
	for _, arg := range cmd.Args[1:] {
		text, ok := arg.(*parse.StringNode)
		if !ok {
			return f.Type().Out(0)
		}
		args = append(args, reflect.ValueOf(text.Text))
	}
	out := f.Call(args)
	if len(out) == 2 && !out[1].IsNil() {
		c.fault(s, cmd, out[1].Interface().(error).Error(), "")
		return nil
	}
	if out[0].Kind() == reflect.String && len(args) == given {
		cmd.Args = []parse.Node{&parse.StringNode{
			NodeType: parse.NodeString, Pos: cmd.Pos, Quoted: strconv.Quote(out[0].String()),
			Text: out[0].String(),
		}}
	}
	return f.Type().Out(0)
}

// operand checks a path such as .Block.First or $row.Text, and returns the type of what it leads to.
func (c *check) operand(n parse.Node, s *scope) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return c.fields(n, s.dot, n.Ident, s)
	case *parse.VariableNode:
		for _, v := range slices.Backward(s.vars) {
			if v.name == n.Ident[0] {
				return c.fields(n, v.typ, n.Ident[1:], s)
			}
		}
	case *parse.PipeNode:
		written, _ := splitEscapers(n)
		return c.pipe(written, s)
	case *parse.ChainNode:
		return c.fields(n, c.operand(n.Node, s), n.Field, s)
	case *parse.IdentifierNode: // a function without arguments
		return c.command(&parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{n}}, nil, s)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	}
	return nil
}

// fields follows names from a value of type t.
func (c *check) fields(n parse.Node, t reflect.Type, names []string, s *scope) reflect.Type {
	for _, name := range names {
		if t == nil {
			return nil
		}
		if isPart(t) {
			c.fault(s, n, name+" may not be there", "put it inside {{with}}")
			return nil
		}
		next, ok := member(t, name)
		if !ok {
			c.fault(s, n, "there is no field "+name+" here", adviceFor(name, through(t)))
			return nil
		}
		t = next
	}
	return t
}

// member returns the type of a field, or of what a method returns. Of maps and interfaces it is not known.
func member(t reflect.Type, name string) (found reflect.Type, ok bool) {
	t = through(t)
	if m, ok := reflect.PointerTo(t).MethodByName(name); ok {
		return m.Type.Out(0), true
	}
	if t.Kind() == reflect.Map || t.Kind() == reflect.Interface {
		return nil, true
	}
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	f, ok := t.FieldByName(name)
	return f.Type, ok && f.IsExported()
}

// adviceFor names the field that was probably meant, or all there are.
func adviceFor(name string, t reflect.Type) string {
	names := fieldNames(t)
	if advice := fault.DidYouMean(name, names); advice != "" {
		return advice
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
			if f.IsExported() && !f.Anonymous {
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
