package site

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// A view is a locale as seen from the pages of one folder: links look the same from all of them.
type view struct {
	locale *locale
	site   *Site
	root   string       // what stands before every path in a link
	own    *page.Around // of the number in the address of a port's page in the locale
	first  *page.Around // likewise, in the first locale

	cells      func() render.List[page.Cell] // every port, as strips and lists show it; made when asked for
	neighbours func() []page.Neighbour       // those that have a service, likewise, by number
	blocks     func() []*page.Block          // likewise, by place in Site.blocks
	classes    sync.Map                      // classKey to *page.PortClass
	templates  templates
	set        *render.Set
	misparsed  fault.List // in the templates
}

// Templates are those of each kind of page: every kind is declared here.
type templates struct {
	port     *render.Template[page.PortPage]
	thousand *render.Template[page.ThousandPage]
	rangeOf  *render.Template[page.RangePage]
	all      *render.Template[page.PortsPage]
	words    *render.Template[page.ContentPage]
	home     *render.Template[page.HomePage]
	list     *render.Template[page.ListPage]
	block    *render.Template[page.BlockPage]
	changes  *render.Template[page.ChangesPage]
	update   *render.Template[page.UpdatePage]
	search   *render.Template[page.SearchPage]
	notFound *render.Template[page.NotFoundPage]
}

func declareTemplates(set *render.Set) templates {
	return templates{
		port:     render.Declare[page.PortPage](set, "port"),
		thousand: render.Declare[page.ThousandPage](set, "thousand"),
		rangeOf:  render.Declare[page.RangePage](set, "range"),
		all:      render.Declare[page.PortsPage](set, "ports"),
		words:    render.Declare[page.ContentPage](set, "page"),
		home:     render.Declare[page.HomePage](set, "home"),
		list:     render.Declare[page.ListPage](set, "list"),
		block:    render.Declare[page.BlockPage](set, "block"),
		changes:  render.Declare[page.ChangesPage](set, "changes"),
		update:   render.Declare[page.UpdatePage](set, "update"),
		search:   render.Declare[page.SearchPage](set, "search"),
		notFound: render.Declare[page.NotFoundPage](set, "notfound"),
	}
}

// view returns the view that the page at a path belongs to. All were made by makeViews.
func (loc *locale) view(s *Site, path string) *view { return loc.views[s.rootOf(path)] }

// rootOf is what stands before the links of a page. A host shows the 404 page at any depth, so
// its links begin at the root whatever the style.
func (s *Site) rootOf(path string) string {
	if path == "404" {
		return s.basePath
	}
	return s.links.rootFor(path, s.basePath)
}

// newView makes a view without templates.
func newView(s *Site, loc *locale, root string) *view {
	after := s.links.portSuffix()
	all := new(render.Window[page.Cell])
	v := &view{
		locale: loc, site: s, root: root, own: &page.Around{Before: root + loc.Folder + "ports/", After: after, All: all},
		first: &page.Around{Before: root + "ports/", After: after, All: all},
	}
	v.cells = sync.OnceValue(func() render.List[page.Cell] {
		cells := v.makeCells()
		*all = render.Window[page.Cell](cells)
		return cells
	})
	v.neighbours = sync.OnceValue(v.makeNeighbours)
	v.blocks = sync.OnceValue(v.makeBlocks)
	return v
}

// makeViews makes the views that the pages of the site need, without templates.
func (s *Site) makeViews() {
	for _, loc := range s.locales {
		paths := []string{loc.Folder, loc.Folder + "ports/0", "404"}
		for _, p := range loc.Pages { // may lie deeper
			paths = append(paths, loc.Folder+p.Path)
		}
		for _, path := range paths {
			if root := s.rootOf(path); loc.views[root] == nil {
				v := newView(s, loc, root)
				loc.views[root], s.views = v, append(s.views, v)
			}
		}
	}
}

// parse parses the templates for each view.
func (s *Site) parse() {
	for _, v := range s.views {
		dir := s.inputs.Templates
		v.set, v.misparsed = render.Parse(dir, os.DirFS(dir), v.functions(), s.markers, escapes())
		v.templates = declareTemplates(v.set)
	}
}

// compile compiles the templates of each view, and returns all faults in them.
func (s *Site) compile() (faults fault.List) {
	for _, v := range s.views {
		faults = append(append(faults, v.misparsed...), v.set.Compile()...)
	}
	return faults
}

// functions are what templates may call; see package page.
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
	text := v.phrase(key)
	for _, i := range text.Uses() {
		if i < placeholder.Site {
			return "", fmt.Errorf("the word %q uses {%s}, which not every page has", key, placeholder.All[i].Name)
		}
	}
	return text.Text(v.newValues()), nil
}

// phrase returns a word that may hold placeholders.
func (v *view) phrase(key string) *markdown.Fragment { return v.locale.Phrase(key) }

// words is a word of pages, whose placeholders get the values of the page that it is on.
func (v *view) words(key string) page.Text { return v.text(v.phrase(key), "") }

// text makes a text whose placeholders get the values of the page that it is on.
func (v *view) text(f *markdown.Fragment, lang string) page.Text {
	return page.NewText(f, lang, &v.site.marked)
}

// link returns the address of a page or asset of the site. A page that the locale has not is the
// first locale's.
func (v *view) link(path string) (string, error) {
	name, _, _ := strings.Cut(path, "#")
	if !isAsset(name) && v.locale.Folder != "" && v.site.hasPage(v.locale.Folder+name) {
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

// address makes the address of a path from where the view's pages stand.
func (v *view) address(path string) page.Address {
	return page.Address{Given: true, Before: v.root, Path: render.Slug(v.site.links.shown(path))}
}

// absolute is the address of a page for the world outside.
func (v *view) absolute(path string) page.Address {
	return page.Address{Given: true, Before: v.site.BaseURL(), Path: render.Slug(v.site.links.shown(path))}
}

// elsewhere makes an address outside of the site.
func elsewhere(address string) page.Address { return page.Address{Given: true, Before: address} }

// portAddress is address for a port's page: in the locale if it publishes the port, in the first one otherwise.
func (v *view) portAddress(port int) page.Address {
	around := v.around(port)
	return page.Address{Given: true, Before: around.Before, Path: v.number(port), After: around.After}
}

func (v *view) around(port int) *page.Around {
	if v.locale.Publishes(port) {
		return v.own
	}
	return v.first
}

// number is a port in decimal.
func (v *view) number(port int) render.Slug { return render.Slug(v.site.numbers.decimal[port]) }

// makeCells makes what strips and lists show of every port.
func (v *view) makeCells() render.List[page.Cell] {
	s := v.site
	cells := make(render.List[page.Cell], registry.Ports)
	for port := range cells {
		c := &cells[port]
		c.Number, c.Around, c.Status = v.number(port), v.around(port), v.locale.statuses[s.registry.Headline(port)]
		if p := s.primary[port]; p != nil {
			c.Service = render.Value(p.Service)
		}
	}
	return cells
}

// makeNeighbours makes what pages show of the ports that have a service, in the order of Site.services.
func (v *view) makeNeighbours() []page.Neighbour {
	s := v.site
	list := make([]page.Neighbour, 0, len(s.services))
	for port, p := range s.primary {
		if p != nil {
			list = append(list, page.Neighbour{
				Number: v.number(port), Address: v.portAddress(port),
				Service: render.Value(p.Service), Description: render.Value(p.Summary()),
			})
		}
	}
	return list
}

// makeBlocks makes what pages show of the blocks, in the order of Site.blocks.
func (v *view) makeBlocks() []*page.Block {
	list := make([]*page.Block, len(v.site.blocks))
	for i := range list {
		b := &v.site.blocks[i]
		list[i] = &page.Block{
			First: v.portLink(b.first, b.first), Last: v.portLink(b.last, b.last), Size: render.Value(b.size),
			Alone: b.ports() == 1, Large: b.ports() >= condition.LargeBlock, Page: v.blockPage(b),
		}
	}
	return list
}

// neighbour returns a port that has a service as others name it.
func (v *view) neighbour(port int) *page.Neighbour { return &v.neighbours()[v.site.inServices[port]] }

// thousandLink leads to a list of a thousand ports.
func (v *view) thousandLink(i int) page.Link {
	return page.Link{Text: render.Value(thousandNames[i]), Address: v.address("ranges/" + thousandSlugs[i])}
}

// try renders one port of every class and every other page, since a template can use a value that only some pages
// have: one that uses the essay of ports without any fails here and not at the first such page of a build.
func (l *loader) try(s *Site) {
	samples := s.Samples()
	var next atomic.Int64
	work := func(faults *fault.List) {
		t := trial{site: s, print: s.newPrinter()}
		for i := int(next.Add(1)) - 1; i < len(samples); i = int(next.Add(1)) - 1 {
			t.try(samples[i])
		}
		*faults = t.faults
	}
	var some, others fault.List
	alongside(func() { work(&some) }, func() { work(&others) })
	l.faults = append(append(l.faults, some...), others...)
	l.faults.Sort()
}

// A trial is what one goroutine tries.
type trial struct {
	site   *Site
	print  *printer
	room   []byte
	faults fault.List
}

// try renders a page. Those of no port are kept: they are few, and will be asked for again.
func (t *trial) try(i int) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case fault.Fault:
			t.faults = append(t.faults, problem)
		case error:
			t.faults.Add(t.site.inputs.Templates, 0, fmt.Sprintf("rendering %s: %v", t.site.paths[i], problem), "")
		default:
			panic(problem)
		}
	}()
	f := t.site.file(i)
	t.room = t.print.append(t.room[:0], f)
	if !f.isPort() {
		kept := bytes.Clone(t.room)
		f.tried.Store(&kept)
	}
}
