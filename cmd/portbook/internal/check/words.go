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
func unusedWords(c *corpus, add add) {
	used := map[string]bool{}
	for _, key := range site.ProgramWords() {
		used[key] = true
	}
	for _, template := range c.templates {
		for _, call := range wordCall.FindAllStringSubmatch(template.src, -1) {
			used[call[1]] = true
		}
	}
	file, first := c.words("")
	for key, word := range first {
		if !used[key] {
			add(file, word.Line, "nothing uses the word "+key, nearest(key, used))
		}
	}
	for _, dir := range c.locales {
		file, own := c.words(dir)
		for key, word := range own {
			if _, ok := first[key]; !ok {
				add(file, word.Line, "the first locale has no word "+key, nearest(key, first))
			}
		}
	}
}

func nearest[V any](name string, known map[string]V) string {
	return fault.DidYouMean(name, slices.Sorted(maps.Keys(known)))
}

// untranslated reports words of the first locale that another one lacks: readers see them in the first one's language.
// Each is reported at the line below which it belongs. A locale without any words is just beginning.
func untranslated(c *corpus, add add) {
	_, first := c.words("")
	inOrder := slices.SortedFunc(maps.Keys(first), func(a, b string) int { return cmp.Compare(first[a].Line, first[b].Line) })
	for _, dir := range c.locales {
		file, own := c.words(dir)
		line := 1
		for _, key := range inOrder {
			if word, ok := own[key]; ok {
				line = word.Line
			} else if len(own) > 0 {
				add(file, line, "the word "+key+" is missing", "add a line `"+key+": …` below this one")
			}
		}
	}
}

// words are those of a locale, by key, and their file; dir is "" for the first one.
func (c *corpus) words(dir string) (file string, words map[string]frontmatter.Text) {
	name := path.Join(dir, "words.yaml")
	file = c.folder.File(name)
	read, _ := content.ReadWords(file, c.folder.Files[name])
	return file, read.All()
}
