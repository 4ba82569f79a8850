package site

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// enumerate lists all files of the site that are no port's page, in the order in which they are written. Those for
// programs come first: they are the largest, so nobody waits for them at the end.
func (s *Site) enumerate() {
	c := s.common
	for _, f := range export.Files(s.Data()) {
		s.addFile(f.Path, false, func(dst []byte, full func([]byte) []byte) []byte {
			for part := range f.Parts {
				dst = full(f.Append(dst, part))
			}
			return dst
		})
	}
	for _, loc := range c.Locales {
		for _, p := range loc.Pages {
			c.Known[loc.Folder+p.Path] = true // links to pages of other locales are right, whichever are built now
		}
	}
	var published []*view.Locale
	for _, loc := range s.published() {
		published = append(published, loc.Locale)
	}
	s.lists = lists.New(c, published)
	for _, p := range s.lists.Pages() {
		c.Known[p.Path] = true
		s.addFile(view.FileOf(p.Path), p.Alike, small(p.Render))
	}
	for _, name := range s.static.Names {
		s.addText("assets/"+name, s.static.Files[name])
	}
	s.addFile(lists.MapNames, false, small(s.lists.AppendMapNames))
	s.addFile(searchScript, false, small(func(dst []byte) []byte { return s.searchIndex().Append(dst) }))
	s.addText("_headers", []byte(s.headers()))
	s.addText(".nojekyll", nil)
}

func (s *Site) addFile(path string, alike bool, render renderer) {
	if view.IsAsset(path) {
		s.common.Known[path] = true
	}
	s.files, s.paths = append(s.files, &file{alike: alike, render: render}), append(s.paths, path)
}

// small is a renderer of a file that is no large one.
func small(render func(dst []byte) []byte) renderer {
	return func(dst []byte, _ func([]byte) []byte) []byte { return render(dst) }
}

func (s *Site) addText(path string, text []byte) {
	s.addFile(path, false, small(func(dst []byte) []byte { return append(dst, text...) }))
}

// headers is the file that tells hosts which headers to send.
func (s *Site) headers() string {
	return s.common.BasePath + "*\n" +
		"  Content-Security-Policy: " + s.Policy() + "; frame-ancestors 'none'\n" +
		"  Referrer-Policy: strict-origin-when-cross-origin\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  Access-Control-Allow-Origin: *\n" + // programs in pages of others may read the data; there is nothing secret
		"  Cache-Control: public, max-age=3600\n"
}

// published lists the locales that this build renders.
func (s *Site) published() []*locale {
	if s.inputs.Locale == "" {
		return s.locales
	}
	return slices.DeleteFunc(slices.Clone(s.locales), func(loc *locale) bool { return loc.Lang != s.inputs.Locale })
}

// addPorts adds the port pages of a locale, those of a class together: who renders them one after the other keeps
// what they have in common, and needs it no more when the next class begins.
func (s *Site) addPorts(loc *locale) {
	s.ports, s.paths = slices.Grow(s.ports, loc.Published.Len()), slices.Grow(s.paths, loc.Published.Len())
	for _, port := range s.portsByClass() {
		if loc.Publishes(port) && (s.inputs.Ports == nil || s.inputs.Ports.Has(port)) {
			s.ports = append(s.ports, portPage{loc, port})
			s.paths = append(s.paths, loc.Folder+"ports/"+view.Decimal(port)+".html")
		}
	}
}

// portsByClass lists all ports, class by class.
func (s *Site) portsByClass() []int {
	byClass := make([][]int, len(s.kinds))
	for port, class := range s.classes {
		byClass[class] = append(byClass[class], port)
	}
	return slices.Concat(byClass...)
}
