package site

import (
	"fmt"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/search"
)

// searchScript is the file with the search. It exists once, for all locales, and knows their words.
const searchScript = "assets/search.js"

// searchWords are the keys of the words that the script shows.
func searchWords() []string {
	keys := append([]string{"search-label"}, search.Words...)
	for s := range registry.Dynamic + 1 {
		keys = append(keys, "status-"+s.String())
	}
	return keys
}

func (s *Site) appendSearch(dst []byte) []byte {
	return s.searchIndex(s.locales[0]).Append(dst)
}

// searchIndex lists what can be found.
func (s *Site) searchIndex(main *locale) *search.Index {
	v := main.view(s, "")
	index := &search.Index{Registry: s.registry, Ports: s.exportData(main).NotedPorts(), Pages: v.searchPages(), Ending: s.links.portSuffix()}
	for _, r := range registry.Ranges() {
		index.Spans = append(index.Spans, fmt.Sprintf("ranges/%s %d-%d", r.Slug, r.First, r.Last))
	}
	for _, b := range s.largeBlocks() {
		index.Spans = append(index.Spans, "blocks/"+b.slug())
	}
	for i := range thousandSlugs {
		index.Spans = append(index.Spans, "ranges/"+thousandSlugs[i])
	}
	for _, loc := range s.locales {
		words := map[string]string{}
		for _, key := range searchWords() {
			words[strings.TrimPrefix(key, "status-")] = loc.Words.Text(key)
		}
		index.Locales = append(index.Locales, search.Locale{Dir: loc.Folder, Ports: loc.Published.String(), Words: words})
	}
	return index
}

// searchPages lists the pages that are no port's: texts, lists and ranges.
func (v *view) searchPages() []search.Page {
	var list []search.Page
	add := func(path string, title, about *markdown.Fragment, values []string) {
		list = append(list, search.Page{Path: path, Title: title.Text(values), About: about.Text(values)})
	}
	values := v.newValues()
	for _, p := range v.locale.Pages {
		if p.Path != "" && p.Path != "404" && p.Path != "search" {
			add(p.Path, p.Title, p.Description, values)
			var parts []string
			for _, h := range p.Body.Headings() {
				parts = append(parts, h.Text.Text(values))
			}
			list[len(list)-1].Parts = strings.Join(parts, " ")
		}
	}
	v.setSpan(values, 0, registry.Ports-1)
	add("ports/", v.phrase("ports-title"), v.phrase("ports-description"), values)
	add("changes/", v.phrase("changes-title"), v.phrase("changes-description"), values)
	for _, r := range registry.Ranges() {
		v.setSpan(values, r.First, r.Last)
		add("ranges/"+r.Slug, v.phrase("range-"+r.Slug+"-title"), v.phrase("range-"+r.Slug+"-description"), values)
	}
	for _, l := range append(v.site.mainLists(), transportLists()...) {
		add(l.path, v.phrase("list-"+l.word+"-title"), v.phrase("list-"+l.word+"-description"), v.valuesOf(l))
	}
	return list
}
