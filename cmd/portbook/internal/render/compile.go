package render

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
	"unsafe"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A step does one thing of a template: it appends, or decides, or repeats.
type step func(m *machine, dot unsafe.Pointer)

// A compiler turns the trees of a set into steps. It stops at nothing: what it cannot compile it
// notes in slow, what cannot be right in faults, and goes on.
type compiler struct {
	set    *Set
	trees  func(name string) *parse.Tree
	faults fault.List
	slow   fault.List
	done   map[called]*[]step // templates by name and type of dot
	open   []called           // those being compiled now, outermost first
}

type called struct {
	name string
	dot  reflect.Type
}

// A scope is what a template sees at one place: its tree, its dot, its variables.
type scope struct {
	tree *parse.Tree
	dot  reflect.Type
	vars []binding // innermost last
	next *int      // slots used so far in this template; loops share none
}

type binding struct {
	name string
	typ  reflect.Type
	slot int
}

func newCompiler(s *Set, trees func(string) *parse.Tree) *compiler {
	return &compiler{set: s, trees: trees, done: map[called]*[]step{}}
}

// template compiles the named template for a dot of type t; a template that calls itself gets the
// steps that are still being made.
func (c *compiler) template(name string, t reflect.Type) *[]step {
	if steps, ok := c.done[called{name, t}]; ok {
		return steps
	}
	steps := new([]step)
	c.done[called{name, t}] = steps
	tree := c.trees(name)
	if tree == nil {
		return steps
	}
	slots := 1
	s := scope{tree: tree, dot: t, next: &slots, vars: []binding{{"$", t, 0}}}
	c.open = append(c.open, called{name, t})
	body := c.list(tree.Root, s)
	c.open = c.open[:len(c.open)-1]
	*steps = body
	if slots > 1 || usesDollar(tree.Root) {
		*steps = []step{framed(body, slots)}
	}
	return steps
}

// framed gives a template its own variables, the first of which is $.
func framed(body []step, slots int) step {
	return func(m *machine, dot unsafe.Pointer) {
		m.base += slots
		m.vars[m.base] = dot
		run(body, m, dot)
		m.base -= slots
	}
}

// usesDollar reports whether a tree names a variable anywhere.
func usesDollar(n parse.Node) bool { return strings.Contains(n.String(), "$") }

func run(steps []step, m *machine, dot unsafe.Pointer) {
	for _, s := range steps {
		s(m, dot)
	}
}

// list compiles a list of nodes; literal text that meets literal text becomes one step.
func (c *compiler) list(l *parse.ListNode, s scope) []step {
	if l == nil {
		return nil
	}
	var steps []step
	var literal []byte
	flush := func() {
		if len(literal) > 0 {
			text := string(literal)
			steps = append(steps, func(m *machine, _ unsafe.Pointer) { m.out = append(m.out, text...) })
			literal = nil
		}
	}
	for _, n := range l.Nodes {
		if text, ok := c.constant(n, s); ok {
			literal = append(literal, text...)
			continue
		}
		flush()
		if st := c.node(n, &s); st != nil {
			steps = append(steps, st)
		}
	}
	flush()
	return steps
}

// constant returns what a node prints when that depends on nothing: text, comments, and functions
// called with constants, such as {{word "copy"}}.
func (c *compiler) constant(n parse.Node, s scope) (string, bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		return string(n.Text), true
	case *parse.CommentNode:
		return "", true
	case *parse.ActionNode:
		written, chain := splitEscapers(n.Pipe)
		if len(written) != 1 || len(n.Pipe.Decl) > 0 {
			return "", false
		}
		value, ok, err := c.call(written[0])
		if err != nil {
			c.fault(s, n, err.Error(), "")
			return "", true
		}
		if !ok {
			return "", false
		}
		context := c.set.known.of(chain)
		if context == nil {
			return "", false
		}
		return context.slow(value), true
	}
	return "", false
}

// call evaluates a command made of constants only.
func (c *compiler) call(cmd *parse.CommandNode) (value any, ok bool, err error) {
	if s, isString := cmd.Args[0].(*parse.StringNode); isString && len(cmd.Args) == 1 {
		return s.Text, true, nil
	}
	id, isName := cmd.Args[0].(*parse.IdentifierNode)
	if !isName || c.set.funcs[id.Ident] == nil {
		return nil, false, nil
	}
	f := reflect.ValueOf(c.set.funcs[id.Ident])
	var args []reflect.Value
	for _, a := range cmd.Args[1:] {
		s, isString := a.(*parse.StringNode)
		if !isString {
			return nil, false, nil
		}
		args = append(args, reflect.ValueOf(s.Text))
	}
	if f.Type().NumIn() != len(args) {
		return nil, false, fmt.Errorf("%s takes %d arguments, not %d", id.Ident, f.Type().NumIn(), len(args))
	}
	out := f.Call(args)
	if len(out) == 2 && !out[1].IsNil() {
		return nil, false, out[1].Interface().(error)
	}
	return out[0].Interface(), true, nil
}

// node compiles one node; nil means that it prints nothing or cannot be compiled.
func (c *compiler) node(n parse.Node, s *scope) step {
	switch n := n.(type) {
	case *parse.ActionNode:
		return c.action(n, s)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, *s)
	case *parse.WithNode:
		return c.with(&n.BranchNode, *s)
	case *parse.RangeNode:
		return c.loop(&n.BranchNode, *s)
	case *parse.TemplateNode:
		return c.include(n, *s)
	}
	c.slowly(*s, n, "this is not compiled: "+n.String())
	return nil
}

func (c *compiler) include(n *parse.TemplateNode, s scope) step {
	if n.Pipe == nil {
		c.slowly(s, n, "a template called without a dot is not compiled")
		return nil
	}
	at, t, ok := c.operand(n.Pipe, s)
	if !ok {
		return nil
	}
	if strings.Contains(n.Name, "$htmltemplate") { // html/template's variant for an unusual place
		c.slowly(s, n, "a template called elsewhere than between tags is not compiled")
		return nil
	}
	if c.trees(n.Name) == nil {
		c.fault(s, n, noTemplate(n.Name), fault.DidYouMean(n.Name, c.set.Names()))
		return nil
	}
	at, t = c.through(n, s, at, t)
	if slices.Contains(c.open, called{n.Name, t}) {
		c.slowly(s, n, "a template that calls itself is not compiled")
		return nil
	}
	steps := c.template(n.Name, t)
	return func(m *machine, dot unsafe.Pointer) { run(*steps, m, at(m, dot)) }
}

func (c *compiler) branch(n *parse.BranchNode, s scope) step {
	if len(n.Pipe.Decl) > 0 {
		c.slowly(s, n, "a variable declared by if is not compiled")
	}
	when := c.condition(n.Pipe, s)
	yes, no := c.list(n.List, s), c.list(n.ElseList, s)
	if when == nil {
		return nil
	}
	return func(m *machine, dot unsafe.Pointer) {
		if when(m, dot) {
			run(yes, m, dot)
		} else {
			run(no, m, dot)
		}
	}
}

func (c *compiler) with(n *parse.BranchNode, s scope) step {
	no := c.list(n.ElseList, s)
	at, t, ok := c.operand(n.Pipe, s)
	if !ok {
		return nil
	}
	given := truth(t, at)
	if given == nil {
		c.slowly(s, n, "with a "+t.String()+" is not compiled")
		return nil
	}
	inner := s
	inner.dot = t
	slot := -1
	if len(n.Pipe.Decl) == 1 {
		slot = inner.declare(n.Pipe.Decl[0].Ident[0], t)
	}
	yes := c.list(n.List, inner)
	return func(m *machine, dot unsafe.Pointer) {
		if !given(m, dot) {
			run(no, m, dot)
			return
		}
		value := at(m, dot)
		if slot >= 0 {
			m.vars[m.base+slot] = value
		}
		run(yes, m, value)
	}
}

func (c *compiler) loop(n *parse.BranchNode, s scope) step {
	no := c.list(n.ElseList, s)
	at, t, ok := c.operand(n.Pipe, s)
	if !ok {
		return nil
	}
	if t.Kind() != reflect.Slice {
		c.slowly(s, n, "a loop over a "+t.String()+" is not compiled")
		return nil
	}
	inner := s
	inner.dot = t.Elem()
	index, element := inner.loopVariables(n.Pipe.Decl)
	body := c.list(n.List, inner)
	size := t.Elem().Size()
	return func(m *machine, dot unsafe.Pointer) {
		first, length := slice(at(m, dot))
		if length == 0 {
			run(no, m, dot)
			return
		}
		for i := range length {
			value := unsafe.Add(first, uintptr(i)*size)
			if element >= 0 {
				m.vars[m.base+element] = value
			}
			if index >= 0 {
				m.ints[m.base+index] = i
				m.vars[m.base+index] = unsafe.Pointer(&m.ints[m.base+index])
			}
			run(body, m, value)
		}
	}
}

// loopVariables declares what range declares, and returns the slots, or -1 for what it does not.
func (s *scope) loopVariables(decl []*parse.VariableNode) (index, element int) {
	switch len(decl) {
	case 1:
		return -1, s.declare(decl[0].Ident[0], s.dot)
	case 2:
		return s.declare(decl[0].Ident[0], reflect.TypeFor[int]()), s.declare(decl[1].Ident[0], s.dot)
	}
	return -1, -1
}

// declare makes a variable visible from here on, and returns its slot.
func (s *scope) declare(name string, t reflect.Type) int {
	slot := *s.next
	*s.next++
	s.vars = append(s.vars[:len(s.vars):len(s.vars)], binding{name, t, slot})
	return slot
}

// action compiles {{.Field}} and {{$x := .Field}}.
func (c *compiler) action(n *parse.ActionNode, s *scope) step {
	written, chain := splitEscapers(n.Pipe)
	if len(written) != 1 {
		c.slowly(*s, n, "a pipeline of several commands is not compiled")
		return nil
	}
	if len(n.Pipe.Decl) == 1 && !n.Pipe.IsAssign {
		at, t, ok := c.operand(n.Pipe, *s)
		if !ok {
			return nil
		}
		slot := s.declare(n.Pipe.Decl[0].Ident[0], t)
		return func(m *machine, dot unsafe.Pointer) { m.vars[m.base+slot] = at(m, dot) }
	}
	context := c.set.known.of(chain)
	if context == nil {
		c.slowly(*s, n, "escaping for this place is not compiled")
		context = &context0
	}
	if len(written[0].Args) != 1 {
		c.slowly(*s, n, "this call is not compiled: "+written[0].String())
		return nil
	}
	return c.print(n, written[0].Args[0], *s, context)
}

// context0 stands in where a context is unknown, so that types are checked all the same.
var context0 = context{sample: template.Must(template.New("").Parse("{{.}}"))}

// print compiles the printing of one operand.
func (c *compiler) print(n, operand parse.Node, s scope, e *context) step {
	at, t, method, ok := c.path(operand, s, true)
	if !ok {
		return nil
	}
	if method != "" {
		return c.printMethod(t, method, at, e)
	}
	at, t = c.through(n, s, at, t)
	switch {
	case t == reflect.TypeFor[template.HTML]():
		return printVerbatim(at, e)
	case t.PkgPath() == "html/template":
		c.slowly(s, n, "printing a "+t.String()+" is not compiled")
		return nil
	case t.Kind() == reflect.String && !isStringer(t):
		read := text(at)
		return func(m *machine, dot unsafe.Pointer) { m.out = e.append(m.out, read(m, dot)) }
	}
	if read := integer(t.Kind(), at); read != nil && !isStringer(t) {
		return func(m *machine, dot unsafe.Pointer) { m.out = e.appendInt(m.out, read(m, dot)) }
	}
	c.slowly(s, n, "printing a "+t.String()+" is not compiled")
	return nil
}

func isStringer(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[fmt.Stringer]()) ||
		reflect.PointerTo(t).Implements(reflect.TypeFor[error]())
}

func (c *compiler) printMethod(t reflect.Type, method string, at address, e *context) step {
	switch method {
	case "HTML":
		view := bind[htmlAppender](t)
		if e.frame == [2]string{"<p>", "</p>"} {
			return func(m *machine, dot unsafe.Pointer) { m.out = view(at(m, dot)).AppendHTML(m.out) }
		}
		return func(m *machine, dot unsafe.Pointer) { m.out = append(m.out, e.slow(view(at(m, dot)).HTML())...) }
	case "Text":
		view := bind[textAppender](t)
		return func(m *machine, dot unsafe.Pointer) {
			start := len(m.out)
			m.out = e.escapeFrom(view(at(m, dot)).AppendText(m.out), start)
		}
	default:
		view := bind[urlAppender](t)
		return func(m *machine, dot unsafe.Pointer) {
			start := len(m.out)
			m.out = e.escapeFrom(view(at(m, dot)).AppendURL(m.out), start)
		}
	}
}

func printVerbatim(at address, e *context) step {
	read := text(at)
	if e.frame == [2]string{"<p>", "</p>"} {
		return func(m *machine, dot unsafe.Pointer) { m.out = append(m.out, read(m, dot)...) }
	}
	return func(m *machine, dot unsafe.Pointer) { m.out = append(m.out, e.slow(template.HTML(read(m, dot)))...) }
}

// fault notes what cannot be right in a template.
func (c *compiler) fault(s scope, n parse.Node, problem, advice string) {
	file, line := c.set.position(s.tree, n)
	c.faults.Add(file, line, problem, advice)
}

// slowly notes what is right but not compiled.
func (c *compiler) slowly(s scope, n parse.Node, why string) {
	file, line := c.set.position(s.tree, n)
	c.slow.Add(file, line, why, "this kind of page is executed by html/template, which is slower")
}
