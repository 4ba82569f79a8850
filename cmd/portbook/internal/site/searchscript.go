package site

import (
	"fmt"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/search"
)

// searchScript is the file with the search. It exists once, for all locales, and knows their words.
const searchScript = "assets/search.js"

// A SearchPage is where readers search: templates/search.html.
type SearchPage struct {
	Head  Head
	Title Text
	Lead  Text
	Body  Text
}

// searchWords are the keys of the words that the script shows.
func searchWords() []string {
	keys := append([]string{"search-label"}, search.Words...)
	for s := range registry.Dynamic + 1 {
		keys = append(keys, "status-"+statusSlugs[s])
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
			words[strings.TrimPrefix(key, "status-")] = loc.words.text(key)
		}
		index.Locales = append(index.Locales, search.Locale{Dir: loc.dir, Ports: loc.ports.String(), Words: words})
	}
	return index
}

// searchPages lists the pages that are no port's: texts, lists and ranges.
func (v *view) searchPages() []search.Page {
	var list []search.Page
	add := func(path string, title, about Text) {
		list = append(list, search.Page{Path: path, Title: title.Text(), About: about.Text()})
	}
	values := v.newValues()
	for _, p := range v.locale.pages {
		if p.path != "" && p.path != "404" && p.path != "search" {
			add(p.path, fixed(p.title, "", &values), fixed(p.description, "", &values))
			var parts []string
			for _, h := range p.body.Headings() {
				parts = append(parts, fixed(h.Text, "", &values).Text())
			}
			list[len(list)-1].Parts = strings.Join(parts, " ")
		}
	}
	all := v.listValues(0, registry.Ports-1)
	add("ports/", v.phrase("ports-title", all), v.phrase("ports-description", all))
	add("changes/", v.phrase("changes-title", all), v.phrase("changes-description", all))
	for _, r := range registry.Ranges() {
		of := v.listValues(r.First, r.Last)
		add("ranges/"+r.Slug, v.phrase("range-"+r.Slug+"-title", of), v.phrase("range-"+r.Slug+"-description", of))
	}
	for _, l := range append(v.site.listsOfSite(), transportLists()...) {
		of := v.valuesOf(l)
		add(l.path, v.listPhrase("list-"+l.word+"-title", &of), v.listPhrase("list-"+l.word+"-description", &of))
	}
	return list
}
