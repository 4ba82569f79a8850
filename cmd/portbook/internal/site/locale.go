package site

import (
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A locale is the site in one language: its words, its texts, and the ports it publishes.
type locale struct {
	LocaleConfig
	dir      string // "" for the first, "tl/" for others
	fallback *locale
	ports    *registry.PortSet // those it publishes
	fileOf   []int32           // by port: where its page stands among the files of the site, or noFile
	compiler markdown.Compiler

	words    *words
	phrases  map[string]*markdown.Fragment // words that the program uses
	lists    map[string]*markdown.Fragment // words of lists, which have placeholders of their own
	statuses [6]*page.Status
	joins    [1 << registry.Transports]string // names of transports, by bit set: "TCP and UDP"
	names    [registry.Transports + 1]string  // TCP
	ranges   [3]string                        // System Ports
	uses     map[int]string                   // software known to use a port without being registered: Flask and others

	status    []*piece
	notes     []*piece
	questions []*piece
	checks    []*piece
	pages     []*contentPage
	essays    map[int]*essay
	choices   []choice // by class
	views     map[string]*view
}

// publishes reports whether the locale has a page for the port.
func (loc *locale) publishes(port int) bool { return loc.ports.Has(port) }
