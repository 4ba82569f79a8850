package site

import (
	"reflect"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
)

// phraseKeys are the words of Phrases.
func phraseKeys() []string {
	var keys []string
	phrases := reflect.TypeFor[page.Phrases]()
	for i := range phrases.NumField() {
		keys = append(keys, phrases.Field(i).Tag.Get("word"))
	}
	return keys
}

// ProgramWords lists the keys of content/words.yaml that the program uses; templates use others.
func ProgramWords() []string {
	return slices.Concat(content.ProgramWords(), export.Words, searchWords(), phraseKeys())
}

// escapes tells of each placeholder of pages whether its values have to be escaped.
func escapes() []bool {
	list := make([]bool, placeholder.ListLen)
	for i, p := range placeholder.All {
		list[i] = !p.Safe
	}
	return list
}
