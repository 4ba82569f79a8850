package lists

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/search"
)

// SearchPages lists the pages that are no port's: texts, lists and ranges.
func (l *Lists) SearchPages() []search.Page {
	var list []search.Page
	values := l.main.NewValues()
	for _, p := range l.main.Locale.Pages {
		if p.Path != "" && p.Path != "404" && p.Path != "search" {
			var parts []string
			for _, h := range p.Body.Headings() {
				parts = append(parts, h.Text.Text(values))
			}
			list = append(list, search.Page{
				Path: p.Path, Title: p.Title.Text(values), About: p.Description.Text(values), Parts: strings.Join(parts, " "),
			})
		}
	}
	add := func(path, key string, values []string) {
		list = append(list, search.Page{Path: path, Title: l.main.Filled(key+"-title", values), About: l.main.Filled(key+"-description", values)})
	}
	l.main.SetSpan(values, 0, registry.Ports-1)
	add("ports/", "ports", values)
	add("changes/", "changes", values)
	for _, r := range registry.Ranges() {
		l.main.SetSpan(values, r.First, r.Last)
		add("ranges/"+r.Slug, "range-"+r.Slug, values)
	}
	for _, k := range append(l.mainKinds(), transportKinds()...) {
		add(k.path, "list-"+k.word, l.valuesOf(k))
	}
	return list
}
