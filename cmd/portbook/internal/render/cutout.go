package render

import (
	"fmt"
	"reflect"
	"strconv"
	"text/template/parse"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// cutOut makes a template of its own of what a {{range}} or {{with}} does, and returns what shows it in its place. That it
// can be made apart means that it uses nothing but its dot; of the index of a list, just whether it is the first.
func (c *check) cutOut(n parse.Node, b *parse.BranchNode, t reflect.Type, s *scope) parse.Node {
	index, element := "", ""
	switch decl := b.Pipe.Decl; {
	case len(decl) == 1:
		element = decl[0].Ident[0]
	case len(decl) == 2:
		index, element = decl[0].Ident[0], decl[1].Ident[0]
	}
	if outside := usesOutside(b.List, index, element); outside != "" || b.ElseList != nil || onlyOperand(b.Pipe) == nil {
		c.fault(s, n, "this is made apart from the page, since it differs from page to page", "use its own fields only, and no {{else}}"+outside)
		return n
	}
	body := c.body(b.List, begun(index, "0", element), elementOf(t), s)
	if index != "" {
		body.rest = c.body(b.List, begun(index, "1", element), elementOf(t), s)
	}
	show := &parse.CommandNode{NodeType: parse.NodeCommand, Pos: b.Pos, Args: []parse.Node{
		parse.NewIdentifier(showThings).SetPos(b.Pos),
		&parse.NumberNode{NodeType: parse.NodeNumber, Pos: b.Pos, IsInt: true, Int64: int64(body.id), Text: strconv.Itoa(body.id)},
		onlyOperand(b.Pipe),
	}}
	b.Pipe.Cmds, b.Pipe.Decl = []*parse.CommandNode{show}, nil
	return &parse.ActionNode{NodeType: parse.NodeAction, Pos: b.Pos, Line: b.Line, Pipe: b.Pipe}
}

// usesOutside names a variable that nodes use and that is not theirs; "" when there is none.
func usesOutside(l *parse.ListNode, index, element string) string {
	named, asked := variablesIn(l)
	own := map[string]bool{element: true}
	inspect(l, func(n parse.Node) {
		if pipe, ok := n.(*parse.PipeNode); ok {
			for _, decl := range pipe.Decl {
				own[decl.Ident[0]] = true
			}
		}
	})
	for name := range named {
		if !own[name] && (name != index || named[name] > asked[name]) {
			return ": not " + name
		}
	}
	return ""
}

// begun declares the variables of a loop at the beginning of what is made apart.
func begun(index, number, element string) string {
	text := ""
	if index != "" {
		text += "{{" + index + " := " + number + "}}"
	}
	if element != "" {
		text += "{{" + element + " := .}}"
	}
	return text
}

// body makes a template of its own of nodes of another, behind some declarations, and checks it. Equal ones share one.
func (c *check) body(l *parse.ListNode, declarations string, t reflect.Type, s *scope) *body {
	text := declarations + l.String()
	for _, b := range c.set.bodies {
		if b.text == text && b.form.of == t {
			return b
		}
	}
	id := len(c.set.bodies)
	b := &body{set: c.set, id: id, text: text, name: fmt.Sprintf("%s, part %d", s.tree.Name, id), form: formOf(t)}
	c.set.bodies = append(c.set.bodies, b)
	c.set.files[b.name] = c.set.file(s.tree.Name)
	tree := s.tree.Copy()
	tree.Name = b.name
	tree.Root = l.CopyList()
	if declarations != "" {
		before, _ := parse.Parse("", declarations, "", "")
		tree.Root.Nodes = append(before[""].Root.Nodes, tree.Root.Nodes...)
	}
	if _, err := c.set.html.AddParseTree(b.name, tree); err != nil {
		c.faults = append(c.faults, fault.New(c.set.file(s.tree.Name), 0, err.Error(), ""))
	}
	c.template(b.name, t)
	return b
}
