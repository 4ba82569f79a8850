// Package export makes what programs read: the API, data files, sitemaps, the feed.
//
// It knows formats, not the site: package site tells it by a Source what there is and where. Every
// file is rendered when it is asked for and never at loading.
package export

import (
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Source is what the files are made of. Package site fills it.
type Source struct {
	Name       string // the site's: portbook
	Base       string // where the site stands, with a slash at the end: https://host/path/
	Lang       string // BCP 47 tag of the first locale
	Date       string // the registry's, YYYY-MM-DD
	Repository string // address of the sources, or ""
	Registry   *registry.Registry
	Number     func(port int) string // in decimal, made once

	Word       func(key string) string  // a text of the interface, by one of Words
	URL        func(path string) string // absolute address of a page or file by its path: "ports/22", "api/v1/openapi.json"
	Title      func(port int) string    // the title of the port's page, without the site's name
	Summary    func(port int) string    // the page's answer to "what is this port?", as plain text
	Uses       func(port int) []Use     // what else is known to use a port, in the order of its page
	Advice     func(port int) []Advice  // security advice, likewise
	Remarkable func(port int) bool      // false when a port has no use, no advice and no essay: few have any
	Blocked    func(port int) bool      // browsers refuse to open the port
	Spans      []Span                   // runs of ports that have something in common, by table and row
	Essays     []Essay                  // by port
	Pages      func() []Page            // all other pages, by path
	History    func() History           // what changed in the registry

	Locales []Locale            // the first one is that of lists, search and data
	Indexed func(port int) bool // search engines may list the page of the port

	comparing sync.Once
	likeLast  [registry.Ports / 64]uint64 // by port: nothing but its number tells it from the port before
}

// A Locale is a language of the site, with the port pages that it has.
type Locale struct {
	Lang          string // BCP 47 tag
	Dir           string // "" for the first, "tl/" for others
	Publishes     func(port int) bool
	Before, After string // what stands around the number in the absolute address of a port's page
}

// A Use is a de-facto use of a port: a row of content/facts/defacto.csv.
type Use struct {
	Name      string // Minecraft (Java Edition)
	What      string // one sentence
	Transport string // tcp, udp
	Relation  string // to the registry: same, compatible, other, unassigned, reserved, dynamic
	Source    string // address
}

// Advice is security advice: a row of content/facts/security.csv.
type Advice struct {
	Transport string // tcp, udp, or several: tcp/udp
	Text      string
	Source    string // address
}

// A Span is a row of a table in content/facts that speaks of a run of ports, such as those which a system
// hands out to clients.
type Span struct {
	Table       string // client-ranges, privileged, ranges
	Slug        string // client-linux; not always there
	Name        string // Linux; Kubernetes NodePort
	Version     string // of which it holds: "Vista, Server 2008 and later"
	First, Last int
	Transports  string // tcp/udp
	What        string // one sentence
	See         string // a command that shows it
	Source      string // address
}

// An Essay is what a person wrote about a port.
type Essay struct {
	Port          int
	Name, Tagline string // plain text
	Updated       string // YYYY-MM-DD
}

// A Page is a page that is no port's and that search engines may list.
type Page struct {
	Path        string // "about", "ranges/system", "" for home
	Lang        string // BCP 47 tag
	Title       string // plain text, of a page of words; "" for lists
	Description string // likewise
}

// A File is one file of the site for programs.
type File struct {
	Path string // below the site's root: "data/ports.csv"

	// Append appends the file's bytes. Now and then, while a large file grows, it calls full, which may take away
	// what dst holds by then and return it shorter; to get all of the file, pass Whole.
	Append func(dst []byte, from *Source, full func(dst []byte) []byte) []byte
}

// Whole takes nothing away.
func Whole(dst []byte) []byte { return dst }

// small makes the function of a File of one for a small file.
func small(add func(dst []byte, from *Source) []byte) func([]byte, *Source, func([]byte) []byte) []byte {
	return func(dst []byte, from *Source, _ func([]byte) []byte) []byte { return add(dst, from) }
}

// Files lists the files.
func Files(from *Source) []File {
	files := []File{
		{"feed.atom", small(appendFeed)},
	}
	return append(files, dataFiles(from)...)
}
