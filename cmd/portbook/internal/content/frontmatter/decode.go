package frontmatter

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Decode fills what into points to from YAML, and reports every fault at once: unknown and repeated keys, missing
// ones, values of the wrong type, and YAML that says more than data (anchors, aliases, tags, merges, several
// documents). What is right is filled in nevertheless. Line is the line of file on which src begins.
//
// Fields of structs carry tags like `yaml:"title"` or `yaml:"title" required:"true"`. Their types may be string, bool,
// int, structs, pointers, slices, maps with string keys, [Text], [Texts] and [Located]. Strings take any scalar.
func Decode(file string, line int, src []byte, into any) fault.List {
	src = append(bytes.Repeat([]byte("\n"), line-1), Normalise(src)...) // the library then counts the lines of the file
	c, target := checker{file: file, last: 1 + bytes.Count(src, []byte("\n"))}, reflect.TypeOf(into).Elem()
	roots, err := parse(src)
	if len(roots) == 0 {
		roots = []*yaml.Node{{Kind: kindFor(target), Line: line}}
	}
	switch {
	case err != nil:
		problem := err.Error()[strings.LastIndex(err.Error(), ": ")+1:] // without "yaml: line 1:"
		c.add(brokenLine(src), "cannot be read as YAML:"+problem, quoteAdvice)
	case len(roots) > 1:
		c.add(roots[1].Line, "more than one YAML document", "")
	default:
		c.value(roots[0], roots[0].Line, "the text", target)
		if err := roots[0].Decode(into); err != nil && len(c.faults) == 0 {
			c.add(line, "cannot be read as YAML: "+err.Error(), "")
		}
	}
	c.faults.Sort()
	return c.faults
}

// quoteAdvice is for the two mistakes that Markdown invites: YAML gives a meaning to ": " within
// a text and to some characters at its beginning, { of a placeholder among them.
const quoteAdvice = "put text that holds \": \" or begins with {, [, @, ` or % in quotes, and close them"

// parse returns the roots of all documents.
func parse(src []byte) (roots []*yaml.Node, err error) {
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return roots, nil
		} else if err != nil {
			return nil, err
		}
		roots = append(roots, document.Content...)
	}
}

// brokenLine is the first line after the longest beginning of src that can be read. The library names
// the line on which the surrounding keys begin instead, often the first of the file.
func brokenLine(src []byte) int {
	lines := slices.Collect(bytes.Lines(src))
	n := len(lines) - 1
	for ; n > 0; n-- {
		if _, err := parse(bytes.Join(lines[:n], nil)); err == nil {
			break
		}
	}
	return n + 1
}

var (
	textType  = reflect.TypeFor[Text]()
	textsType = reflect.TypeFor[Texts]()
)

// kindFor is the form that a value of type t has in YAML.
func kindFor(t reflect.Type) yaml.Kind {
	switch {
	case t == textType:
		return yaml.ScalarNode
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return yaml.MappingNode
	case t.Kind() == reflect.Slice:
		return yaml.SequenceNode
	}
	return yaml.ScalarNode
}

// kindNames are what writers call the forms.
var kindNames = map[yaml.Kind]string{yaml.ScalarNode: "text", yaml.MappingNode: "keys and values", yaml.SequenceNode: "a list"}

// A checker compares a YAML text with the type that it is to fill.
type checker struct {
	file   string
	last   int // line of the file
	faults fault.List
}

// add reports a fault. The line of a value that is not there may be one after the last.
func (c *checker) add(line int, problem, advice string) {
	c.faults.Add(c.file, min(line, c.last), problem, advice)
}

// value reports what keeps n from filling a value of type t. Faults of n itself belong to line and call it name.
func (c *checker) value(n *yaml.Node, line int, name string, t reflect.Type) {
	switch {
	case t.Kind() == reflect.Pointer:
		t = t.Elem()
	case t == textsType && n.Kind != yaml.SequenceNode:
		t = textType
	case strings.HasPrefix(t.Name(), "Located["):
		t = t.Field(0).Type
	}
	tag, wanted := n.ShortTag(), kindFor(t)
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || tag == "!!merge":
		c.add(line, name+" has an anchor, alias, tag or merge of YAML", "write out what is meant")
	case tag == "!!null":
		c.add(line, name+" has no value", "give it one or remove the key")
	case n.Kind != wanted && wanted == yaml.ScalarNode && n.Style&yaml.FlowStyle != 0:
		c.add(line, name+" must be text, not "+kindNames[n.Kind], quoteAdvice)
	case n.Kind != wanted:
		c.add(line, name+" must be "+kindNames[wanted]+", not "+kindNames[n.Kind], "")
	case wanted == yaml.SequenceNode:
		for _, member := range n.Content {
			c.value(member, member.Line, name, t.Elem())
		}
	case t.Kind() == reflect.Map:
		c.pairs(n, func(key, value *yaml.Node) { c.value(value, key.Line, strconv.Quote(key.Value), t.Elem()) })
	case wanted == yaml.MappingNode:
		c.structure(n, t)
	case t.Kind() == reflect.Bool:
		c.scalar(n, line, name+" must be true or false", t)
	case t.Kind() == reflect.Int:
		c.scalar(n, line, name+" must be a whole number", t)
	}
}

// scalar allows one notation for each value: the library also reads yes as true, 1.5 as 1 and 010 as 8.
func (c *checker) scalar(n *yaml.Node, line int, problem string, t reflect.Type) {
	value := reflect.New(t)
	if err := n.Decode(value.Interface()); err != nil || !strings.EqualFold(fmt.Sprint(value.Elem()), n.Value) {
		c.add(line, problem+", not "+strconv.Quote(n.Value), "")
	}
}

func (c *checker) structure(n *yaml.Node, t reflect.Type) {
	var known, missing []string
	types := map[string]reflect.Type{}
	for f := range t.Fields() {
		key := f.Tag.Get("yaml")
		known, types[key] = append(known, key), f.Type
		if f.Tag.Get("required") != "" {
			missing = append(missing, key)
		}
	}
	c.pairs(n, func(key, value *yaml.Node) {
		meant := key.Value
		if types[meant] == nil {
			advice := cmp.Or(fault.DidYouMean(meant, known), "known keys: "+strings.Join(known, ", "))
			c.add(key.Line, "unknown key "+strconv.Quote(meant), advice)
			meant = fault.Nearest(meant, known) // a misspelt key is one mistake, not two
		} else {
			c.value(value, key.Line, strconv.Quote(meant), types[meant])
		}
		missing = slices.DeleteFunc(missing, func(k string) bool { return k == meant })
	})
	for _, key := range missing {
		c.add(n.Line, "missing key "+strconv.Quote(key), "")
	}
}

// pairs calls f with each key of a mapping and its value. A key that is no text, or stands there again, is reported
// and taken away, since the library would fill in nothing of such a mapping.
func (c *checker) pairs(n *yaml.Node, f func(key, value *yaml.Node)) {
	lines := map[string]int{}
	all := n.Content
	n.Content = nil
	for pair := range slices.Chunk(all, 2) {
		key, before := pair[0], len(c.faults)
		c.value(key, key.Line, "a key", reflect.TypeFor[string]())
		if first := lines[key.Value]; first > 0 {
			c.add(key.Line, "key "+strconv.Quote(key.Value)+" again", fmt.Sprintf("it stands on line %d too", first))
		}
		if len(c.faults) == before {
			lines[key.Value] = key.Line
			n.Content = append(n.Content, pair...)
			f(key, pair[1])
		}
	}
}
