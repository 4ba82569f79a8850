package check

import (
	"bytes"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// anchors reports links to a place that their page does not have. Pages are rendered for it, since
// most places come from templates.
func anchors(m *material, say say) {
	ids := idsOf{site: m.site, pages: map[string]map[string]bool{}}
	for _, t := range m.texts {
		for _, part := range t.parts {
			for _, l := range part.Links {
				ids.check(t, l, say)
			}
		}
	}
	ids.checkTemplates(m, say)
}

// idsOf holds the ids of pages, by address without root.
type idsOf struct {
	site  *site.Site
	pages map[string]map[string]bool
}

func (ids *idsOf) at(address string) map[string]bool {
	if ids.pages[address] == nil {
		page, _ := ids.site.PageAt(address)
		ids.pages[address] = idsIn(page)
	}
	return ids.pages[address]
}

var idAttribute = regexp.MustCompile(`\sid=(?:"([^"]*)"|([^\s">]+))`)

func idsIn(page []byte) map[string]bool {
	ids := map[string]bool{}
	for _, m := range idAttribute.FindAllSubmatch(page, -1) {
		ids[string(m[1])+string(m[2])] = true
	}
	return ids
}

// check looks a link of a text up. That its page exists was made sure by loading.
func (ids *idsOf) check(t *text, l markdown.Link, say say) {
	page, id, has := strings.Cut(l.Dest, "#")
	if !has || id == "" || strings.HasPrefix(page, "//") || page != "" && page[0] != '/' {
		return
	}
	own, fill, ok := ids.site.ShownAt(t.file)
	if !ok {
		return // no page shows the text
	}
	address := own
	if page != "" {
		address = fill(page[1:])
	}
	if decoded, err := url.PathUnescape(id); err == nil {
		id = decoded
	}
	if known := ids.at(address); !known[id] && !(page == "" && hasOwn(known, t.name, id)) {
		say(t.file, l.Line, "the link "+l.Dest+" leads to no place: /"+address+" has no #"+id, nearestPlace(id, known))
	}
}

// hasOwn reports whether the id is that of a heading in the text itself: several texts share a page, so
// their ids have a prefix.
func hasOwn(known map[string]bool, name, id string) bool {
	if known[name+"-"+id] {
		return true
	}
	for k := range known {
		if number, rest, ok := strings.Cut(k, "-"); ok && strings.HasPrefix(number, "own") && rest == id {
			return true
		}
	}
	return false
}

func nearestPlace(id string, known map[string]bool) string {
	return fault.DidYouMean(id, slices.Sorted(maps.Keys(known)))
}

var templateLink = regexp.MustCompile(`\{\{-?\s*link\s+"([^"#]*)#([^"]+)"`)

// checkTemplates does the same for the links that templates make.
func (ids *idsOf) checkTemplates(m *material, say say) {
	dir := m.site.Inputs().Templates
	folder, _ := content.ReadFolder(dir)
	names, files := folder.Names, folder.Files
	for _, name := range names {
		for i, line := range strings.Split(string(files[name]), "\n") {
			for _, l := range templateLink.FindAllStringSubmatch(line, -1) {
				if known := ids.at(l[1]); !known[l[2]] {
					say(filepath.ToSlash(filepath.Join(dir, name)), i+1, "the link "+l[1]+"#"+l[2]+" leads to no place on its page", nearestPlace(l[2], known))
				}
			}
		}
	}
	ids.checkOwnPlaces(m, names, files, say)
}

var ownPlace = regexp.MustCompile(`\shref="?#([^"\s>]+)`)

// checkOwnPlaces looks for links within a page, on one page of every kind. Those that come from a text
// were checked there.
func (ids *idsOf) checkOwnPlaces(m *material, names []string, files map[string][]byte, say say) {
	render := m.site.NewWorker()
	var page []byte
	seen := map[string]bool{}
	paths := m.site.Paths()
	for _, i := range m.site.Samples() {
		page = render(i, page[:0])
		known := idsIn(page)
		for _, l := range ownPlace.FindAllSubmatch(page, -1) {
			id := string(l[1])
			if known[id] || seen[id] {
				continue
			}
			seen[id] = true
			at := slices.IndexFunc(names, func(name string) bool { return bytes.Contains(files[name], []byte("#"+id)) })
			if at < 0 {
				continue
			}
			before, _, _ := bytes.Cut(files[names[at]], []byte("#"+id))
			say(path.Join(filepath.ToSlash(m.site.Inputs().Templates), names[at]), 1+bytes.Count(before, []byte("\n")),
				"the link #"+id+" leads to no place on "+paths[i], nearestPlace(id, known))
		}
	}
}
