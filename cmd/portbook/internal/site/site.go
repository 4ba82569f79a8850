// Package site joins the registry, the words and the templates to a site: a function from path to
// bytes. It alone knows which files there are.
//
// Load reads all inputs into a Site that never changes afterwards. A Site can list its files and
// render any one of them. Whatever can fail fails in Load, with all faults at once; rendering a
// listed file cannot. So a build renders all files, a preview the one that is asked for, and both
// give the same bytes.
//
// Package site makes the pages of ports; package lists makes all others, and package view has what both are made with.
package site

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A Site is everything that was read, and how to render it. It is safe for concurrent use.
type Site struct {
	Warnings fault.List // what is odd but no reason to stop

	inputs  Inputs
	common  *view.Common
	lists   *lists.Lists
	locales []*locale
	static  content.Folder

	classes []uint16 // by port
	kinds   []kind   // by class

	paths []string              // of all files: of those of no port, then of port pages
	files []*file               // those of no port
	ports []portPage            // and the port pages
	index func() map[string]int // into paths, by path; made when asked for, since builds need none
}

// A locale is the site in one language: its words, its texts, and the ports it publishes.
type locale struct {
	*view.Locale
	choices []choice // by class
	shared  sync.Map // what pages of a class have in common: classKey to *page.PortClass
}

// A file is one that is no port's page.
type file struct {
	alike  bool // others of its kind are tried at loading: see try
	render renderer
	tried  atomic.Pointer[[]byte] // what it rendered at loading; nil when it was not tried, or not yet
}

// A renderer appends a file. Of a large one it passes on to full what there is so far, again and again, and goes on with
// what full returns.
type renderer func(dst []byte, full func(dst []byte) []byte) []byte

// A portPage says which port's page a file is.
type portPage struct {
	locale *locale
	port   int
}

// portAt returns the port whose page a file is, by its index in Paths; without locale when it is none's.
func (s *Site) portAt(i int) (loc *locale, port int) {
	if i < len(s.files) {
		return nil, 0
	}
	p := s.ports[i-len(s.files)]
	return p.locale, p.port
}

// Paths lists the files of the site, relative to the folder that holds it, in the order in which they
// are best written. The caller must not change the list.
func (s *Site) Paths() []string { return s.paths }

// NewWorker returns a function that appends the bytes of a file, by its index in Paths. Each
// goroutine needs a worker of its own.
func (s *Site) NewWorker() func(i int, dst []byte) []byte {
	render := s.newRenderer()
	return func(i int, dst []byte) []byte {
		return render(i, dst, func(dst []byte) []byte { return dst })
	}
}

// Render returns the bytes of the file at a path, and whether there is one.
func (s *Site) Render(path string) ([]byte, bool) {
	i, ok := s.Find(path)
	if !ok {
		return nil, false
	}
	return s.NewWorker()(i, nil), true
}

// NewPrinter is NewWorker for who renders many files. What the function returns stays as it is until it is called
// again. Of a large file, all that it returns is the end; what comes before is told to write, piece by piece, each
// valid during the call only.
func (s *Site) NewPrinter() func(i int, write func(piece []byte)) []byte {
	const pieceBytes = 64 << 10
	render := s.newRenderer()
	var room []byte
	var write func(piece []byte) // of the file at hand
	full := func(dst []byte) []byte {
		if len(dst) < pieceBytes {
			return dst
		}
		write(dst)
		return dst[:0]
	}
	return func(i int, to func([]byte)) []byte {
		write = to
		room = render(i, room[:0], full)
		return room
	}
}

// newRenderer returns a renderer of all files, for one goroutine.
func (s *Site) newRenderer() func(i int, dst []byte, full func([]byte) []byte) []byte {
	builders := map[*locale]*portBuilder{}
	for _, loc := range s.locales {
		builders[loc] = newPortBuilder(s, loc)
	}
	return func(i int, dst []byte, full func([]byte) []byte) []byte {
		if loc, port := s.portAt(i); loc != nil {
			return builders[loc].append(dst, port)
		}
		if page := s.files[i].tried.Load(); page != nil {
			return append(dst, *page...)
		}
		return s.files[i].render(dst, full)
	}
}

// Find returns the index in Paths of the file at a path such as "ports/855.html", and whether
// there is one.
func (s *Site) Find(path string) (int, bool) {
	i, ok := s.index()[path]
	return i, ok
}

func (s *Site) makeIndex() map[string]int {
	index := make(map[string]int, len(s.paths))
	for i, path := range s.paths {
		index[path] = i
	}
	return index
}

// Has reports whether there is a file at a path.
func (s *Site) Has(path string) bool {
	_, ok := s.Find(path)
	return ok
}

// Registry is what the site was made from.
func (s *Site) Registry() *registry.Registry { return s.common.Registry }

// Content is what was read from the folder content.
func (s *Site) Content() *content.Content { return s.common.Content }

// Inputs lists the files and folders that were read.
func (s *Site) Inputs() Inputs { return s.inputs }

// A Summary is what a build prints of the site.
type Summary struct {
	PortPages int    // pages of ports, in all locales
	Date      string // the registry's
}

// Summary counts what is to be rendered.
func (s *Site) Summary() Summary { return Summary{PortPages: len(s.ports), Date: s.common.Date} }

// BaseURL is where the site will stand, with a slash at the end.
func (s *Site) BaseURL() string { return s.common.BaseURL() }

// BasePath is the path at which the site stands on its host: "/" or "/portbook/".
func (s *Site) BasePath() string { return s.common.BasePath }

// Links is how links inside the site look.
func (s *Site) Links() view.LinkStyle { return s.common.Links }

// Policy is the Content-Security-Policy of all pages.
func (s *Site) Policy() string { return s.common.Policy() }

// CleanPath returns the address at which hosts without endings show a file, and whether that is
// another one than the path given: ports/855.html is shown at ports/855. With html links nothing moves.
func (s *Site) CleanPath(path string) (string, bool) {
	page, isPage := strings.CutSuffix(path, ".html")
	if s.common.Links != view.CleanLinks || !isPage {
		return path, false
	}
	if folder, isIndex := strings.CutSuffix(page, "index"); isIndex && (folder == "" || strings.HasSuffix(folder, "/")) {
		page = folder
	}
	return page, true
}
