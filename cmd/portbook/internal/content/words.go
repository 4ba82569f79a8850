package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Words are the short texts of the interface in one language: content/words.yaml.
type Words struct {
	file  string
	first string // the first locale's file, which has to have every word
	last  int    // the last line of that
	texts map[string]frontmatter.Text
}

// ReadWords reads a words.yaml.
func ReadWords(file string, src []byte) (*Words, fault.List) {
	w := &Words{file: file, first: file, last: max(1, bytes.Count(src, []byte("\n"))), texts: map[string]frontmatter.Text{}}
	faults := frontmatter.Decode(file, 1, src, &w.texts)
	return w, faults
}

// All returns the words by key. The caller must not change them.
func (w *Words) All() map[string]frontmatter.Text { return w.texts }

// Get returns the word of a key; it is what {{word "key"}} in a template calls.
func (w *Words) Get(key string) (string, error) {
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

// Text returns a word that reading made sure of.
func (w *Words) Text(key string) string { return w.texts[key].Source }

// words reads a locale's words, and takes those of the first locale for what it lacks.
func (r *reader) words(loc *Locale) {
	name := loc.Folder + "words.yaml"
	w, faults := ReadWords(r.folder.File(name), r.folder.Files[name])
	r.faults = append(r.faults, faults...)
	if len(r.Locales) > 0 {
		first := r.Locales[0].Words
		w.first, w.last = first.file, first.last
		texts := maps.Clone(first.texts)
		maps.Copy(texts, w.texts)
		w.texts = texts
	}
	loc.Words, loc.Phrases = w, map[string]*markdown.Fragment{}
	r.phrases(loc)
	loc.Uses = r.Facts.uses(w)
	for t, key := range append(slices.Clone(transports), "unstated") {
		loc.Names[t] = w.Text("transport-" + key)
	}
	for set := range loc.Joins {
		var names []string
		for t := range transports {
			if set&(1<<t) != 0 {
				names = append(names, loc.Names[t])
			}
		}
		loc.Joins[set] = w.enumeration(names)
	}
}

// phrases compiles the words that the program uses.
func (r *reader) phrases(loc *Locale) {
	for _, key := range r.Phrases {
		r.phrase(loc, loc.compiler, key, func(int) bool { return true })
	}
	for _, key := range append(strings.Fields(plainWords), r.Words...) {
		r.phrase(loc, loc.compiler, key, func(int) bool { return false })
	}
	ofLists := markdown.Compiler{Vocabulary: placeholder.ListVocabulary()}
	for _, p := range pageWords {
		allowed := strings.Fields(p.values)
		for _, word := range strings.Fields(p.words) {
			r.phrase(loc, ofLists, p.page+"-"+word, func(v int) bool { return slices.Contains(allowed, placeholder.All[v].Name) })
		}
	}
}

// phrase compiles a word, and reports when it is missing, or holds placeholders that have no value there: it may hold
// those that have the same value everywhere, and those for which allowed reports true.
func (r *reader) phrase(loc *Locale, c markdown.Compiler, key string, allowed func(value int) bool) {
	w := loc.Words
	text, ok := w.texts[key]
	if !ok {
		r.faults.Add(w.first, w.last, "the word "+key+" is missing", "the program uses it: add a line `"+key+": …`")
		return
	}
	f, faults := c.Plain(w.file, text.Line, text.Source)
	r.faults = append(r.faults, faults...)
	loc.Phrases[key] = f
	for _, v := range f.Uses() {
		if everywhere := v >= placeholder.Site && v < placeholder.Len; !everywhere && !allowed(v) {
			r.faults.Add(w.file, text.Line, "{"+placeholder.All[v].Name+"} has no meaning in "+key, "")
		}
	}
}

// enumeration joins names as a sentence does: TCP, UDP and SCTP.
func (w *Words) enumeration(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + w.Text("and") + " " + names[len(names)-1]
}
