package content

import (
	"path"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Locale is content in one language. What it lacks is the first locale's.
type Locale struct {
	LocaleConfig
	Folder    string            // below content and in the site: "" for the first, "tl/" for others
	Published *registry.PortSet // the ports that have a page in the locale
	Words     *Words
	Phrases   map[string]*markdown.Fragment    // the words that the program uses
	Names     [registry.Transports + 1]string  // of transports: TCP
	Joins     [1 << registry.Transports]string // the same, by bit set: TCP and UDP
	Uses      map[int]string                   // software known to use a port without being registered: Flask and others
	Status    []*Piece                         // what holds for many ports, by order
	Notes     []*Piece
	Questions []*Piece
	Checks    []*Piece
	Pages     []*Page
	Essays    map[int]*Essay // by port

	compiler markdown.Compiler
}

// Range is what the range of a port is called: System Ports.
func (loc *Locale) Range(port int) string {
	return loc.Words.Text("range-" + registry.RangeOf(port).Slug)
}

// Publishes reports whether the locale has a page for the port.
func (loc *Locale) Publishes(port int) bool { return loc.Published.Has(port) }

// locale reads the words and texts of one locale.
func (r *reader) locale(c LocaleConfig) *Locale {
	loc := &Locale{LocaleConfig: c}
	if c.Dir != "" {
		loc.Folder = c.Dir + "/"
	}
	loc.Published, _ = c.published() // the configuration was checked
	for _, name := range r.folder.Below(loc.Folder+"ports", ".md") {
		if port, err := registry.ParsePort(strings.TrimSuffix(path.Base(name), ".md")); err == nil {
			loc.Published.Add(port, port)
		}
	}
	loc.compiler = markdown.Compiler{
		Vocabulary: placeholder.All[:placeholder.Len], Link: func(path string) string { return r.resolve(loc, path) },
	}
	r.words(loc)
	loc.Status = r.pieces(loc, "status", (*text).status)
	loc.Notes = r.pieces(loc, "notes", (*text).piece)
	loc.Questions = r.pieces(loc, "faq", (*text).piece)
	loc.Checks = r.pieces(loc, "checks", (*text).piece)
	loc.Pages = r.pages(loc)
	loc.Essays = r.essays(loc)
	return loc
}

// resolve gives a link in a text the form that it has in this build: in the locale if that has the page, and in the
// site's style.
func (r *reader) resolve(loc *Locale, path string) string {
	page, _, _ := strings.Cut(path, "#")
	switch {
	case loc.Folder == "":
	case r.hasOwn(loc, page):
		path = loc.Folder + path
	default:
		for i, v := range placeholder.Numbers {
			if page == "ports/{"+placeholder.All[v].Name+"}" { // it differs from port to port
				return "{" + placeholder.All[placeholder.FirstLocale+i].Name + "}" + r.Link(path)
			}
		}
	}
	return r.Link(path)
}

// hasOwn reports whether a locale other than the first has a page of its own at a path.
func (r *reader) hasOwn(loc *Locale, page string) bool {
	if number, ok := strings.CutPrefix(page, "ports/"); ok {
		port, err := registry.ParsePort(number)
		return err == nil && loc.Publishes(port)
	}
	return page == "" || r.folder.Has(loc.Folder+"pages/"+page+".md") || r.folder.Has(loc.Folder+page+".md")
}

// Title returns the title of a port's page: "Port {port}: HEADING — TAGLINE". The tagline may be nil.
func (loc *Locale) Title(heading, tagline *markdown.Fragment) *markdown.Fragment {
	number := loc.plain(loc.Words.Text("port-n") + ": ")
	if tagline == nil {
		return markdown.Join(number, heading)
	}
	return markdown.Join(number, heading, loc.plain(" — "), tagline)
}

// Phrase returns a word as a fragment, also one that only templates use.
func (loc *Locale) Phrase(key string) *markdown.Fragment {
	if f := loc.Phrases[key]; f != nil {
		return f
	}
	return loc.plain(loc.Words.Text(key))
}

// plain compiles a text whose faults were reported.
func (loc *Locale) plain(src string) *markdown.Fragment {
	f, _ := loc.compiler.Plain("", 1, src)
	return f
}
