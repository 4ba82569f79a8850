package view

import (
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Locale is the site in one language, with what pages show of it.
type Locale struct {
	*content.Locale
	Statuses [6]*page.Status
	views    map[string]*View // by root
}

// NewLocale prepares a locale for pages.
func NewLocale(c *content.Locale) *Locale {
	loc := &Locale{Locale: c, views: map[string]*View{}}
	for i := range loc.Statuses {
		slug := registry.Status(i).String()
		loc.Statuses[i] = &page.Status{Slug: slug, Word: c.Words.Text("status-" + slug)}
	}
	return loc
}

// A View is a locale as seen from the pages of one folder: links look the same from all of them.
type View struct {
	*Common
	Locale    *Locale
	Root      string // what stands before every path in a link
	Templates Templates

	Cells      func() render.List[page.Cell] // every port, as strips and lists show it; made when asked for
	neighbours func() []page.Neighbour       // those that have a service, likewise, by their index
	blocks     func() []*page.Block          // likewise, by their index

	own, first *page.Around // of the number in the address of a port's page in the locale, and in the first one
	set        *render.Set
	misparsed  fault.List // in the templates
}

// View returns the view that the page at a path belongs to: one whose folder has a page.
func (c *Common) View(loc *Locale, path string) *View { return loc.views[c.rootOf(path)] }

// rootOf is what stands before the links of a page. A host shows the 404 page at any depth, so
// its links begin at the root whatever the style.
func (c *Common) rootOf(path string) string {
	if path == "404" {
		return c.BasePath
	}
	return c.Links.rootFor(path, c.BasePath)
}

// MakeViews makes the views that the pages of the site need, without templates. The markers stand for values while
// pages are made.
func (c *Common) MakeViews(markers stencil.Markers) {
	c.markers, c.Marked = markers, markers.All(placeholder.ListLen)
	for _, loc := range c.Locales {
		paths := []string{loc.Folder, loc.Folder + "ports/0", "404"}
		for _, p := range loc.Pages { // may lie deeper
			paths = append(paths, loc.Folder+p.Path)
		}
		for _, path := range paths {
			if root := c.rootOf(path); loc.views[root] == nil {
				loc.views[root] = c.newView(loc, root)
				c.views = append(c.views, loc.views[root])
			}
		}
	}
}

func (c *Common) newView(loc *Locale, root string) *View {
	after := c.Links.PortSuffix()
	all := new(render.Window[page.Cell])
	v := &View{
		Common: c, Locale: loc, Root: root,
		own:   &page.Around{Before: root + loc.Folder + "ports/", After: after, All: all},
		first: &page.Around{Before: root + "ports/", After: after, All: all},
	}
	v.Cells = sync.OnceValue(func() render.List[page.Cell] {
		cells := v.makeCells()
		*all = render.Window[page.Cell](cells)
		return cells
	})
	v.neighbours = sync.OnceValue(v.makeNeighbours)
	v.blocks = sync.OnceValue(v.makeBlocks)
	return v
}

// Word is a word of the locale without placeholders.
func (v *View) Word(key string) string { return v.Locale.Words.Text(key) }

// Phrase is a word as a text whose placeholders get the values of the page that it is on.
func (v *View) Phrase(key string) page.Text { return v.Text(v.Locale.Phrase(key), "") }

// Filled is a word with values in its placeholders.
func (v *View) Filled(key string, values []string) string { return v.Locale.Phrase(key).Text(values) }

// Text makes a text whose placeholders get the values of the page that it is on.
func (v *View) Text(f *markdown.Fragment, lang string) page.Text {
	return page.NewText(f, lang, &v.Marked)
}

// Address makes the address of a path from where the view's pages stand.
func (v *View) Address(path string) page.Address {
	return page.Address{Given: true, Before: v.Root, Path: render.Slug(v.Links.Shown(path))}
}

// Absolute is the address of a page for the world outside.
func (v *View) Absolute(path string) page.Address {
	return page.Address{Given: true, Before: v.BaseURL(), Path: render.Slug(v.Links.Shown(path))}
}

// Elsewhere makes an address outside of the site.
func Elsewhere(address string) page.Address { return page.Address{Given: true, Before: address} }

// PortAddress is Address for a port's page: in the locale if it publishes the port, in the first one otherwise.
func (v *View) PortAddress(port int) page.Address {
	around := v.around(port)
	return page.Address{Given: true, Before: around.Before, Path: Number(port), After: around.After}
}

func (v *View) around(port int) *page.Around {
	if v.Locale.Publishes(port) {
		return v.own
	}
	return v.first
}

// Number is a port in decimal.
func Number(port int) render.Slug { return render.Slug(Decimal(port)) }

// Link leads to a page of the site.
func (v *View) Link(text, path string) page.Link {
	return page.Link{Text: render.Value(text), Address: v.Address(path)}
}

// PortLink leads to a port, or to the first of several.
func (v *View) PortLink(first, last int) page.Link {
	text := Decimal(first)
	if first != last {
		text += "–" + Decimal(last)
	}
	return page.Link{Text: render.Value(text), Address: v.PortAddress(first)}
}

// Status is the headline status of a port.
func (v *View) Status(port int) *page.Status { return v.Locale.Statuses[v.Registry.Headline(port)] }

// makeCells makes what strips and lists show of every port.
func (v *View) makeCells() render.List[page.Cell] {
	cells := make(render.List[page.Cell], registry.Ports)
	for port := range cells {
		c := &cells[port]
		c.Number, c.Around, c.Status = Number(port), v.around(port), v.Status(port)
		if s := v.Services[port]; s != nil {
			c.Service = render.Value(s.Service)
		}
	}
	return cells
}

// makeNeighbours makes what pages show of the ports that have a service.
func (v *View) makeNeighbours() []page.Neighbour {
	var list []page.Neighbour
	for port, s := range v.Services {
		if s != nil {
			list = append(list, page.Neighbour{
				Number: Number(port), Address: v.PortAddress(port),
				Service: render.Value(s.Service), Description: render.Value(s.Summary()),
			})
		}
	}
	return list
}

// Neighbours returns the nearest ports with a service below first and above last, nil where there is none.
func (v *View) Neighbours(first, last int) (below, above *page.Neighbour) {
	if n, ok := v.Registry.PreviousAssigned(first); ok {
		below = &v.neighbours()[v.Services[n].index]
	}
	if n, ok := v.Registry.NextAssigned(last); ok {
		above = &v.neighbours()[v.Services[n].index]
	}
	return below, above
}

// makeBlocks makes what pages show of the blocks.
func (v *View) makeBlocks() []*page.Block {
	list := make([]*page.Block, len(v.Blocks))
	for i, b := range v.Blocks {
		list[i] = &page.Block{
			First: v.PortLink(b.First, b.First), Last: v.PortLink(b.Last, b.Last), Size: render.Value(b.Size),
			Alone: b.Ports() == 1, Large: b.Ports() >= condition.LargeBlock, Page: v.BlockPage(b),
		}
	}
	return list
}

// Block is the block of a port as pages show it.
func (v *View) Block(port int) *page.Block { return v.blocks()[v.BlockOf(port).index] }

// HasPageOf reports whether a block has a page: large ones of unassigned ports have.
func (c *Common) HasPageOf(b *Block) bool {
	return b.Ports() >= condition.LargeBlock && c.Registry.Headline(b.First) == registry.Unassigned
}

// BlockPage leads to the page of a block; most have none.
func (v *View) BlockPage(b *Block) page.Address {
	if !v.HasPageOf(b) {
		return page.Address{}
	}
	return v.Address("blocks/" + b.Slug())
}

// Range is what pages show of a range.
func (v *View) Range(r registry.Range) page.Range {
	return page.Range{
		Slug: r.Slug, Name: v.Locale.Range(r.First), First: Decimal(r.First), Last: Decimal(r.Last),
		Count: WithCommas(r.Count()), Address: v.Address("ranges/" + r.Slug),
	}
}

// Head fills what every page of a kind has in its head. path is that of the page, without root; it does not matter for
// pages of ports. card names the picture for social media.
func (v *View) Head(kind string, title, description page.Text, path, card string) page.Head {
	h := page.Head{Kind: kind, Site: v.Content.Config.Name, Lang: v.Locale.Lang, Title: title, Description: description, Policy: v.Policy()}
	if kind != "port" {
		h.Canonical, h.Search = v.Absolute(path), v.Absolute("opensearch.xml")
	}
	if r := v.Content.Config.Repository; r != "" {
		h.Repository = Elsewhere(r)
	}
	if file := "assets/cards/" + card + ".png"; v.Known[file] {
		h.Image = Elsewhere(v.BaseURL() + file)
	}
	return h
}

// Crumbs are the way to a page below the list of all ports, through a range unless that is empty.
func (v *View) Crumbs(r page.Range) []page.Link {
	way := []page.Link{v.Link(v.Word("crumb-ports"), "ports/")}
	if r.Slug != "" {
		way = append(way, page.Link{Text: render.Value(r.Name), Address: r.Address})
	}
	return way
}

// Uses lists what else is known to use a port.
func (v *View) Uses(port int) render.List[page.Use] {
	var list render.List[page.Use]
	for _, r := range v.Content.Facts.Uses[port] {
		list = append(list, page.Use{
			Name: render.Value(r.Cells["name"]), What: render.Value(r.Cells["what"]),
			Transport: render.Value(strings.ToUpper(r.Cells["transport"])), Registered: r.Cells["relation"] == "same",
			Source: Source(content.NewSource("", r.Cells["source"])),
		})
	}
	return list
}

// Source parts an address where its path begins, since pages differ in that.
func Source(s content.Source) page.Source {
	scheme, rest, ok := strings.Cut(s.URL, "://")
	host, path, hasPath := strings.Cut(rest, "/")
	if !ok || !hasPath {
		return page.Source{Title: render.Value(s.Title), Site: s.URL}
	}
	return page.Source{Title: render.Value(s.Title), Site: scheme + "://" + host + "/", Path: render.Slug(path)}
}

// Sources is Source for several.
func Sources(list []content.Source) []page.Source {
	var shown []page.Source
	for _, s := range list {
		shown = append(shown, Source(s))
	}
	return shown
}
