package site

import (
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// This file is for those who read a site instead of publishing it: package check, package draft and
// portbook update. It changes nothing.

// PageAt renders the page at an address without root, such as "ports/22", "about" or "" for home. It
// reports whether there is one. For a site without faults only.
func (s *Site) PageAt(address string) (page []byte, ok bool) {
	i, ok := s.Find(view.FileOf(address))
	if !ok {
		return nil, false
	}
	return s.NewWorker()(i, nil), true
}

// ShownAt returns the address of a page that shows a content file, given as the user would type it, and
// the values of placeholders there. Ok is false when no page does.
func (s *Site) ShownAt(file string) (address string, fill func(text string) string, ok bool) {
	for _, loc := range s.locales {
		for _, p := range loc.Pages {
			if p.File == file {
				return loc.Folder + p.Path, s.filler(loc, -1), true
			}
		}
		for port, e := range loc.Essays {
			if e.File == file {
				return loc.Folder + "ports/" + view.Decimal(port), s.filler(loc, port), true
			}
		}
		for i := range loc.choices {
			c := &loc.choices[i]
			if c.shows(file) && loc.Publishes(c.example) {
				return loc.Folder + "ports/" + view.Decimal(c.example), s.filler(loc, c.example), true
			}
		}
	}
	return "", nil, false
}

// shows reports whether the texts of a class are from a file.
func (c *choice) shows(file string) bool {
	return slices.ContainsFunc(c.texts(), func(t chosen) bool { return t.piece.File == file })
}

// filler returns a function that puts the values of a port into the placeholders of a text.
func (s *Site) filler(loc *locale, port int) func(text string) string {
	values := s.common.ValuesOf(loc.Locale, port)
	return func(text string) string { return fillIn(text, values) }
}

// FirstCheck is the command that the page of a port gives first for a system ("linux"): the one that shows
// what listens there. It is "" when the page has none.
func (s *Site) FirstCheck(port int, system string) string {
	main := s.locales[0]
	for i, c := range s.common.Content.Systems {
		checks := main.choices[s.classes[port]].checks[i]
		if c.ID != system || len(checks) == 0 {
			continue
		}
		src, err := os.ReadFile(checks[0].File)
		if err != nil {
			return "" // it was there when the site was loaded
		}
		for _, block := range markdown.CodeBlocks(src) {
			return s.filler(main, port)(strings.TrimSpace(block.Text))
		}
	}
	return ""
}

// Asked is a question as a page asks it.
type Asked struct {
	File string // where it is written
	Own  int    // its place among the essay's own questions; -1 for one of content/faq
	Text string // with its placeholders filled in
}

// Questions yields, by address, the questions of one port of every class and of every port with an
// essay, whose own come first.
func (s *Site) Questions() iter.Seq2[string, []Asked] {
	return func(yield func(string, []Asked) bool) {
		for _, loc := range s.locales {
			for i := range loc.choices {
				if port := loc.choices[i].example; !yield(s.asked(loc, port, nil)) {
					return
				}
			}
			for _, port := range slices.Sorted(maps.Keys(loc.Essays)) {
				if !yield(s.asked(loc, port, loc.Essays[port].Questions)) {
					return
				}
			}
		}
	}
}

func (s *Site) asked(loc *locale, port int, own []*content.Piece) (string, []Asked) {
	values := s.common.ValuesOf(loc.Locale, port)
	var list []Asked
	for i, p := range own {
		list = append(list, Asked{p.File, i, p.Title.Text(values)})
	}
	for _, p := range loc.choices[s.classes[port]].questions {
		list = append(list, Asked{p.File, -1, p.Title.Text(values)})
	}
	return loc.Folder + "ports/" + view.Decimal(port), list
}

// RegistryRow is the address of a port's rows in IANA's own list.
func (s *Site) RegistryRow(port int) string { return ianaSearch + view.Decimal(port) }

// A KnownUse is a use of a port that content/facts/defacto.csv lists.
type KnownUse struct{ Name, What, Source string }

// KnownUses lists what else is known to use a port.
func (s *Site) KnownUses(port int) []KnownUse {
	var list []KnownUse
	for _, row := range s.common.Content.Facts.Uses[port] {
		use := KnownUse{row.Cells["name"], row.Cells["what"], row.Cells["source"]}
		if !slices.Contains(list, use) {
			list = append(list, use)
		}
	}
	return list
}

// A Place is a content file, or a line of it.
type Place struct {
	File string // as the user would type it
	Line int    // 0 for the whole file
}

func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// TextsAbout lists the places that are about one port: its essays, and the rows of facts tables that name it.
func (s *Site) TextsAbout(port int) []Place {
	var list []Place
	for _, loc := range s.locales {
		if e := loc.Essays[port]; e != nil {
			list = append(list, Place{e.File, 0})
		}
	}
	for _, t := range s.common.Content.Facts.Tables {
		for _, row := range t.Rows {
			if row.First <= port && port <= row.Last && row.Cells["port"] != "" {
				list = append(list, Place{t.File, row.Line})
			}
		}
	}
	return list
}
