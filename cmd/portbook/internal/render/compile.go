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

// A part is one compiled node of a template. It can do its work, and it can be bound to a page that
// stays where it is: then what does not vary is done once, and only the rest again for every page.
type part struct {
	run  step
	bind func(b *binder, dot unsafe.Pointer)
}

// A step does one thing of a template: it appends, or decides, or repeats.
type step func(m *machine, dot unsafe.Pointer)

// A compiler turns the trees of a set into steps. It stops at nothing: what it cannot compile it
// notes in slow, what cannot be right in faults, and goes on.
type compiler struct {
	set    *Set
	trees  func(name string) *parse.Tree
	faults fault.List
	slow   fault.List
	kept   map[looped]*window
	done   map[called]*[]part // templates by name and type of dot
	open   []called           // those being compiled now, outermost first
}

// A looped is the body of a loop: equal ones print the same.
type looped struct {
	body string
	dot  reflect.Type
}

type called struct {
	name   string
	dot    reflect.Type
	varies bool
}

// A scope is what a template sees at one place: its tree, its dot, its variables.
type scope struct {
	tree   *parse.Tree
	dot    reflect.Type
	varies bool      // dot lies within a field that varies from page to page
	vars   []binding // innermost last
	next   *int      // slots used so far in this template
}

type binding struct {
	name   string
	typ    reflect.Type
	varies bool
	slot   int
}

func newCompiler(s *Set, trees func(string) *parse.Tree) *compiler {
	return &compiler{set: s, trees: trees, done: map[called]*[]part{}, kept: map[looped]*window{}}
}

// template compiles the named template for a dot of type t.
func (c *compiler) template(name string, t reflect.Type, varies bool) *[]part {
	key := called{name, t, varies}
	if parts, ok := c.done[key]; ok {
		return parts
	}
	parts := new([]part)
	c.done[key] = parts
	tree := c.trees(name)
	if tree == nil {
		return parts
	}
	slots := 1
	s := scope{tree: tree, dot: t, varies: varies, next: &slots, vars: []binding{{"$", t, varies, 0}}}
	c.open = append(c.open, key)
	body := c.list(tree.Root, s)
	c.open = c.open[:len(c.open)-1]
	*parts = body
	if slots > 1 || usesDollar(tree.Root) {
		*parts = []part{framed(body, slots)}
	}
	return parts
}

// framed gives a template its own variables, the first of which is $.
func framed(body []part, slots int) part {
	enter := func(m *machine, dot unsafe.Pointer) {
		m.base += slots
		m.slots = slots
		m.vars[m.base] = dot
	}
	leave := func(m *machine) { m.base -= slots }
	return part{
		run: func(m *machine, dot unsafe.Pointer) {
			enter(m, dot)
			run(body, m, dot)
			leave(m)
		},
		bind: func(b *binder, dot unsafe.Pointer) {
			outer := b.m.slots
			enter(b.m, dot)
			b.all(body, dot)
			leave(b.m)
			b.m.slots = outer
		},
	}
}

// usesDollar reports whether a tree names a variable anywhere.
func usesDollar(n parse.Node) bool { return strings.Contains(n.String(), "$") }

func run(parts []part, m *machine, dot unsafe.Pointer) {
	for i := range parts {
		parts[i].run(m, dot)
	}
}

// list compiles a list of nodes; literal text that meets literal text becomes one part.
func (c *compiler) list(l *parse.ListNode, s scope) []part {
	if l == nil {
		return nil
	}
	var parts []part
	var literal []byte
	flush := func() {
		if len(literal) > 0 {
			parts = append(parts, literally(string(literal)))
			literal = nil
		}
	}
	for _, n := range l.Nodes {
		if text, ok := c.constant(n, s); ok {
			literal = append(literal, text...)
			continue
		}
		flush()
		if p, ok := c.node(n, &s); ok {
			parts = append(parts, p)
		}
	}
	flush()
	return parts
}

func literally(text string) part {
	return part{
		run:  func(m *machine, _ unsafe.Pointer) { m.out = append(m.out, text...) },
		bind: func(b *binder, _ unsafe.Pointer) { b.literal(text) },
	}
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
		context := contextOf(chain)
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

// node compiles one node; false means that it prints nothing or cannot be compiled.
func (c *compiler) node(n parse.Node, s *scope) (part, bool) {
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
	return part{}, false
}

func (c *compiler) include(n *parse.TemplateNode, s scope) (part, bool) {
	if n.Pipe == nil {
		c.slowly(s, n, "a template called without a dot is not compiled")
		return part{}, false
	}
	v, ok := c.operand(n.Pipe, s)
	if !ok {
		return part{}, false
	}
	if strings.Contains(n.Name, "$htmltemplate") { // html/template's variant for an unusual place
		c.slowly(s, n, "a template called elsewhere than between tags is not compiled")
		return part{}, false
	}
	if c.trees(n.Name) == nil && c.set.broken { // said already
		return part{}, false
	}
	if c.trees(n.Name) == nil {
		c.fault(s, n, noTemplate(n.Name), fault.DidYouMean(n.Name, c.set.Names()))
		return part{}, false
	}
	v = c.through(n, s, v)
	if slices.Contains(c.open, called{n.Name, v.typ, v.varies}) {
		c.slowly(s, n, "a template that calls itself is not compiled")
		return part{}, false
	}
	parts := c.template(n.Name, v.typ, v.varies)
	p := part{run: func(m *machine, dot unsafe.Pointer) { run(*parts, m, v.at.in(m, dot)) }}
	p.bind = func(b *binder, dot unsafe.Pointer) {
		if v.loose {
			b.again(p.run, dot)
			return
		}
		b.all(*parts, v.at.in(b.m, dot))
	}
	return p, true
}

func (c *compiler) branch(n *parse.BranchNode, s scope) (part, bool) {
	if len(n.Pipe.Decl) > 0 {
		c.slowly(s, n, "a variable declared by if is not compiled")
	}
	when := c.condition(n.Pipe, s)
	yes, no := c.list(n.List, s), c.list(n.ElseList, s)
	if when.holds == nil {
		return part{}, false
	}
	choose := func(m *machine, dot unsafe.Pointer) []part {
		if when.holds(m, dot) {
			return yes
		}
		return no
	}
	return part{
		run: func(m *machine, dot unsafe.Pointer) { run(choose(m, dot), m, dot) },
		bind: func(b *binder, dot unsafe.Pointer) {
			if when.varies {
				b.branch(when.holds, yes, no, dot)
				return
			}
			b.all(choose(b.m, dot), dot)
		},
	}, true
}

func (c *compiler) with(n *parse.BranchNode, s scope) (part, bool) {
	no := c.list(n.ElseList, s)
	v, ok := c.operand(n.Pipe, s)
	if !ok {
		return part{}, false
	}
	given := truth(v.typ, v.at)
	if given == nil {
		c.slowly(s, n, "with a "+v.typ.String()+" is not compiled")
		return part{}, false
	}
	inner := s
	inner.dot, inner.varies = v.typ, v.varies
	slot := -1
	if len(n.Pipe.Decl) == 1 {
		slot = inner.declare(n.Pipe.Decl[0].Ident[0], v)
	}
	yes := c.list(n.List, inner)
	choose := func(m *machine, dot unsafe.Pointer) ([]part, unsafe.Pointer) {
		if !given(m, dot) {
			return no, dot
		}
		value := v.at.in(m, dot)
		if slot >= 0 {
			m.vars[m.base+slot] = value
		}
		return yes, value
	}
	more := usesDollar(n.List) || n.ElseList != nil // more than what the pointer leads to
	variables := usesDollar(n.Pipe)
	p := part{run: func(m *machine, dot unsafe.Pointer) {
		parts, value := choose(m, dot)
		run(parts, m, value)
	}}
	p.bind = func(b *binder, dot unsafe.Pointer) {
		switch {
		case v.varies && v.typ.Kind() == reflect.Pointer && !v.loose && !more:
			b.repeat(p.run, func(m *machine, dot unsafe.Pointer) (unsafe.Pointer, int) {
				return *(*unsafe.Pointer)(v.at.in(m, dot)), 1
			}, dot, variables)
			return
		case v.varies:
			b.again(p.run, dot)
			return
		}
		parts, value := choose(b.m, dot)
		b.all(parts, value)
	}
	return p, true
}

func (c *compiler) loop(n *parse.BranchNode, s scope) (part, bool) {
	no := c.list(n.ElseList, s)
	v, ok := c.operand(n.Pipe, s)
	if !ok {
		return part{}, false
	}
	if v.typ.Kind() != reflect.Slice {
		c.slowly(s, n, "a loop over a "+v.typ.String()+" is not compiled")
		return part{}, false
	}
	inner := s
	inner.dot, inner.varies = v.typ.Elem(), v.varies
	index, element := inner.loopVariables(n.Pipe.Decl, v)
	body := c.list(n.List, inner)
	size := v.typ.Elem().Size()
	each := func(m *machine, dot unsafe.Pointer, number func(i int) *int, do func([]part, unsafe.Pointer)) {
		first, length := slice(v.at.in(m, dot))
		if length == 0 {
			do(no, dot)
			return
		}
		for i := range length {
			value := unsafe.Add(first, uintptr(i)*size)
			if element >= 0 {
				m.vars[m.base+element] = value
			}
			if index >= 0 {
				m.vars[m.base+index] = unsafe.Pointer(number(i))
			}
			do(body, value)
		}
	}
	var kept *window // nil when the body uses more than its element
	if v.varies {
		kept = c.window(n.List, inner.dot)
	}
	variables := usesDollar(n.Pipe) || n.ElseList != nil && usesDollar(n.ElseList)
	p := part{run: func(m *machine, dot unsafe.Pointer) {
		if first, length := slice(v.at.in(m, dot)); kept != nil && m.fixed.holds(first, length, size) {
			m.out = kept.append(m, body, first, length)
			return
		}
		each(m, dot, func(i int) *int {
			number := &m.ints[m.base+index]
			*number = i
			return number
		}, func(parts []part, value unsafe.Pointer) { run(parts, m, value) })
	}}
	p.bind = func(b *binder, dot unsafe.Pointer) {
		switch {
		case v.varies && kept != nil && !v.loose:
			b.repeat(p.run, func(m *machine, dot unsafe.Pointer) (unsafe.Pointer, int) { return slice(v.at.in(m, dot)) }, dot, variables)
			return
		case v.varies:
			b.again(p.run, dot)
			return
		}
		each(b.m, dot, func(i int) *int { return &i }, b.all) // what was bound may look at its number again
	}
	return p, true
}

// window returns where the texts of a loop's body are kept; nil when it uses more than its element.
func (c *compiler) window(body *parse.ListNode, dot reflect.Type) *window {
	if usesDollar(body) {
		return nil
	}
	key := looped{body.String(), dot}
	if c.kept[key] == nil {
		c.kept[key] = new(window)
	}
	return c.kept[key]
}

// loopVariables declares what range declares, and returns the slots, or -1 for what it does not.
func (s *scope) loopVariables(decl []*parse.VariableNode, list value) (index, element int) {
	member := value{typ: s.dot, varies: list.varies}
	switch len(decl) {
	case 1:
		return -1, s.declare(decl[0].Ident[0], member)
	case 2:
		number := value{typ: reflect.TypeFor[int](), varies: list.varies}
		return s.declare(decl[0].Ident[0], number), s.declare(decl[1].Ident[0], member)
	}
	return -1, -1
}

// declare makes a variable visible from here on, and returns its slot.
func (s *scope) declare(name string, v value) int {
	slot := *s.next
	*s.next++
	s.vars = append(s.vars[:len(s.vars):len(s.vars)], binding{name, v.typ, v.varies, slot})
	return slot
}

// action compiles {{.Field}} and {{$x := .Field}}.
func (c *compiler) action(n *parse.ActionNode, s *scope) (part, bool) {
	written, chain := splitEscapers(n.Pipe)
	if len(written) != 1 {
		c.slowly(*s, n, "a pipeline of several commands is not compiled")
		return part{}, false
	}
	if len(n.Pipe.Decl) == 1 && !n.Pipe.IsAssign {
		return c.declaration(n, s)
	}
	context := contextOf(chain)
	if context == nil {
		c.slowly(*s, n, "escaping for this place is not compiled")
		context = &context0
	}
	if len(written[0].Args) != 1 {
		c.slowly(*s, n, "this call is not compiled: "+written[0].String())
		return part{}, false
	}
	return c.print(n, written[0].Args[0], *s, context)
}

func (c *compiler) declaration(n *parse.ActionNode, s *scope) (part, bool) {
	v, ok := c.operand(n.Pipe, *s)
	if !ok {
		return part{}, false
	}
	if v.loose {
		c.slowly(*s, n, "a variable for something behind a pointer that varies is not compiled")
		return part{}, false
	}
	slot := s.declare(n.Pipe.Decl[0].Ident[0], v)
	set := func(m *machine, dot unsafe.Pointer) { m.vars[m.base+slot] = v.at.in(m, dot) }
	return part{run: set, bind: func(b *binder, dot unsafe.Pointer) { set(b.m, dot) }}, true
}

// betweenTags is the frame of the context in which tags may stand.
var betweenTags = [2]string{"<p>", "</p>"}

// context0 stands in where a context is unknown, so that types are checked all the same.
var context0 = context{sample: template.Must(template.New("").Parse("{{.}}"))}

// print compiles the printing of one operand.
func (c *compiler) print(n, operand parse.Node, s scope, e *context) (part, bool) {
	v, ok := c.path(operand, s, true)
	if !ok {
		return part{}, false
	}
	if v.method != "" {
		return printing(v, printMethod(v, e), flatten(v, e)), true
	}
	v = c.through(n, s, v)
	switch {
	case v.typ == reflect.TypeFor[template.HTML]():
		return printing(v, printVerbatim(v.at, e), nil), true
	case v.typ.PkgPath() == "html/template":
		c.slowly(s, n, "printing a "+v.typ.String()+" is not compiled")
		return part{}, false
	case v.typ.Kind() == reflect.String && !isStringer(v.typ):
		at := &v.at
		print := func(m *machine, dot unsafe.Pointer) { m.out = e.append(m.out, *(*string)(at.in(m, dot))) }
		if v.plain && e.open == "" {
			print = func(m *machine, dot unsafe.Pointer) { m.out = append(m.out, *(*string)(at.in(m, dot))...) }
		}
		p := printing(v, print, nil)
		if v.varies && !v.loose {
			p.bind = func(b *binder, dot unsafe.Pointer) {
				b.value((*string)(v.at.in(b.m, dot)), e.unless(v.plain && e.open == ""))
			}
		}
		return p, true
	}
	if read := integer(v.typ.Kind(), v.at); read != nil && !isStringer(v.typ) {
		return printing(v, func(m *machine, dot unsafe.Pointer) { m.out = e.appendInt(m.out, read(m, dot)) }, nil), true
	}
	c.slowly(s, n, "printing a "+v.typ.String()+" is not compiled")
	return part{}, false
}

// printing makes the part that prints a value: once, when it does not vary; flat, when it offers
// that; or again for every page.
func printing(v value, print step, flat func(b *binder, dot unsafe.Pointer)) part {
	return part{run: print, bind: func(b *binder, dot unsafe.Pointer) {
		switch {
		case v.varies:
			b.again(print, dot)
		case flat != nil:
			flat(b, dot)
		default:
			b.once(print, dot)
		}
	}}
}

func isStringer(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[fmt.Stringer]()) ||
		reflect.PointerTo(t).Implements(reflect.TypeFor[error]())
}

func printMethod(v value, e *context) step {
	at := &v.at
	switch v.method {
	case "HTML":
		view := as[htmlAppender](v.typ)
		if e.frame == betweenTags {
			return func(m *machine, dot unsafe.Pointer) { m.out = view(at.in(m, dot)).AppendHTML(m.out) }
		}
		return func(m *machine, dot unsafe.Pointer) { m.out = append(m.out, e.slow(view(at.in(m, dot)).HTML())...) }
	case "Text":
		view := as[textAppender](v.typ)
		return func(m *machine, dot unsafe.Pointer) {
			start := len(m.out)
			m.out = e.escapeFrom(view(at.in(m, dot)).AppendText(m.out), start)
		}
	default:
		return printURL(v, e)
	}
}

func printURL(v value, e *context) step {
	at, view := &v.at, as[urlAppender](v.typ)
	whole := func(m *machine, dot unsafe.Pointer) {
		start := len(m.out)
		m.out = e.escapeFrom(view(at.in(m, dot)).AppendURL(m.out), start)
	}
	if e.open != "" || !offers[plainURL](v.typ) {
		return whole
	}
	plain := as[plainURL](v.typ)
	return func(m *machine, dot unsafe.Pointer) {
		out, ok := plain(at.in(m, dot)).AppendPlainURL(m.out)
		if !ok {
			whole(m, dot)
			return
		}
		m.out = out
	}
}

func printVerbatim(at address, e *context) step {
	read := text(at)
	if e.frame == betweenTags {
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
