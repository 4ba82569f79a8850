package site

import (
	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A locale is the site in one language: its words, its texts, and the ports it publishes.
type locale struct {
	*content.Locale
	fileOf   []int32 // by port: where its page stands among the files of the site, or noFile
	statuses [6]*page.Status
	choices  []choice // by class
	views    map[string]*view
}

func newLocale(c *content.Locale) *locale {
	loc := &locale{Locale: c, views: map[string]*view{}}
	for i := range loc.statuses {
		slug := registry.Status(i).String()
		loc.statuses[i] = &page.Status{Slug: slug, Word: c.Words.Text("status-" + slug)}
	}
	return loc
}
