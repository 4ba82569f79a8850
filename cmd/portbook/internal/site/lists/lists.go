// Package lists makes the pages of a site that are no port's: the lists of ports, services, blocks and the like, the
// changes of the registry, and the pages of words, of which the home page shows some of that too.
package lists

import (
	"iter"
	"slices"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// Lists makes pages. It is safe for concurrent use.
type Lists struct {
	*view.Common
	main       *view.View                       // the first locale's, whose lists they are
	unassigned []*view.Block                    // largest first
	Large      []*view.Block                    // those that have a page, by number
	letters    []string                         // that names with a port begin with
	names      func() map[string][]*serviceName // those names, by letter; made when asked for, since loading needs none
	rfcs       func() []rfc                     // likewise, by number
	counted    sync.Map                         // see valuesOf; by path
	pages      []Page
}

// A Page is one page, by its path without root.
type Page struct {
	Path   string
	Alike  bool // differs from one before by what it lists only
	Render func(dst []byte) []byte
}

// New makes the pages of the published ones of a site's locales; lists are the first locale's, whichever are published.
func New(c *view.Common, published []*view.Locale) *Lists {
	l := &Lists{Common: c, main: c.View(c.Locales[0], ""), unassigned: unassignedBlocks(c)}
	l.letters = l.lettersInUse()
	l.Large = slices.DeleteFunc(slices.Clone(c.Blocks), func(b *view.Block) bool { return !c.HasPageOf(b) })
	l.names, l.rfcs = sync.OnceValue(l.byLetter), sync.OnceValue(l.byRFC)
	for _, loc := range published {
		for _, p := range loc.Pages {
			l.add(loc, loc.Folder+p.Path, false, func(m *maker, dst []byte) []byte { return m.appendContent(dst, p) })
		}
	}
	main := c.Locales[0]
	l.add(main, "ports/", false, (*maker).appendPorts)
	for _, r := range registry.Ranges() {
		l.add(main, "ranges/"+r.Slug, false, func(m *maker, dst []byte) []byte { return m.appendRange(dst, r) })
	}
	for i, t := range view.Thousands {
		alike := i > 2 && i < len(view.Thousands)-1 // the middle ones
		l.add(main, "ranges/"+t.Slug, alike, func(m *maker, dst []byte) []byte { return m.appendThousand(dst, i) })
	}
	l.add(main, "changes/", false, (*maker).appendChanges)
	for i, u := range c.Content.Updates {
		alike := i > 0 && i < len(c.Content.Updates)-1
		l.add(main, u.Path(), alike, func(m *maker, dst []byte) []byte { return m.appendUpdate(dst, i) })
	}
	for i, k := range l.kinds() {
		alike := i > 0 // they share a template, and their words are checked
		l.add(main, k.path, alike, func(m *maker, dst []byte) []byte { return m.appendList(dst, k) })
	}
	for i, b := range l.Large {
		l.add(main, "blocks/"+b.Slug(), i > 0, func(m *maker, dst []byte) []byte { return m.appendBlock(dst, i) })
	}
	return l
}

// Pages lists the pages in the order in which they are written.
func (l *Lists) Pages() []Page { return l.pages }

func (l *Lists) add(loc *view.Locale, path string, alike bool, render func(m *maker, dst []byte) []byte) {
	l.pages = append(l.pages, Page{path, alike, func(dst []byte) []byte { return render(l.maker(loc, path), dst) }})
}

// A maker makes one page.
type maker struct {
	*view.View
	lists  *Lists
	path   string
	values []string // of the placeholders on the page
}

func (l *Lists) maker(loc *view.Locale, path string) *maker {
	v := l.View(loc, path)
	return &maker{v, l, path, v.NewValues()}
}

// count sets the value of a placeholder that is a number.
func (m *maker) count(placeholder, n int) { m.values[placeholder] = view.WithCommas(n) }

// head makes the head of a page whose words are KEY-title and KEY-description.
func (m *maker) head(kind, key string) page.Head {
	return m.Head(kind, m.Phrase(key+"-title"), m.Phrase(key+"-description"), m.path, "site")
}

// filled is a word with the values of the page.
func (m *maker) filled(key string) string { return m.Filled(key, m.values) }

// assignments yields the rows that assign a port to a service.
func (l *Lists) assignments() iter.Seq[*registry.Assignment] {
	return func(yield func(*registry.Assignment) bool) {
		all := l.Registry.All()
		for i := range all {
			if a := &all[i]; a.Service != "" && a.First >= 0 && !yield(a) {
				return
			}
		}
	}
}
