package site

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
)

// words are the short texts of the interface in one language: content/words.yaml.
type words struct {
	file  string
	first string // the first locale's file, which has to have every word
	last  int    // the last line of that
	texts map[string]frontmatter.Text
}

func loadWords(file string, src []byte) (*words, fault.List) {
	w := &words{file: file, first: file, last: max(1, bytes.Count(src, []byte("\n"))), texts: map[string]frontmatter.Text{}}
	faults := frontmatter.Decode(file, 1, src, &w.texts)
	return w, faults
}

// get returns the text of a key; it is what {{word "key"}} in a template calls.
func (w *words) get(key string) (string, error) {
	text, ok := w.texts[key]
	if !ok {
		err := fmt.Errorf("there is no word %q in %s", key, w.first)
		if near := fault.Nearest(key, slices.Collect(maps.Keys(w.texts))); near != "" {
			err = fmt.Errorf("%w: did you mean %q?", err, near)
		}
		return "", err
	}
	return text.Source, nil
}

// must is get for the keys that the program itself uses.
func (w *words) must(key string, faults *fault.List) string {
	text, err := w.get(key)
	if err != nil {
		faults.Add(w.first, w.last, "the word "+key+" is missing", "the program uses it: add a line `"+key+": …`")
	}
	return text
}

// phrases compiles the words that hold placeholders of a port.
func (w *words) phrases(c markdown.Compiler, faults *fault.List) map[string]*markdown.Fragment {
	compiled := map[string]*markdown.Fragment{}
	for i := range reflect.TypeFor[page.Phrases]().NumField() {
		key := reflect.TypeFor[page.Phrases]().Field(i).Tag.Get("word")
		w.must(key, faults)
		text := w.texts[key]
		f, wrong := c.Plain(w.file, text.Line, text.Source)
		*faults = append(*faults, wrong...)
		compiled[key] = f
	}
	return compiled
}

// text is get for keys that were checked when loading.
func (w *words) text(key string) string { return w.texts[key].Source }
