package render

import (
	"html/template"
	"io"
	"reflect"
	"text/template/parse"
)

// Contexts are the places of a page where what differs from page to page may stand, by the escapers that html/template puts
// there. Which ones it chooses for each place is found out from samples, so nothing here depends on their names.
type contexts struct {
	tags  map[string]bool // where tags may stand, for texts with tags
	texts map[string]bool // where HTML is escaped and nothing else, for values
	slugs map[string]bool // where slugs and addresses may stand
}

func newContexts() contexts {
	c := contexts{chains(`<p>{{.}}</p>`), map[string]bool{}, map[string]bool{}}
	for chain := range chains(`<p>{{.}}</p>`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`, `<p title="{{.}}">`, `<p title='{{.}}'>`) {
		c.texts[chain], c.slugs[chain] = true, true
	}
	for chain := range chains(`<p title={{.}}>`, `<a href="{{.}}">`, `<a href='{{.}}'>`,
		`<a href={{.}}>`, `<a href="/{{.}}">`, `<a href=/{{.}}>`) {
		c.slugs[chain] = true
	}
	return c
}

// chains returns the escapers that html/template puts behind the only action of each sample.
func chains(samples ...string) map[string]bool {
	found := map[string]bool{}
	for _, sample := range samples {
		t := template.Must(template.New("sample").Parse(sample))
		_ = t.Execute(io.Discard, "") // which escapes it
		inspect(t.Tree.Root, func(n parse.Node) {
			if action, ok := n.(*parse.ActionNode); ok {
				_, chain := splitEscapers(action.Pipe)
				found[chain] = true
			}
		})
	}
	return found
}

// refuses says of a value of a type why it must not be printed in a place; "" when it may.
func (c contexts) refuses(t reflect.Type, chain string) (problem, advice string) {
	switch {
	case t == typeValue && !c.texts[chain]:
		return "differs from page to page and cannot stand here", "print it between tags or in an attribute with quotes"
	case (t == typeSlug || t == typeURL) && !c.slugs[chain]:
		return "differs from page to page and cannot stand in a script, a style or a query", "print it between tags or in an attribute"
	case t == reflect.TypeFor[template.HTML]() && !c.tags[chain]:
		return "has tags, which cannot stand here", "print its .Text"
	}
	return "", ""
}
