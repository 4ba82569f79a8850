package site

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// view returns the view that the page at a path belongs to. All were made by compile.
func (loc *locale) view(s *Site, path string) *view { return loc.views[s.rootOf(path)] }

// rootOf is what stands before the links of a page. A host shows the 404 page at any depth, so
// its links begin at the root whatever the style.
func (s *Site) rootOf(path string) string {
	if path == "404" {
		return s.basePath
	}
	return s.links.rootFor(path, s.basePath)
}

// compile makes the views: parses the templates for each and compiles them.
func (s *Site) compile() (faults fault.List) {
	for _, loc := range s.locales {
		paths := []string{loc.dir, loc.dir + "ports/0", "404"}
		for _, p := range loc.pages { // may lie deeper
			paths = append(paths, loc.dir+p.path)
		}
		for _, path := range paths {
			root := s.rootOf(path)
			if loc.views[root] != nil {
				continue
			}
			v := &view{locale: loc, site: s, root: root}
			faults = append(faults, v.compile()...)
			v.cells = v.makeCells()
			for i, slug := range thousandSlugs {
				v.thousands[i] = Link{thousandName(i), v.address("ranges/" + slug)}
			}
			loc.views[root] = v
		}
	}
	return faults
}

func (v *view) compile() fault.List {
	set, faults := render.Parse(v.site.inputs.Templates, os.DirFS(v.site.inputs.Templates), v.functions())
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
	var ofPorts, ofOthers fault.List
	alongside(func() { ofPorts = l.tryPorts(s) }, func() { ofOthers = l.tryOthers(s) })
	l.faults = append(append(l.faults, ofPorts...), ofOthers...)
	l.faults.Sort()
}

func (l *loader) tryPorts(s *Site) (faults fault.List) {
	var page []byte
	for _, loc := range s.locales {
		d := newDesk(s, loc)
		tried := make([]bool, len(loc.choices))
		for _, i := range loc.fileOf {
			if i == noFile {
				continue
			}
			f := &s.files[i]
			if class := s.classes[f.port]; !tried[class] || loc.essays[f.port] != nil {
				tried[class] = true
				page = l.tryFile(&faults, f.path, page[:0], func(dst []byte) []byte { return d.tryPage(dst, f.port) })
			}
		}
	}
	return faults
}

// tryOthers tries the other pages, and keeps them: they are few, and will be asked for again.
func (l *loader) tryOthers(s *Site) (faults fault.List) {
	var room []byte
	for i := range s.files {
		if f := &s.files[i]; !f.isPort() && !f.alike && strings.HasSuffix(f.path, ".html") {
			before := len(faults)
			room = l.tryFile(&faults, f.path, room[:0], f.render)
			if page := bytes.Clone(room); len(faults) == before {
				f.tried.Store(&page)
			}
		}
	}
	return faults
}

func (l *loader) tryFile(faults *fault.List, path string, page []byte, render func(dst []byte) []byte) (result []byte) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case fault.Fault:
			*faults = append(*faults, problem)
		case error:
			faults.Add(l.inputs.Templates, 0, fmt.Sprintf("rendering %s: %v", path, problem), "")
		default:
			panic(problem)
		}
	}()
	return render(page)
}
