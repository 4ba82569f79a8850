// Package content reads the folder content: what a publisher decides, what writers wrote, and for which ports each text
// holds.
//
// Read reads all that stands by itself. Check then compares it with a registry, of which texts assume something. What is
// read never changes afterwards. Where a text stands on a page, and what is filled in for its placeholders, package site
// knows.
package content

import (
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Content is everything that was read. It is safe for concurrent use.
type Content struct {
	Config   Config
	Registry RegistryConfig
	Facts    *Facts
	Systems  []System
	Locales  []*Locale // all others fall back to the first
	Updates  []*Update // the newest first
	Links    []Link    // the links of all texts to pages and files of the site, but for those with placeholders

	folder     Folder
	conditions *condition.Vocabulary
}

// Texts are the sources of everything that was read.
func (c *Content) Texts() [][]byte { return slices.Collect(maps.Values(c.folder.Files)) }

// A System is one system of content/checks/systems.yaml.
type System struct {
	ID   string `yaml:"id" required:"true"`   // its folder beside the file, and its guide
	Name string `yaml:"name" required:"true"` // as readers know it
}

// A Link is a link inside the site whose goal has to exist.
type Link struct {
	File string
	Line int
	Path string // without the slash in front
}

// Options are what reading depends on besides the folder.
type Options struct {
	Link    func(path string) string // gives the path of a page or file of the site the form that it has in links
	Words   []string                 // the words that packages above this one use as they are
	Phrases []string                 // those that may hold placeholders of a port
}

// A reader reads content. It goes on after faults as long as anything can be learned from going on, so that a writer
// hears of all of them at once.
type reader struct {
	*Content
	Options
	faults fault.List
}

// Read reads the folder dir. The options may depend on the configuration, which is read first. When there are faults,
// the content must not be published; if there is no locale, nothing but its configuration must be used.
func Read(dir string, options func(Config) Options) (*Content, fault.List) {
	folder, faults := ReadFolder(dir)
	r := &reader{Content: &Content{folder: folder, conditions: condition.NewVocabulary()}, faults: faults}
	if len(faults) == 0 {
		r.configure()
	}
	r.Options = options(r.Config)
	r.checkPlaces()
	r.Facts = r.facts()
	r.systems()
	for _, c := range r.Config.Locales {
		r.Locales = append(r.Locales, r.locale(c.Value))
	}
	if len(r.Locales) > 0 {
		r.Updates = r.updates()
	}
	return r.Content, r.faults
}

// configure reads site.yaml and registry.yaml.
func (r *reader) configure() {
	for _, name := range []string{"site.yaml", "registry.yaml"} {
		if !r.folder.Has(name) {
			r.faults.Add(r.folder.File(name), 0, "there is no such file", "every site has one")
		}
	}
	var ofSite, ofRegistry fault.List
	r.Config, ofSite = readConfig(r.folder.File("site.yaml"), r.folder.Files["site.yaml"])
	r.Registry, ofRegistry = readRegistryConfig(r.folder.File("registry.yaml"), r.folder.Files["registry.yaml"])
	r.faults = slices.Concat(r.faults, ofSite, ofRegistry)
}

// folders are the folders of content, besides those of locales.
var folders = []string{"ports", "pages", "guides", "status", "checks", "notes", "faq", "facts", "changes", "schema"}

// checkPlaces reports files that nothing would read.
func (r *reader) checkPlaces() {
	locales := map[string]bool{}
	for _, c := range r.Config.Locales {
		locales[c.Value.Dir] = true
	}
	for _, name := range r.folder.Names {
		folder, below, nested := strings.Cut(name, "/")
		switch {
		case !nested && !slices.Contains([]string{"site.yaml", "registry.yaml", "words.yaml"}, name):
			r.faults.Add(r.folder.File(name), 0, "nothing reads this file", "move it into one of the folders beside it")
		case nested && locales[folder] && below != "words.yaml" && !r.folder.Has(below):
			r.faults.Add(r.folder.File(name), 0, "the first locale has no such file", "write "+r.folder.File(below)+" first, or take this one out")
		case nested && !locales[folder] && !slices.Contains(folders, folder):
			r.faults.Add(r.folder.File(name), 0, "nothing reads files in the folder "+folder, fault.DidYouMean(folder, folders))
		}
	}
}

func (r *reader) systems() {
	const name = "checks/systems.yaml"
	r.faults = append(r.faults, frontmatter.Decode(r.folder.File(name), 1, r.folder.Files[name], &r.Systems)...)
	for _, file := range r.folder.Below("checks", ".md") {
		folder := path.Base(path.Dir(file))
		if !slices.ContainsFunc(r.Systems, func(s System) bool { return s.ID == folder }) {
			r.faults.Add(r.folder.File(file), 0, "the system "+folder+" is not known", "add it to content/checks/systems.yaml")
		}
	}
}

// Tags yields all ports, in ascending order, with their tags. Services spells the services of a port that has any, as
// pages do, and returns "" for others.
func (c *Content) Tags(r *registry.Registry, services func(port int) string) iter.Seq2[int, condition.Tags] {
	known := condition.Known{Essays: new(registry.PortSet), Uses: new(registry.PortSet), Services: services}
	for port := range c.Locales[0].Essays {
		known.Essays.Add(port, port)
	}
	for port := range c.Locales[0].Uses {
		known.Uses.Add(port, port)
	}
	return c.conditions.Tags(r, known)
}

// LineOf is the first line of a content file that uses a placeholder; 0 when none does.
func (c *Content) LineOf(file string, value int) int {
	for name, src := range c.folder.Files {
		before, _, found := strings.Cut(string(src), "{"+placeholder.All[value].Name+"}")
		if found && c.folder.File(name) == file {
			return 1 + strings.Count(before, "\n")
		}
	}
	return 0
}

// Describes reports whether registry.yaml is about a registry file.
func (c *Content) Describes(file string) bool { return c.Registry.describes(c.folder.Dir, file) }

// Check compares what facts tables and essays say of the registry with the registry itself, which was read from file
// without faults. What is not true of a registry that registry.yaml is not about, which may be older, is but a warning.
func (c *Content) Check(r *registry.Registry, file string) (faults, warnings fault.List) {
	check := &checker{registry: r, file: file, described: c.Describes(file)}
	for _, t := range c.Facts.Tables {
		for _, fact := range t.Rows {
			check.relation(t, fact)
		}
	}
	for _, loc := range c.Locales {
		for _, e := range loc.Essays {
			check.assumptions(e)
		}
	}
	return check.faults, check.warnings
}

// A checker compares texts with a registry.
type checker struct {
	registry         *registry.Registry
	file             string // of the registry
	described        bool   // by registry.yaml
	faults, warnings fault.List
}

// outdated reports what the registry does not confirm.
func (c *checker) outdated(file string, line int, problem, advice string) {
	if c.described {
		c.faults.Add(file, line, problem, advice)
	} else {
		c.warnings.Add(file, line, problem, advice)
	}
}

// rowAt names the first row of the registry that covers a port.
func (c *checker) rowAt(port int) string {
	rows := c.registry.Assignments(port)
	if len(rows) == 0 {
		return c.file
	}
	return fmt.Sprintf("%s:%d", c.file, rows[0].Line)
}

// File returns the path of a file or folder of the content as the user would type it.
func (c *Content) File(name string) string { return c.folder.File(name) }
