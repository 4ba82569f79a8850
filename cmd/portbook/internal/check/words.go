package check

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

var wordCall = regexp.MustCompile(`\bword\s+"([^"]+)"`)

// unusedWords reports words of the interface that no page shows. Missing ones are found by loading.
func unusedWords(m *material, say say) {
	used := map[string]bool{}
	for _, key := range site.ProgramWords() {
		used[key] = true
	}
	templates, _ := content.ReadFolder(m.site.Inputs().Templates)
	for _, src := range templates.Files {
		for _, call := range wordCall.FindAllSubmatch(src, -1) {
			used[string(call[1])] = true
		}
	}
	first := m.words("")
	for key, word := range first {
		if !used[key] {
			say(m.file("words.yaml"), word.Line, "nothing uses the word "+key, fault.DidYouMean(key, slices.Sorted(maps.Keys(used))))
		}
	}
	for _, dir := range m.locales() {
		for key, word := range m.words(dir) {
			if _, ok := first[key]; !ok {
				say(m.file(dir+"/words.yaml"), word.Line, "the first locale has no word "+key, fault.DidYouMean(key, slices.Sorted(maps.Keys(first))))
			}
		}
	}
}

// untranslated reports words of the first locale that another one lacks: readers see them in the first one's language.
// Each is said at the line below which it belongs. A locale without any words is just beginning.
func untranslated(m *material, say say) {
	first := m.words("")
	inOrder := slices.SortedFunc(maps.Keys(first), func(a, b string) int { return cmp.Compare(first[a].Line, first[b].Line) })
	for _, dir := range m.locales() {
		own, line := m.words(dir), 1
		if len(own) == 0 {
			continue
		}
		for _, key := range inOrder {
			if word, ok := own[key]; ok {
				line = word.Line
			} else {
				say(m.file(dir+"/words.yaml"), line, "the word "+key+" is missing", "add a line `"+key+": …` below this one")
			}
		}
	}
}

// words are those of a locale, by key; dir is "" for the first one.
func (m *material) words(dir string) map[string]frontmatter.Text {
	name := path.Join(dir, "words.yaml")
	words, _ := content.ReadWords(m.file(name), m.files[name])
	return words.All()
}
