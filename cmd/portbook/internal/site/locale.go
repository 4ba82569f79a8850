package site

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// A locale is the site in one language: its words, its texts, and the ports it publishes.
type locale struct {
	*content.Locale
	fileOf   []int32 // by port: where its page stands among the files of the site, or noFile
	statuses [6]*Status
	choices  []choice // by class
	views    map[string]*view
}

func newLocale(c *content.Locale) *locale {
	loc := &locale{Locale: c, views: map[string]*view{}}
	for i := range loc.statuses {
		slug := registry.Status(i).String()
		loc.statuses[i] = &Status{Slug: slug, Word: c.Words.Text("status-" + slug)}
	}
	return loc
}

// A view is a locale as seen from the pages of one folder: links look the same from all of them.
type view struct {
	locale    *locale
	site      *Site
	root      string        // what stands before every path in a link
	own       Address       // of a port's page in the locale, but for its number
	first     Address       // likewise, in the first locale
	cells     func() []Cell // every port, as strips and lists show it; made when asked for
	thousands []Link        // the lists of a thousand ports

	templates *render.Set // until they are compiled
	misparsed fault.List  // in them

	port      *render.Program[PortPage]
	thousand  *render.Program[ThousandPage]
	rangeOf   *render.Program[RangePage]
	all       *render.Program[PortsPage]
	page      *render.Program[ContentPage]
	home      *render.Program[HomePage]
	list      *render.Program[ListPage]
	block     *render.Program[BlockPage]
	changes   *render.Program[ChangesPage]
	oneUpdate *render.Program[UpdatePage]
	search    *render.Program[SearchPage]
	notFound  *render.Program[NotFoundPage]
}

// portPath is the path, without root, of the port's page as a reader of this locale should see
// it: in the locale if it publishes the port, in the first one otherwise.
func (loc *locale) portFolder(port int) string {
	if loc.Publishes(port) {
		return loc.Folder + "ports/"
	}
	return "ports/"
}

// address makes the address of a path from where the view's pages stand.
func (v *view) address(path string) Address {
	return addressOf(v.root + v.site.links.shown(path))
}

// portAddress is address for a port's page.
func (v *view) portAddress(port int) Address {
	address := v.first
	if v.locale.Publishes(port) {
		address = v.own
	}
	address.number = &v.site.numbers.decimal[port]
	return address
}

// makeCells makes what strips and lists show of every port.
func (v *view) makeCells() []Cell {
	s := v.site
	cells := make([]Cell, registry.Ports)
	for port := range cells {
		c := &cells[port]
		c.Number = s.numbers.decimal[port]
		c.Address = v.portAddress(port)
		c.Status = v.locale.statuses[s.registry.Headline(port)]
		if p := s.primary[port]; p != nil {
			c.Service = p.Service
		}
	}
	return cells
}

// functions are what templates may call; see pages.go.
func (v *view) functions() template.FuncMap {
	return template.FuncMap{
		"word": v.word,
		"link": v.link,
	}
}

// word returns a text of the interface. Placeholders that are the same on every page are filled in;
// words that hold others are Phrases.
func (v *view) word(key string) (string, error) {
	if _, err := v.locale.Words.Get(key); err != nil {
		return "", err
	}
	values := v.newValues()
	text := v.phrase(key, &values)
	for _, i := range text.fragment.Uses() {
		if i < placeholder.Site {
			return "", fmt.Errorf("the word %q uses {%s}, which not every page has", key, placeholder.All[i].Name)
		}
	}
	return text.Text(), nil
}

// link returns the address of a page or asset of the site. A page that the locale has not is the
// first locale's.
func (v *view) link(path string) (string, error) {
	page, _, _ := strings.Cut(path, "#")
	if !isAsset(page) && v.locale.Folder != "" && v.site.hasPage(v.locale.Folder+page) {
		path = v.locale.Folder + path
	}
	if err := v.site.mustExist(path); err != nil {
		return "", err
	}
	if to := v.root + v.site.links.shown(path); to != "" {
		return to, nil
	}
	return "./", nil // home, from a page beside it
}
