package render

import (
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A Template fills in one kind of page, given a *T. It may be used by several goroutines at once.
type Template[T any] struct {
	set  *Set
	body *body
}

// Declare says that the named template is executed with a *T. It must be called before the set is compiled.
func Declare[T any](s *Set, name string) *Template[T] {
	s.pages = append(s.pages, &check{set: s, name: name, typ: reflect.TypeFor[T]()})
	return &Template[T]{s, &body{set: s, name: name, form: formOf(reflect.TypeFor[T]())}}
}

// Compile checks the declared templates and prepares them. Faults are the fields, templates and words that do not exist,
// places in which html/template cannot escape, and those where what differs from page to page cannot be printed. When a
// file of the set could not be parsed, the others are checked all the same.
func (s *Set) Compile() fault.List {
	var faults fault.List
	for _, c := range s.pages {
		faults = append(faults, c.prepare()...)
	}
	if len(faults) > 0 || s.broken {
		faults.Sort()
		return slices.Compact(faults)
	}
	s.contexts = sync.OnceValue(newContexts)
	for _, c := range s.pages {
		faults = append(faults, c.places()...)
	}
	for _, b := range s.bodies {
		c := &check{set: s, name: b.name, typ: b.form.of}
		faults = append(faults, c.places()...)
	}
	faults.Sort()
	return slices.Compact(faults) // parts are in several kinds of page
}

// places checks what stands where, which is known when html/template has escaped the template.
func (c *check) places() fault.List {
	if err := c.set.escape(c.name); err != nil {
		return fault.List{c.set.faultOf(err)}
	}
	c.escaped, c.done = true, nil
	c.template(c.name, c.typ)
	return c.faults
}

// escape makes html/template escape a template, which it does when it first executes it. What goes wrong after that, for
// want of data, does not matter.
func (s *Set) escape(name string) error {
	err := s.Execute(io.Discard, name, nil)
	if e, ok := err.(*template.Error); ok && e.ErrorCode != template.OK {
		return e
	}
	return nil
}

// A check goes through the template of a page, and all that it calls, knowing the types of the data.
type check struct {
	set     *Set
	name    string
	typ     reflect.Type
	escaped bool // it looks at escaped templates, for what stands where
	faults  fault.List
	done    map[called]bool
}

type called struct {
	name string
	dot  reflect.Type
}

// A scope is what a template sees at one place: its tree, its dot, its variables. A type that is nil is not known.
type scope struct {
	tree *parse.Tree
	dot  reflect.Type
	vars []variable // innermost last
}

type variable struct {
	name string
	typ  reflect.Type
}

// prepare checks the template as it was written, and cuts out of it what is made apart.
func (c *check) prepare() fault.List {
	switch {
	case c.set.tree(c.name) == nil && c.set.broken:
		return nil
	case c.set.tree(c.name) == nil:
		return fault.List{fault.New(c.set.file(c.name), 0, "this template is missing", "every kind of page needs one")}
	}
	c.template(c.name, c.typ)
	faults := c.faults
	c.faults = nil
	return faults
}

// template checks a template that is called with a dot of type t.
func (c *check) template(name string, t reflect.Type) {
	tree := c.set.tree(name)
	if c.done[called{name, t}] || tree == nil {
		return
	}
	if c.done == nil {
		c.done = map[called]bool{}
	}
	c.done[called{name, t}] = true
	c.list(tree.Root, &scope{tree: tree, dot: t, vars: []variable{{"$", t}}})
}

func (c *check) list(l *parse.ListNode, s *scope) {
	if l == nil {
		return
	}
	inner := &scope{s.tree, s.dot, slices.Clip(s.vars)}
	for i, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			c.action(n, inner)
		case *parse.TemplateNode:
			c.call(n, inner)
		case *parse.IfNode:
			c.condition(n.Pipe, inner)
			c.list(n.List, inner)
			c.list(n.ElseList, inner)
		case *parse.WithNode:
			l.Nodes[i] = c.with(n, inner)
		case *parse.RangeNode:
			l.Nodes[i] = c.loop(n, inner)
		}
	}
}

// action checks {{.Field}} and {{$x := .Field}}.
func (c *check) action(n *parse.ActionNode, s *scope) {
	written, chain := splitEscapers(n.Pipe)
	t := c.pipe(written, s)
	if len(n.Pipe.Decl) == 1 && !n.Pipe.IsAssign {
		s.declare(n.Pipe.Decl[0].Ident[0], t)
		return
	}
	if id, ok := written[0].Args[0].(*parse.IdentifierNode); ok && id.Ident == showThings {
		return
	}
	if things := t; isList(things) || isPart(things) {
		c.fault(s, n, "this cannot be printed as a whole", "show it with {{range}} or {{with}}")
		return
	}
	if c.escaped {
		if problem, advice := c.set.contexts().refuses(t, chain); problem != "" {
			c.fault(s, n, written[0].String()+" "+problem, advice)
		}
	}
}

func (s *scope) declare(name string, t reflect.Type) {
	s.vars = append(s.vars, variable{name, t})
}

func (c *check) call(n *parse.TemplateNode, s *scope) {
	var dot reflect.Type
	if n.Pipe != nil {
		written, _ := splitEscapers(n.Pipe)
		dot = c.pipe(written, s)
	}
	name, _, elsewhere := strings.Cut(n.Name, "$htmltemplate") // html/template's variant for another place than between tags
	switch {
	case c.set.tree(name) == nil && c.set.broken: // said already
	case c.set.tree(name) == nil:
		c.fault(s, n, noTemplate(name), fault.DidYouMean(name, c.set.names()))
	case elsewhere && hasHoles(dot):
		c.fault(s, n, "a template with what differs from page to page cannot stand here", "call it between tags")
	case !elsewhere:
		c.template(name, through(dot))
	}
}

// condition checks what an {{if}} asks: whether something is given, also when it differs from page to page.
func (c *check) condition(pipe *parse.PipeNode, s *scope) {
	for _, cmd := range pipe.Cmds {
		id, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || len(pipe.Cmds) > 1 || !slices.Contains([]string{"and", "or", "not"}, id.Ident) {
			t := c.command(cmd, nil, s)
			if len(pipe.Decl) == 1 {
				s.declare(pipe.Decl[0].Ident[0], t)
			}
			continue
		}
		for _, arg := range cmd.Args[1:] {
			if inner, ok := arg.(*parse.PipeNode); ok {
				c.condition(inner, s)
			} else {
				c.operand(arg, s)
			}
		}
	}
}

// with checks a {{with}}. That of a part is cut out: what is returned stands in its place.
func (c *check) with(n *parse.WithNode, s *scope) parse.Node {
	written, _ := splitEscapers(n.Pipe)
	t := c.pipe(written, s)
	inner := &scope{s.tree, t, slices.Clip(s.vars)}
	if len(n.Pipe.Decl) == 1 {
		inner.declare(n.Pipe.Decl[0].Ident[0], t)
	}
	if isPart(t) {
		return c.cutOut(n, &n.BranchNode, t, s)
	}
	c.list(n.List, inner)
	c.list(n.ElseList, s)
	return n
}

// loop checks a {{range}}. That of a list is cut out.
func (c *check) loop(n *parse.RangeNode, s *scope) parse.Node {
	written, _ := splitEscapers(n.Pipe)
	t := c.pipe(written, s)
	if isList(t) {
		return c.cutOut(n, &n.BranchNode, t, s)
	}
	index, element := reflect.TypeFor[int](), through(t)
	if element != nil && element.Kind() == reflect.Slice {
		element = element.Elem()
	} else {
		index, element = nil, nil // not known, and so not checked
	}
	inner := &scope{s.tree, element, slices.Clip(s.vars)}
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		inner.declare(decl[0].Ident[0], element)
	case 2:
		inner.declare(decl[0].Ident[0], index)
		inner.declare(decl[1].Ident[0], element)
	}
	c.list(n.List, inner)
	c.list(n.ElseList, s)
	return n
}

func through(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func (c *check) fault(s *scope, n parse.Node, problem, advice string) {
	file, line := c.set.position(s.tree, n)
	c.faults.Add(file, line, problem, advice)
}
