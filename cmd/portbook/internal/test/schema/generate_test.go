package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A form is one kind of file, or of front matter.
type form struct {
	file  string // in content/schema
	title string
	of    reflect.Type
}

var forms = []form{
	{"essay.json", "Front matter of content/ports/N.md", reflect.TypeFor[content.EssayFront]()},
	{"page.json", "Front matter of content/pages/*.md and content/guides/*.md", reflect.TypeFor[content.PageFront]()},
	{"status.json", "Front matter of content/status/*.md", reflect.TypeFor[content.StatusFront]()},
	{"note.json", "Front matter of content/notes/*.md, content/faq/*.md and content/checks/*/*.md", reflect.TypeFor[content.PieceFront]()},
	{"site.json", "content/site.yaml", reflect.TypeFor[content.Config]()},
	{"registry.json", "content/registry.yaml", reflect.TypeFor[content.RegistryConfig]()},
	{"words.json", "words.yaml: a text for each key", reflect.TypeFor[map[string]frontmatter.Text]()},
	{"systems.json", "content/checks/systems.yaml", reflect.TypeFor[[]content.System]()},
	{"update.json", "content/changes/*.yaml", reflect.TypeFor[history.UpdateFile]()},
}

// object is a JSON Schema, or a part of one.
type object map[string]any

// schema returns the whole schema of a form. Editors understand draft 7 best.
func (f form) schema(c comments) []byte {
	s := c.schemaOf(f.of)
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	s["title"] = f.title
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}

// anyText is what the program takes for a text: any scalar.
func anyText() object { return object{"type": []string{"string", "number", "boolean"}} }

func (c comments) schemaOf(t reflect.Type) object {
	switch {
	case t == reflect.TypeFor[frontmatter.Text]():
		return anyText()
	case t == reflect.TypeFor[frontmatter.Texts]():
		return oneOrMore(anyText())
	case strings.HasPrefix(t.Name(), "Located["):
		value, _ := t.FieldByName("Value")
		return c.schemaOf(value.Type)
	}
	switch t.Kind() {
	case reflect.Pointer:
		if t.Elem() == reflect.TypeFor[condition.When]() {
			return object{"$ref": "#/definitions/when"}
		}
		return c.schemaOf(t.Elem())
	case reflect.Struct:
		return c.structure(t)
	case reflect.Slice:
		return object{"type": "array", "items": c.schemaOf(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": c.schemaOf(t.Elem())}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return anyText()
	}
	panic("no schema for " + t.String())
}

func oneOrMore(one object) object {
	return object{"anyOf": []object{one, {"type": "array", "items": one}}}
}

func (c comments) structure(t reflect.Type) object {
	properties, required := object{}, []string{}
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "" || key == "-" {
			continue
		}
		property := c.schemaOf(f.Type)
		if values := valuesOf(t, key); values != nil {
			property = oneOrMore(object{"enum": values})
		}
		if slices.Contains(dates, t.Name()+"."+key) {
			property["pattern"] = `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`
			property["type"] = "string"
		}
		if f.Type == reflect.TypeFor[condition.When]() {
			s["definitions"] = object{"when": property}
			property = object{"allOf": []object{{"$ref": "#/definitions/when"}}}
		}
		if said := c[t.Name()+"."+f.Name]; said != "" && property["$ref"] == nil {
			property["description"] = said
		}
		properties[key] = property
		if f.Tag.Get("required") != "" {
			required = append(required, key)
		}
	}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// dates are the fields that hold a date.
var dates = []string{"EssayFront.updated", "RegistryConfig.date", "UpdateFile.from", "UpdateFile.to"}

// valuesOf lists the values that a condition may have; nil for all other fields, and for conditions that
// take names or numbers.
func valuesOf(t reflect.Type, key string) []any {
	if t != reflect.TypeFor[condition.When]() {
		return nil
	}
	var values []any
	for _, k := range condition.Keys() {
		if k.Name == key {
			for _, v := range k.Values {
				values = append(values, v.Name)
			}
		}
	}
	slices.SortFunc(values, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	if key == "essay" {
		values = append(values, true, false)
	}
	return values
}
