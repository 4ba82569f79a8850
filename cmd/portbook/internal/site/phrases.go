package site

import (
	"reflect"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
)

// phraseKeys are the words of Phrases.
func phraseKeys() []string {
	var keys []string
	phrases := reflect.TypeFor[Phrases]()
	for i := range phrases.NumField() {
		keys = append(keys, phrases.Field(i).Tag.Get("word"))
	}
	return keys
}

// fill sets the phrases of a page.
func (p *Phrases) fill(compiled map[string]*markdown.Fragment, values *markdown.Values) {
	v := reflect.ValueOf(p).Elem()
	for i, key := range phraseKeys() {
		v.Field(i).Set(reflect.ValueOf(fixed(compiled[key], "", values)))
	}
}

// ProgramWords lists the keys of content/words.yaml that the program uses; templates use others.
func ProgramWords() []string {
	return slices.Concat(content.ProgramWords(), export.Words, searchWords(), phraseKeys())
}

// newListValues is newValues for words of lists.
func (v *view) newListValues() markdown.Values {
	values := make(markdown.Values, placeholder.ListLen)
	copy(values, v.newValues())
	return values
}
