// Package search makes the script that readers search with: an index of everything that has a name, and
// the code that ranks and shows what is found. It is one file, loaded when somebody is about to use it,
// and a script, since browsers refuse to fetch data from a folder opened from disk.
//
//	index.go   what the index holds, written so that it packs well
//	rank.js    reads the index and finds
//	box.js     shows what was found
package search

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// An Index is what can be found. Package site fills it.
type Index struct {
	Registry *registry.Registry
	Ports    []facts.Port // those of which more is known than what the registry says
	Pages    []Page       // that are no port's
	Spans    []string     // pages about ports in a row: "blocks/6124-6132", or "ranges/system 0-1023"
	Ending   string       // of the addresses of pages: "" or ".html"
	Locales  []Locale     // the first one is that of the search itself
}

// A Page is a page that is no port's.
type Page struct {
	Path  string // "about", "ports/"
	Title string
	About string // in a sentence
	Parts string // headings of its parts
}

// A Locale is a language of the site, for the links to ports and for the words beside them.
type Locale struct {
	Dir   string            `json:"dir"`   // "" for the first, "tl/" for others
	Ports string            `json:"ports"` // that have a page there: "0-1023,3306"
	Words map[string]string `json:"words"` // those of Words, by their keys
}

// Words are the keys of the words that the script shows, besides those of statuses. In some of them % stands
// for what was asked for or counted; search-small lists words that hardly matter in a question, search-inner words
// by which one knows that a port of a program is not for its users, search-same words that mean the same.
var Words = []string{
	"port", "list-no-port", "notfound-large", "notfound-ports",
	"search-results", "search-none", "search-all", "search-small", "search-inner", "search-same",
}

//go:embed rank.js
var rank string

//go:embed box.js
var box string

// Append appends the script.
func (x *Index) Append(dst []byte) []byte {
	b := bytes.NewBuffer(dst)
	b.WriteString("// Made by the program from the registry and the texts of the site: what can be found, then the code that finds it.\n")
	b.WriteString("{\nconst index = {\n")
	uses, essays := encodeKnown(x.Ports)
	for _, part := range [][2]string{
		{"ports", encodePorts(x.Registry)},
		{"statuses", encodeStatuses(x.Registry)},
		{"uses", uses},
		{"essays", essays},
		{"names", encodeNames(x.Registry)},
		{"pages", encodePages(x.Pages)},
		{"spans", strings.Join(x.Spans, "\n")},
	} {
		fmt.Fprintf(b, "%s: `%s`,\n", part[0], inTemplate.Replace(part[1]))
	}
	locales, _ := json.Marshal(x.Locales) // strings only
	ending, _ := json.Marshal(x.Ending)
	fmt.Fprintf(b, "locales: %s,\nending: %s}\n\n%s}\n", locales, ending, comments.ReplaceAllString(rank+box, ""))
	return b.Bytes()
}

// comments are those on lines of their own: they are for people who change the code, not for those who load it.
var comments = regexp.MustCompile(`(?m)^ *//.*\n|^\n`)

// inTemplate escapes what would end a template literal, or be more than text in it.
var inTemplate = strings.NewReplacer("\\", `\\`, "`", "\\`", "${", `\${`, "\r", `\r`)
