// Package site joins the registry, the words and the templates to a site: a function from path to
// bytes. It alone knows addresses.
//
// Load reads all inputs into a Site that never changes afterwards. A Site can list its files and
// render any one of them. Whatever can fail fails in Load, with all faults at once; rendering a
// listed file cannot. So a build renders all files, a preview the one that is asked for, and both
// give the same bytes.
//
//	facets.go, when.go, kinds.go   which texts hold for which ports
//	pieces.go, essays.go, …        what is read from content/
//	placeholders.go, values.go     what stands for {port} and its kin
//	pages.go                       what templates get
//	portpage.go, lists.go, …       how those are filled
package site

import (
	"strings"
	"sync/atomic"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Site is everything that was read, and how to render it. It is safe for concurrent use.
type Site struct {
	Warnings fault.List // what is odd but no reason to stop

	inputs   Inputs
	content  *content.Content
	links    LinkStyle
	origin   string // https://host
	basePath string // "/" or "/portbook/"
	date     string // the registry's
	note     string // what a reader should know of this copy of it, or ""

	registry   *registry.Registry
	numbers    numbers
	primary    []*registry.Assignment // by port
	blocks     []block                // by number
	inBlock    []uint16               // by port: index into blocks
	services   []services             // of the ports that have one, by number
	inServices []uint16               // by port: index into services
	remarkable registry.PortSet       // with an essay, a known use or advice: few, and a bit says so sooner than a map
	directory  *directory
	classes    []uint16 // by port
	classSizes []int    // ports, by class
	locales    []*locale
	views      []*view                 // of all locales
	names      int                     // services by name that have a port
	portless   int                     // and those that have none
	siteWide   [placeholder.Len]string // values of the placeholders from placeholder.Site on
	kinds      []portKind              // by class
	markers    stencil.Markers         // that stand for values while pages are made
	marked     []string                // a marker for each placeholder
	static     content.Folder
	paths      []string       // of all files: of those of no port, then of port pages
	others     []*other       // the files of no port
	ports      []portPage     // and the port pages
	byPath     map[string]int // index into paths, by path; port pages are not in it
	pages      map[string]bool
}

// A file is one file of the site: a port's page of a locale, or anything else.
type file struct {
	locale *locale // of a port's page
	port   int
	*other // what is no port's page
}

// A portPage says which port's page a file is. There are 65,536 of them and more, hence no pointers: the locale is its
// index in the list of locales.
type portPage struct{ locale, port uint16 }

// file returns a file by its index in Paths.
func (s *Site) file(i int) file {
	if i < len(s.others) {
		return file{other: s.others[i]}
	}
	p := s.ports[i-len(s.others)]
	return file{locale: s.locales[p.locale], port: int(p.port)}
}

// An other file renders itself, in one of two ways.
type other struct {
	alike  bool // others of its kind are tried at loading: see try
	render func(dst []byte) []byte
	tried  atomic.Pointer[[]byte]                                // what it rendered then; nil when it was not tried, or not yet
	large  func(dst []byte, full func(dst []byte) []byte) []byte // of a file for programs: see addExports
}

// isPort reports whether the file is a port's page.
func (f file) isPort() bool { return f.locale != nil }

// Paths lists the files of the site, relative to the folder that holds it, in the order in which they
// are best written. The caller must not change the list.
func (s *Site) Paths() []string { return s.paths }

// NewWorker returns a function that appends the bytes of a file, by its index in Paths. Each
// goroutine needs a worker of its own.
func (s *Site) NewWorker() func(i int, dst []byte) []byte {
	p := s.newPrinter()
	return func(i int, dst []byte) []byte { return p.append(dst, s.file(i)) }
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
// again. Of a large file, all that it returns is the end; what comes before is told to spill, piece by piece, each
// valid during the call only.
func (s *Site) NewPrinter() func(i int, spill func(piece []byte)) []byte {
	p := s.newPrinter()
	var room []byte
	return func(i int, spill func([]byte)) []byte {
		room = p.print(room[:0], s.file(i), spill)
		return room
	}
}

// A printer is what one goroutine needs to render files.
type printer struct {
	ports map[*locale]*portBuilder
}

func (s *Site) newPrinter() *printer {
	p := &printer{ports: map[*locale]*portBuilder{}}
	for _, loc := range s.locales {
		p.ports[loc] = newPortBuilder(s, loc)
	}
	return p
}

func (p *printer) append(dst []byte, f file) []byte {
	return p.print(dst, f, nil)
}

// print appends a file; without spill, large ones too.
func (p *printer) print(dst []byte, f file, spill func([]byte)) []byte {
	if f.isPort() {
		return p.ports[f.locale].append(dst, f.port)
	}
	if page := f.tried.Load(); page != nil {
		return append(dst, *page...)
	}
	if f.render != nil {
		return f.render(dst)
	}
	return f.large(dst, func(dst []byte) []byte {
		if spill == nil || len(dst) < pieceBytes {
			return dst
		}
		spill(dst)
		return dst[:0]
	})
}

// pieceBytes is from what size on a part of a large file is spilled.
const pieceBytes = 64 << 10

// Find returns the index in Paths of the file at a path such as "ports/855.html", and whether
// there is one.
func (s *Site) Find(path string) (int, bool) {
	if i, ok := s.byPath[path]; ok {
		return i, true
	}
	for _, loc := range s.locales {
		number, ok := strings.CutPrefix(path, loc.Folder+"ports/")
		port, err := registry.ParsePort(strings.TrimSuffix(number, ".html"))
		if !ok || err != nil || loc.fileOf == nil {
			continue
		}
		if i := int(loc.fileOf[port]); i != noFile && s.paths[i] == path {
			return i, true
		}
	}
	return 0, false
}

// Has reports whether there is a file at a path.
func (s *Site) Has(path string) bool {
	_, ok := s.Find(path)
	return ok
}

// Registry is what the site was made from.
func (s *Site) Registry() *registry.Registry { return s.registry }

// Inputs lists the files and folders that were read.
func (s *Site) Inputs() Inputs { return s.inputs }

// hasPage reports whether the site has a page at a path without root.
func (s *Site) hasPage(path string) bool {
	if s.pages[path] {
		return true
	}
	for _, loc := range s.locales {
		if number, ok := strings.CutPrefix(path, loc.Folder+"ports/"); ok {
			port, err := registry.ParsePort(number)
			return err == nil && number == s.numbers.decimal[port] && loc.Publishes(port)
		}
	}
	return false
}

// A block is a run of ports of one headline status, with its numbers spelt out.
type block struct {
	first, last         int
	firstText, lastText string
	size                string
}

// servicesAt are the services of a port; nil without.
func (s *Site) servicesAt(port int) *services {
	if s.primary[port] == nil {
		return nil
	}
	return &s.services[s.inServices[port]]
}

// blockOf is the block that a port lies in.
func (s *Site) blockOf(port int) *block { return &s.blocks[s.inBlock[port]] }

// Services are the names of a port in the ways that texts need them.
type services struct {
	list       string // ssh; or, where transports differ: exec (tcp), comsat and biff (udp)
	transports uint8  // bit set of those with a service
}

// A Summary is what a build prints of the site.
type Summary struct {
	PortPages int    // pages of ports, in all locales
	Date      string // the registry's
}

// Summary counts what is to be rendered.
func (s *Site) Summary() Summary { return Summary{PortPages: len(s.ports), Date: s.date} }

// BasePath is the path at which the site stands on its host: "/" or "/portbook/".
func (s *Site) BasePath() string { return s.basePath }

// Policy is the Content-Security-Policy of all pages.
func (s *Site) Policy() string { return s.policy() }

// CleanPath returns the address at which hosts without endings show a file, and whether that is
// another one than the path given: ports/855.html is shown at ports/855. With html links nothing moves.
func (s *Site) CleanPath(path string) (string, bool) {
	page, isPage := strings.CutSuffix(path, ".html")
	if s.links != CleanLinks || !isPage {
		return path, false
	}
	if folder, isIndex := strings.CutSuffix(page, "index"); isIndex && (folder == "" || strings.HasSuffix(folder, "/")) {
		page = folder
	}
	return page, true
}
