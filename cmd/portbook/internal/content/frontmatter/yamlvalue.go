package frontmatter

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"

	"github.com/goccy/go-yaml/ast"
)

// value fills v from n. Line is where a fault about it belongs, name is what it calls the value.
func (d *yamlDecoder) value(n ast.Node, line int, name string, v reflect.Value) {
	if l, ok := v.Addr().Interface().(located); ok {
		inner, at := l.located()
		*at = line
		d.value(n, line, name, reflect.ValueOf(inner).Elem())
		return
	}
	switch target := v.Addr().Interface().(type) {
	case *Text:
		if s, ok := d.text(n, line, name); ok {
			*target = Text{Source: s, Line: d.lineOf(n)}
		}
	case *Texts:
		d.texts(n, line, name, target)
	case encoding.TextUnmarshaler:
		d.unmarshal(n, line, name, target)
	default:
		d.kind(n, line, name, v)
	}
}

func (d *yamlDecoder) kind(n ast.Node, line int, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, line, name, v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, line, name, v.Elem())
	case reflect.Slice:
		d.list(n, line, name, v)
	case reflect.Map:
		d.mapping(n, line, name, v)
	case reflect.String:
		if s, ok := d.text(n, line, name); ok {
			v.SetString(s)
		}
	default:
		d.scalar(n, line, name, v)
	}
}

// text is the value of a scalar, as written but for quotes and folding.
func (d *yamlDecoder) text(n ast.Node, line int, name string) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		d.faults.Add(d.file, line, name+" has no value", "give it one or remove the key")
	default:
		d.wrong(n, line, name, "text")
	}
	return "", false
}

func (d *yamlDecoder) texts(n ast.Node, line int, name string, into *Texts) {
	if seq, ok := n.(*ast.SequenceNode); ok {
		d.list(seq, line, name, reflect.ValueOf((*[]Text)(into)).Elem())
		return
	}
	if s, ok := d.text(n, line, name); ok {
		*into = Texts{{Source: s, Line: d.lineOf(n)}}
	}
}

func (d *yamlDecoder) unmarshal(n ast.Node, line int, name string, into encoding.TextUnmarshaler) {
	s, ok := d.text(n, line, name)
	if !ok {
		return
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		d.faults.Add(d.file, line, name+": "+err.Error(), "")
	}
}

func (d *yamlDecoder) list(n ast.Node, line int, name string, v reflect.Value) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.wrong(n, line, name, "a list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	for i, member := range seq.Values {
		d.value(member, d.lineOf(member), name, v.Index(i))
	}
}

// scalar fills truth values and numbers.
func (d *yamlDecoder) scalar(n ast.Node, line int, name string, v reflect.Value) {
	switch {
	case v.Kind() == reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			d.wrong(n, line, name, "true or false")
			return
		}
		v.SetBool(b.Value)
	case v.CanInt() || v.CanUint():
		d.whole(n, line, name, v)
	case v.CanFloat():
		f, err := strconv.ParseFloat(tokenOf(n), v.Type().Bits())
		if _, ok := n.(ast.ScalarNode); !ok || err != nil {
			d.wrong(n, line, name, "a number")
			return
		}
		v.SetFloat(f)
	default:
		d.faults.Addf(d.file, line, "%s cannot be given in YAML: %s", name, v.Type())
	}
}

// whole fills an integer from a decimal number. YAML's other notations (0x16, 1_000) are
// refused: ports are written in one way.
func (d *yamlDecoder) whole(n ast.Node, line int, name string, v reflect.Value) {
	_, whole := n.(*ast.IntegerNode)
	bits := v.Type().Bits()
	if v.CanUint() {
		u, err := strconv.ParseUint(tokenOf(n), 10, bits)
		if !whole || err != nil {
			d.wrong(n, line, name, fmt.Sprintf("a whole number from 0 to %d", uint64(1)<<bits-1))
			return
		}
		v.SetUint(u)
		return
	}
	i, err := strconv.ParseInt(tokenOf(n), 10, bits)
	if !whole || err != nil {
		d.wrong(n, line, name, "a whole number")
		return
	}
	v.SetInt(i)
}

func tokenOf(n ast.Node) string {
	if t := n.GetToken(); t != nil {
		return t.Value
	}
	return ""
}
