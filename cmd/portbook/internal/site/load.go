package site

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// Inputs names what a site is made of. Relative paths are relative to the working folder.
type Inputs struct {
	Registry  string // IANA's CSV file
	Content   string // folder of Markdown, YAML and CSV files
	Templates string // folder of html/template files
	Static    string // folder of style sheet, scripts, icons

	BaseURL string            // replaces base_url of site.yaml, unless empty
	Links   string            // replaces links of site.yaml, unless empty
	Ports   *registry.PortSet // port pages to publish; nil for all
	Locale  string            // language to publish; "" for all
}

// A loader turns inputs into a site. It goes on after faults as long as anything can be learned
// from going on, so that a writer hears of all of them at once.
type loader struct {
	kept     *Reloader
	inputs   Inputs
	faults   fault.List
	warnings fault.List
	registry []byte                // as it was read
	misread  fault.List            // faults of the registry: with any, what texts say of it cannot be checked
	gaps     map[gap]bool          // reported already
	wrong    map[content.Link]bool // links with placeholders, likewise
}

// alongside does two things that do not touch each other at the same time: a preview waits for its first page, and
// a build for its first file, half as long.
func alongside(one, other func()) {
	var running sync.WaitGroup
	running.Go(other)
	one()
	running.Wait()
}

// readContent reads everything but the registry and the templates.
func (l *loader) readContent(s *Site) {
	read, faults := content.Read(l.inputs.Content, func(c content.Config) content.Options {
		l.address(s.common, c)
		return content.Options{
			Link: s.common.Links.Shown, Words: slices.Concat(export.Words, searchWords()), Phrases: phraseKeys(),
		}
	})
	s.common.Content, l.faults = read, append(l.faults, faults...)
	s.static, faults = content.ReadFolder(l.inputs.Static)
	l.faults = append(l.faults, faults...)
	for _, c := range read.Locales {
		loc := view.NewLocale(c)
		s.common.Locales, s.locales = append(s.common.Locales, loc), append(s.locales, &locale{Locale: loc})
	}
}

// readRegistry reads the registry, and spells out what pages say of many ports. It touches nothing of the loader but
// the fields that it sets.
func (l *loader) readRegistry(s *Site) {
	src, err := os.ReadFile(l.inputs.Registry)
	if err != nil {
		l.misread.Add(l.inputs.Registry, 0, "cannot be read: "+content.Reason(err), "name the registry with --registry FILE")
		src = []byte("Service Name,Port Number,Transport Protocol,Description,Assignee,Contact," +
			"Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n")
	}
	l.registry = src
	r, faults := l.kept.parse(l.inputs.Registry, src)
	if err == nil {
		l.misread = faults
	}
	s.common.Registry = r
	s.common.DescribePorts()
}

// site joins the registry and the words to a site.
func (l *loader) site(s *Site) {
	c := s.common
	c.Date, c.Note = c.Content.Registry.Date.Source, c.Content.Registry.Note
	if !c.Content.Describes(l.inputs.Registry) {
		c.Date, c.Note = c.Registry.Newest(), ""
	}
	c.MakeViews(l.newMarkers(c))
	alongside(func() { l.settle(s) }, c.ParseTemplates)
	var faults fault.List
	alongside(func() {
		l.classify(s)
		for _, loc := range s.published() {
			s.addPorts(loc)
		}
	}, func() { faults = c.CompileTemplates() })
	l.faults = append(l.faults, faults...)
	for _, link := range c.Content.Links {
		page, _, _ := strings.Cut(link.Path, "#")
		if err := c.MustExist(page); err != nil {
			l.faults.Add(link.File, link.Line, err.Error(), "")
		}
	}
}

// newMarkers returns markers that no input holds.
func (l *loader) newMarkers(c *view.Common) stencil.Markers {
	templates, _ := content.ReadFolder(l.inputs.Templates) // reading them again will say what is wrong
	texts := append(c.Content.Texts(), l.registry)
	return stencil.NewMarkers(slices.AppendSeq(texts, maps.Values(templates.Files))...)
}

// settle checks what texts say of the registry, and settles which files the site has.
func (l *loader) settle(s *Site) {
	if len(l.misread) == 0 {
		faults, warnings := s.common.Content.Check(s.common.Registry, l.inputs.Registry)
		l.faults, l.warnings = append(l.faults, faults...), append(l.warnings, warnings...)
	}
	if s.inputs.Locale != "" && len(s.published()) == 0 {
		l.faults.Add("--locale", 0, fmt.Sprintf("there is no locale %q in %s", s.inputs.Locale, s.common.Content.File("site.yaml")), "")
	}
	s.common.Count()
	s.enumerate()
}

// address settles how links look.
func (l *loader) address(s *view.Common, c content.Config) {
	base, links := c.BaseURL.Source, c.Links.Source
	if l.inputs.BaseURL != "" {
		base = l.inputs.BaseURL
		if _, _, err := content.ParseBase(base); err != nil {
			l.faults.Add("--base-url", 0, err.Error(), "")
		}
	}
	if l.inputs.Links != "" {
		links = l.inputs.Links
		if err := content.CheckLinks(links); err != nil {
			l.faults.Add("--links", 0, err.Error(), "")
		}
	}
	s.Origin, s.BasePath, _ = content.ParseBase(base)
	s.Links = view.LinkStyle(links)
}

// phraseKeys are the words of page.Phrases.
func phraseKeys() []string {
	var keys []string
	phrases := reflect.TypeFor[page.Phrases]()
	for i := range phrases.NumField() {
		keys = append(keys, phrases.Field(i).Tag.Get("word"))
	}
	return keys
}

// ProgramWords lists the keys of content/words.yaml that the program uses; templates use others.
func ProgramWords() []string {
	return slices.Concat(content.ProgramWords(), export.Words, searchWords(), phraseKeys())
}
