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
	ofLists := markdown.Compiler{Vocabulary: placeholder.All[:]}
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

// plainWords are the words that the program uses as they are.
const plainWords = `and others crumb-ports crumb-port helpful-yes helpful-partly helpful-no block-clients port services
status-not-listed status-assigned status-unassigned status-reserved status-de-registered status-dynamic
range-system range-user range-dynamic transport-tcp transport-udp transport-sctp transport-dccp transport-unstated transport-all
change-assigned change-removed change-renamed change-status change-assigned-note change-removed-note change-renamed-note change-status-note
list-blocks-hint list-transports-hint list-services-hint list-without-port-hint list-essays-hint list-uses-hint list-browser-blocked-hint
list-rfcs-hint list-newest-hint list-blocks-large list-blocks-small list-blocks-alone list-no-port list-transport-ports
list-transport-tcp list-transport-udp list-transport-sctp list-transport-dccp list-column-block list-column-size list-column-between
list-column-alone list-column-letter list-column-names list-column-some list-column-name list-column-use list-column-blocked
list-column-rfc list-column-defines list-column-date list-column-essay list-column-updated
row-service row-description row-transport row-service-code use-registered use-unofficial`

// pageWords are the words of pages that list something, by page: which (pages have a title, a description and perhaps a
// lead), and the names of the placeholders that they may hold besides those that have the same value everywhere.
var pageWords = []struct{ page, words, values string }{
	{"thousand", head, ends},
	{"ports", head + " lead", ends},
	{"range-system", head + " lead", ends},
	{"range-user", head + " lead", ends},
	{"range-dynamic", head + " lead", ends},
	{"changes", head + " lead", ends},
	{"update", head, ends},
	{"list-blocks", head + " lead", "count ports large largest"},
	{"list-block", head + " lead", "block-first block-last block-size rank count range"},
	{"list-transports", head + " lead", "rest"},
	{"list-transport", head + " lead", "transport count rest"},
	{"list-transport", "alone all", "transport"},
	{"list-services", head + " lead", "count"},
	{"list-letter", head + " lead", "letter count ports"},
	{"list-without-port", head + " lead", "count"},
	{"list-essays", head + " lead", "count"},
	{"list-uses", head + " lead", "count ports rest"},
	{"list-browser-blocked", head + " lead", "count rest"},
	{"list-rfcs", head + " lead", "count ports rest"},
	{"list-newest", head + " lead", "count newest rest"},
	{"map", "text", "count"},
	{"years", "text", "count rest newest year most"},
}

const (
	head = "title description"
	ends = "range range-first range-last thousand" // of what a page lists
)

// ProgramWords lists the keys of content/words.yaml that this package demands; templates and other packages use more.
func ProgramWords() []string {
	keys := strings.Fields(plainWords)
	for _, p := range pageWords {
		for _, word := range strings.Fields(p.words) {
			keys = append(keys, p.page+"-"+word)
		}
	}
	return keys
}
