// Package export makes what programs read: the search index, the API, data files, sitemaps, the feed.
//
// It knows formats, not the site: package site tells it by a Source what there is and where. Every
// file is rendered when it is asked for and never at loading.
package export

import "github.com/portbook/portbook/cmd/portbook/internal/registry"

// A Source is what the files are made of. Package site fills it.
type Source struct {
	Name       string // the site's: portbook
	Lang       string // BCP 47 tag of the first locale
	Date       string // the registry's, YYYY-MM-DD
	Repository string // address of the sources, or ""
	Registry   *registry.Registry

	URL     func(path string) string // absolute address of a page or file by its path: "ports/22", "api/v1/openapi.json"
	Title   func(port int) string    // the title of the port's page, without the site's name
	Summary func(port int) string    // the page's answer to "what is this port?", as plain text
	Uses    func(port int) []Use     // what else is known to use a port, in the order of its page
	Essays  []Essay                  // by port
	Pages   []Page                   // all other pages, in the order in which the site lists them
	History func() History           // what changed in the registry
}

// A Use is a de-facto use of a port: a row of content/facts/defacto.csv.
type Use struct {
	Name      string // Minecraft (Java Edition)
	What      string // one sentence
	Transport string // tcp, udp
	Relation  string // to the registry: same, compatible, other, unassigned, reserved, dynamic
	Source    string // address
}

// An Essay is what a person wrote about a port.
type Essay struct {
	Port          int
	Name, Tagline string // plain text
	Updated       string // YYYY-MM-DD
}

// A Page is a page that is no port's.
type Page struct {
	Path  string // "about", "ranges/system", "" for home
	Kind  string // template's name: home, page, range …
	Title string // plain text
	Lang  string // BCP 47 tag
}

// A File is one file of the site for programs.
type File struct {
	Path   string                                // below the site's root: "data/ports.csv"
	Append func(dst []byte, from *Source) []byte // appends the file's bytes
}

// Files lists the files.
func Files() []File {
	return []File{
		{"feed.atom", appendFeed},
	}
}
