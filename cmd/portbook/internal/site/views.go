package site

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

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

// newView makes a view without templates and lists.
func newView(s *Site, loc *locale, root string) *view {
	after := s.links.portSuffix()
	v := &view{locale: loc, site: s, root: root, own: around(root+loc.Folder+"ports/", nil, after), first: around(root+"ports/", nil, after)}
	v.cells = sync.OnceValue(v.makeCells)
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
				for i, slug := range thousandSlugs {
					v.thousands = append(v.thousands, Link{thousandName(i), v.address("ranges/" + slug)})
				}
				loc.views[root], s.views = v, append(s.views, v)
			}
		}
	}
}

// parse parses the templates for each view.
func (s *Site) parse() {
	for _, v := range s.views {
		dir := v.site.inputs.Templates
		v.templates, v.misparsed = render.Parse(dir, os.DirFS(dir), v.functions())
	}
}

// compile compiles the templates of each view, and returns all faults in them.
func (s *Site) compile() (faults fault.List) {
	for _, v := range s.views {
		faults = append(faults, v.compile()...)
	}
	return faults
}

// fillCells makes the cells that port pages will ask for.
func (s *Site) fillCells() {
	for _, loc := range s.published() {
		loc.view(s, loc.Folder+"ports/0").cells()
	}
}

func (v *view) compile() fault.List {
	set, faults := v.templates, v.misparsed
	v.templates, v.misparsed = nil, nil // needed no more
	v.port = compiled[PortPage](v, set, "port", &faults)
	v.thousand = compiled[ThousandPage](v, set, "thousand", &faults)
	v.rangeOf = compiled[RangePage](v, set, "range", &faults)
	v.all = compiled[PortsPage](v, set, "ports", &faults)
	v.page = compiled[ContentPage](v, set, "page", &faults)
	v.home = compiled[HomePage](v, set, "home", &faults)
	v.list = compiled[ListPage](v, set, "list", &faults)
	v.block = compiled[BlockPage](v, set, "block", &faults)
	v.changes = compiled[ChangesPage](v, set, "changes", &faults)
	v.oneUpdate = compiled[UpdatePage](v, set, "update", &faults)
	v.search = compiled[SearchPage](v, set, "search", &faults)
	v.notFound = compiled[NotFoundPage](v, set, "notfound", &faults)
	faults.Sort()
	return faults
}

func compiled[T any](v *view, set *render.Set, name string, faults *fault.List) *render.Program[T] {
	p, wrong := render.Compile[T](set, name)
	*faults = append(*faults, wrong...)
	v.site.Slow = append(v.site.Slow, p.Slow()...)
	return p
}

// try renders one port of every class and every other page, since a template can use a value that only some pages
// have: one that uses the essay of ports without any fails here and not at the first such page of a build.
func (l *loader) try(s *Site) {
	pages := s.Samples()
	var next atomic.Int64
	work := func(faults *fault.List) {
		t := trial{templates: l.inputs.Templates, desks: map[*locale]*desk{}}
		for i := int(next.Add(1)) - 1; i < len(pages); i = int(next.Add(1)) - 1 {
			t.try(s, pages[i])
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
	templates string // the folder
	desks     map[*locale]*desk
	sheet     render.Sheet
	faults    fault.List
}

// try renders a page. Those of no port are kept: they are few, and will be asked for again.
func (t *trial) try(s *Site, i int) {
	f, path := s.file(i), s.paths[i]
	if f.isPort() {
		d := t.desks[f.locale]
		if d == nil {
			d = newDesk(s, f.locale)
			t.desks[f.locale] = d
		}
		t.tryFile(path, func(dst []byte) []byte { return d.tryPage(dst, f.port) })
		return
	}
	if page, ok := t.tryFile(path, f.render); ok {
		page = bytes.Clone(page)
		f.tried.Store(&page)
	}
}

// tryFile returns what it renders, which is valid until it is called again, and whether there is no fault.
func (t *trial) tryFile(path string, render func(dst []byte) []byte) (page []byte, ok bool) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case fault.Fault:
			t.faults = append(t.faults, problem)
		case error:
			t.faults.Add(t.templates, 0, fmt.Sprintf("rendering %s: %v", path, problem), "")
		default:
			panic(problem)
		}
	}()
	return t.sheet.Fill(render), true
}
