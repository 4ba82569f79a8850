package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
)

// addExports adds the files that programs read.
func (s *Site) addExports(main *locale) {
	from := s.exportSource(main)
	for _, f := range export.Files() {
		s.addFile(f.Path, func(dst []byte) []byte { return f.Append(dst, from) })
	}
}

// exportSource tells package export what there is. Nothing is computed before it is asked for.
func (s *Site) exportSource(main *locale) *export.Source {
	v := &view{locale: main, site: s}
	from := &export.Source{Name: s.config.Name, Lang: main.Lang, Date: s.date, Repository: s.config.Repository, Registry: s.registry,
		URL: func(path string) string { return v.absolute(path).URL() }, Uses: s.exportUses, History: func() export.History { return s.exportHistory(main) }}
	for port := range s.numbers.decimal {
		if e := main.essays[port]; e != nil {
			values := v.newValues()
			v.describe(values, port)
			from.Essays = append(from.Essays, export.Essay{Port: port, Name: fixed(e.name, "", &values).Text(),
				Tagline: fixed(e.tagline, "", &values).Text(), Updated: e.updated})
		}
	}
	return from
}

func (s *Site) exportUses(port int) []export.Use {
	var list []export.Use
	for _, r := range s.facts.uses[port] {
		list = append(list, export.Use{Name: r.cells["name"], What: r.cells["what"], Transport: strings.ToLower(r.cells["transport"]),
			Relation: r.cells["relation"], Source: r.cells["source"]})
	}
	return list
}
