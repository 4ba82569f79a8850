package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Decode fills the struct that into points to from YAML, and reports every fault at once:
// unknown and repeated keys, missing ones, values of the wrong type, and YAML that says more
// than data (anchors, aliases, tags, merges, several documents).
//
// Fields carry tags like `yaml:"title"` or `yaml:"title,required"`; fields without a tag are left
// alone, embedded structs count as part of the struct. Their types may be string, bool, integers, floats,
// structs, pointers, slices, maps with string keys, [Text], [Texts], [Located], and anything with
// UnmarshalText, whose error becomes the problem. Text is wanted, not bytes: string fields take
// any scalar. Line is the line of file on which src begins.
func Decode(file string, line int, src []byte, into any) fault.List {
	src = Normalise(src)
	d := &yamlDecoder{file: file, line: line, last: line + bytes.Count(src, []byte("\n"))}
	root := d.parse(src)
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		d.faults.Addf(file, line, "no place to decode into: %T", into)
		return d.faults
	}
	if len(d.faults) == 0 {
		d.document(root, target.Elem())
	}
	d.faults.Sort()
	return d.faults
}

// A yamlDecoder walks the tree of one YAML text next to the value that it fills in. goccy's own
// decoder stops at the first fault and knows the lines of neither keys nor values.
type yamlDecoder struct {
	file   string
	line   int // of the file, on which the text begins
	last   int // and ends
	faults fault.List
}

// parse returns the body of the only document; nil when there is none or a fault.
func (d *yamlDecoder) parse(src []byte) (body ast.Node) {
	defer func() {
		// The parser indexes into tokens that broken input may lack. A writer's typing error
		// must not take the preview down, so its panic is a fault like any other.
		if r := recover(); r != nil {
			d.faults.Addf(d.file, d.line, "cannot be read as YAML: %v", r)
		}
	}()
	f, err := parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.syntax(err)
		return nil
	}
	for _, doc := range f.Docs {
		switch {
		case doc.Body == nil || doc.Body.Type() == ast.CommentType:
		case body != nil:
			d.fault(doc.Body, "more than one YAML document", "")
		default:
			body = doc.Body
		}
	}
	return body
}

// quoteAdvice is for the two mistakes that Markdown invites: YAML gives a meaning to ": " within
// a text and to some characters at its beginning, { of a placeholder among them.
const quoteAdvice = "put text that holds \": \" or begins with {, [, @, ` or % in quotes"

func (d *yamlDecoder) syntax(err error) {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		d.faults.Addf(d.file, d.line, "cannot be read as YAML: %v", err)
		return
	}
	d.faults.Add(d.file, d.lineAt(at.GetToken().Position.Line), "cannot be read as YAML: "+at.GetMessage(), quoteAdvice)
}

func (d *yamlDecoder) document(root ast.Node, v reflect.Value) {
	if root == nil {
		d.required(v, nil, d.line)
		return
	}
	d.value(root, d.lineOf(root), "the text", v)
}

// lineOf is the line of the file on which a node begins.
func (d *yamlDecoder) lineOf(n ast.Node) int {
	if l, ok := n.(*ast.LiteralNode); ok && l.Value.Value != "" {
		return d.lineAt(l.Start.Position.Line + 1) // the text begins below the | or >
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return d.lineAt(t.Position.Line)
	}
	return d.line
}

// lineAt turns goccy's line into one of the file. Around broken blocks of text goccy counts
// past the end.
func (d *yamlDecoder) lineAt(line int) int { return min(d.line+line-1, d.last) }

func (d *yamlDecoder) fault(n ast.Node, problem, advice string) {
	d.faults.Add(d.file, d.lineOf(n), problem, advice)
}

// wrong reports a value of the wrong type.
func (d *yamlDecoder) wrong(n ast.Node, line int, name, wanted string) {
	advice := ""
	if m, ok := n.(*ast.MappingNode); ok && m.IsFlowStyle && wanted == "text" {
		advice = quoteAdvice
	}
	d.faults.Add(d.file, line, fmt.Sprintf("%s must be %s, not %s", name, wanted, kindOf(n)), advice)
}

// kindOf is what a writer would call a node.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys and values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "empty"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode, *ast.DirectiveNode:
		return "an anchor, alias or tag of YAML"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value
	}
	return "text"
}
