package frontmatter

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A pair is one key with its value.
type pair struct {
	key   string
	line  int // of the key
	value ast.Node
}

// pairs lists the keys of a mapping, each once, in order. What is no key is reported.
func (d *yamlDecoder) pairs(n ast.Node, line int, name string) ([]pair, bool) {
	mapping, ok := n.(ast.MapNode)
	if _, tagged := n.(*ast.TagNode); !ok || tagged {
		d.wrong(n, line, name, "keys and values")
		return nil, false
	}
	seen := map[string]int{}
	var list []pair
	for it := mapping.MapRange(); it.Next(); {
		p, ok := d.pair(it)
		if !ok {
			continue
		}
		if first, again := seen[p.key]; again {
			d.faults.Add(d.file, p.line, "key "+strconv.Quote(p.key)+" again", fmt.Sprintf("it stands on line %d too", first))
			continue
		}
		seen[p.key] = p.line
		list = append(list, p)
	}
	return list, true
}

func (d *yamlDecoder) pair(it *ast.MapNodeIter) (pair, bool) {
	key := it.Key()
	switch key.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return pair{key.GetToken().Value, d.lineOf(key), it.Value()}, true
	}
	d.fault(key, "a key must be a word", "")
	return pair{}, false
}

func (d *yamlDecoder) structure(n ast.Node, line int, name string, v reflect.Value) {
	pairs, ok := d.pairs(n, line, name)
	if !ok {
		return
	}
	fields := fieldsOf(v)
	var meant []pair
	for _, p := range pairs {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == p.key })
		if i < 0 {
			d.faults.Add(d.file, p.line, "unknown key "+strconv.Quote(p.key), unknownKeyAdvice(p.key, fields))
			meant = append(meant, pair{key: fault.Nearest(p.key, keysOf(fields))})
			continue
		}
		d.value(p.value, p.line, strconv.Quote(p.key), fields[i].value)
	}
	d.required(v, append(pairs, meant...), line) // a misspelt key is one mistake, not two
}

func keysOf(fields []field) []string {
	var keys []string
	for _, f := range fields {
		keys = append(keys, f.key)
	}
	return keys
}

func unknownKeyAdvice(key string, fields []field) string {
	known := keysOf(fields)
	if advice := fault.DidYouMean(key, known); advice != "" {
		return advice
	}
	return "known keys: " + strings.Join(known, ", ")
}

// required reports the keys that are missing from the mapping that begins on line.
func (d *yamlDecoder) required(v reflect.Value, pairs []pair, line int) {
	if v.Kind() != reflect.Struct {
		return
	}
	for _, f := range fieldsOf(v) {
		has := slices.ContainsFunc(pairs, func(p pair) bool { return p.key == f.key })
		if f.required && !has {
			d.faults.Add(d.file, line, "missing key "+strconv.Quote(f.key), "")
		}
	}
}

// A field is a place in a struct that a key fills.
type field struct {
	key      string
	required bool
	value    reflect.Value
}

func fieldsOf(v reflect.Value) []field {
	fields := make([]field, 0, v.NumField())
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			fields = append(fields, fieldsOf(v.Field(i))...)
			continue
		}
		key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key != "" && key != "-" && f.IsExported() {
			fields = append(fields, field{key, options == "required", v.Field(i)})
		}
	}
	return fields
}

func (d *yamlDecoder) mapping(n ast.Node, line int, name string, v reflect.Value) {
	if v.Type().Key().Kind() != reflect.String {
		d.faults.Addf(d.file, line, "%s cannot be given in YAML: %s", name, v.Type())
		return
	}
	pairs, ok := d.pairs(n, line, name)
	if !ok {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(pairs)))
	for _, p := range pairs {
		member := reflect.New(v.Type().Elem()).Elem()
		d.value(p.value, p.line, strconv.Quote(p.key), member)
		v.SetMapIndex(reflect.ValueOf(p.key).Convert(v.Type().Key()), member)
	}
}
