package site

import (
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// thousandSlug names the list that begins at port 1000*i: 8000-8999, 65000-65535.
func thousandSlug(i int) string {
	return strconv.Itoa(i*1000) + "-" + strconv.Itoa(min(i*1000+999, registry.Ports-1))
}

// enumerate lists all files of the site that are no port's page, in the order in which they are written. Those for
// programs come first: they are the largest, so nobody waits for them at the end.
func (l *loader) enumerate(s *Site) {
	s.addExports(s.locales[0])
	main := s.locales[0]
	published := s.published()
	for _, loc := range s.locales {
		for _, p := range loc.Pages {
			s.pages[loc.Folder+p.Path] = true // links to pages of other locales are right, whichever are built now
			if slices.Contains(published, loc) {
				s.addPage(loc.Folder+p.Path, s.renderContent(loc, p))
			}
		}
	}
	s.addPage("ports/", s.renderPorts(main))
	for _, r := range registry.Ranges() {
		s.addPage("ranges/"+r.Slug, s.renderRange(main, r))
	}
	for i := range thousandSlugs {
		s.addPage("ranges/"+thousandSlugs[i], s.renderThousand(main, i))
		s.others[len(s.others)-1].alike = i > 2 && i < len(thousandSlugs)-1 // the middle ones
	}
	s.addChanges(main)
	s.directory = s.newDirectory()
	s.addLists(main)
	for _, name := range s.static.Names {
		src := s.static.Files[name]
		s.addFile("assets/"+name, func(dst []byte) []byte { return append(dst, src...) })
	}
	s.addFile(mapNames, s.appendMapNames)
	s.addFile(searchScript, s.appendSearch)
	s.addFile("_headers", s.renderHeaders())
	s.addFile(".nojekyll", func(dst []byte) []byte { return dst })
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
	locale := uint16(slices.Index(s.locales, loc))
	const ending = ".html"
	prefix := loc.Folder + "ports/"
	var names strings.Builder // one string for all paths
	names.Grow(registry.Ports * (len(prefix) + 5 + len(ending)))
	loc.fileOf = make([]int32, registry.Ports)
	for _, port := range s.portsByClass() {
		loc.fileOf[port] = noFile
		if !loc.Publishes(int(port)) || s.inputs.Ports != nil && !s.inputs.Ports.Has(int(port)) {
			continue
		}
		start := names.Len()
		names.WriteString(prefix)
		names.WriteString(s.numbers.decimal[port])
		names.WriteString(ending)
		loc.fileOf[port] = int32(len(s.paths))
		s.ports, s.paths = append(s.ports, portPage{locale, port}), append(s.paths, names.String()[start:])
	}
}

// noFile stands for the file of a port's page that is not built.
const noFile = -1

// portsByClass lists all ports, class by class.
func (s *Site) portsByClass() []uint16 {
	starts := make([]int, len(s.classSizes))
	for class := 1; class < len(starts); class++ {
		starts[class] = starts[class-1] + s.classSizes[class-1]
	}
	ports := make([]uint16, registry.Ports)
	for port, class := range s.classes {
		ports[starts[class]] = uint16(port)
		starts[class]++
	}
	return ports
}

// addPage adds a page by its path without root.
func (s *Site) addPage(path string, render func(dst []byte) []byte) {
	s.pages[path] = true
	s.addFile(fileOf(path), render)
}

func (s *Site) addFile(path string, render func(dst []byte) []byte) {
	s.byPath[path] = len(s.paths)
	s.others, s.paths = append(s.others, &other{render: render}), append(s.paths, path)
}
