package render

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// inspect calls f for a node and all nodes below it.
func inspect(n parse.Node, f func(parse.Node)) {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return
	}
	f(n)
	for _, below := range nodesBelow(n) {
		inspect(below, f)
	}
}

func nodesBelow(n parse.Node) []parse.Node {
	switch n := n.(type) {
	case *parse.ListNode:
		return n.Nodes
	case *parse.ActionNode:
		return []parse.Node{n.Pipe}
	case *parse.TemplateNode:
		return []parse.Node{n.Pipe}
	case *parse.ChainNode:
		return []parse.Node{n.Node}
	case *parse.IfNode:
		return []parse.Node{n.Pipe, n.List, n.ElseList}
	case *parse.RangeNode:
		return []parse.Node{n.Pipe, n.List, n.ElseList}
	case *parse.WithNode:
		return []parse.Node{n.Pipe, n.List, n.ElseList}
	case *parse.CommandNode:
		return n.Args
	case *parse.PipeNode:
		var list []parse.Node
		for _, decl := range n.Decl {
			list = append(list, decl)
		}
		for _, cmd := range n.Cmds {
			list = append(list, cmd)
		}
		return list
	}
	return nil
}

// variablesIn counts the places where nodes name each variable, and how many of them are just {{if $x}}.
func variablesIn(root parse.Node) (named, asked map[string]int) {
	named, asked = map[string]int{}, map[string]int{}
	inspect(root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.VariableNode:
			named[n.Ident[0]]++
		case *parse.IfNode:
			if v, ok := onlyOperand(n.Pipe).(*parse.VariableNode); ok && len(v.Ident) == 1 {
				asked[v.Ident[0]]++
			}
		}
	})
	return named, asked
}

// onlyOperand returns the operand of a pipeline that is nothing else, such as .Rows or $row; nil otherwise.
func onlyOperand(pipe *parse.PipeNode) parse.Node {
	if len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return nil
	}
	return pipe.Cmds[0].Args[0]
}

// splitEscapers parts a pipeline into what the designer wrote and the names of what html/template added.
func splitEscapers(pipe *parse.PipeNode) (written []*parse.CommandNode, chain string) {
	var names []string
	written = pipe.Cmds
	for len(written) > 1 {
		id, ok := written[len(written)-1].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(id.Ident, "_html_template_") && !strings.HasPrefix(id.Ident, "_eval_args_") {
			break
		}
		names = append([]string{id.Ident}, names...)
		written = written[:len(written)-1]
	}
	return written, strings.Join(names, "|")
}
