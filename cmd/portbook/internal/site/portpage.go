package site

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// A desk is where one goroutine fills the port pages of one locale. What all ports of a class have
// in common is filled in once; what differs from port to port takes little more than copying words.
type desk struct {
	*view
	values  markdown.Values
	class   int        // of the pages at hand, or noClass
	pages   [2]*filled // of that class, by length of title; nil when not needed yet
	cells   []Cell     // every port, as strips show it
	number  string     // of the port at hand
	draft   string     // the services that its essay is to assume: see Draft
	rows    rowCache
	tried   *PortPage    // see tryPage
	shown   []assignedAs // see makeRows
	scratch []byte
	alikes  []*Cell // of the port at hand

	// Of the class before; most classes share them.
	notes  lately[Section]
	faq    lately[Question]
	checks []lately[Section] // by system

	// Of the port before; most ports share them.
	below, above *Neighbour
	around       *block
	block        *Block
}

// A lately is what was made of some pieces, as long as they are asked for again.
type lately[T any] struct {
	pieces []*content.Piece
	made   []T
}

// of returns what was made of the pieces, or makes it, one of each.
func (l *lately[T]) of(pieces []*content.Piece, one func(p *content.Piece) T) []T {
	if !slices.Equal(l.pieces, pieces) {
		l.pieces, l.made = pieces, make([]T, len(pieces))
		for i, p := range pieces {
			l.made[i] = one(p)
		}
	}
	return slices.Clip(l.made) // who appends to it gets another list
}

// A filled page holds what all ports of a class have in common, and is bound to the template.
type filled struct {
	*PortPage
	bound *render.Bound[PortPage] // nil for classes of few ports
}

// A rowCache keeps the rows of the port before: blocks of thousands of ports share one row.
type rowCache struct {
	of   []*registry.Assignment
	rows []Row
}

func newDesk(s *Site, loc *locale) *desk {
	v := loc.view(s, loc.Folder+"ports/0")
	return &desk{view: v, values: v.newValues(), class: noClass, cells: v.cells(), checks: make([]lately[Section], len(s.content.Systems))}
}

// noClass is the class of a desk on which nothing lies.
const noClass = -1

// printPage prints the page of a port.
func (d *desk) printPage(s *render.Sheet, port int) []byte {
	p := d.page(port)
	if p.bound == nil {
		return s.Fill(func(dst []byte) []byte { return d.view.port.Append(dst, p.PortPage) })
	}
	return p.bound.Print(s)
}

// tryPage is printPage for a page that is rendered once: binding would cost more than it saves.
func (d *desk) tryPage(dst []byte, port int) []byte {
	d.number, d.class = d.site.numbers.decimal[port], noClass
	d.describe(d.values, port)
	if d.tried == nil {
		d.tried = new(PortPage)
	}
	d.fillClass(d.tried, &d.locale.choices[d.site.classes[port]], d.shortTitle(port))
	if e := d.locale.Essays[port]; e != nil {
		d.fillEssay(d.tried, e)
	}
	d.fill(d.tried, port)
	return d.view.port.Append(dst, d.tried)
}

// page returns the filled page of a port. It is valid until the next call.
func (d *desk) page(port int) *filled {
	d.number = d.site.numbers.decimal[port]
	if class := int(d.site.classes[port]); class != d.class {
		d.class, d.pages = class, [2]*filled{}
		d.describeKind(d.values, port)
	}
	d.describeOwn(d.values, port)
	p := d.known(port)
	d.fill(p.PortPage, port)
	return p
}

// known returns the page of a port's class, or of the port when it has an essay. Pages of one class are best asked
// for one after the other.
func (d *desk) known(port int) *filled {
	if d.site.remarkable.Has(port) {
		if e := d.locale.Essays[port]; e != nil {
			p := d.classPage(&d.locale.choices[d.site.classes[port]], 0)
			d.fillEssay(p, e)
			return &filled{PortPage: p}
		}
	}
	short := d.shortTitle(port)
	if d.pages[short] == nil {
		d.pages[short] = d.bind(d.classPage(&d.locale.choices[d.class], short), port)
	}
	return d.pages[short]
}

// worthBinding is the number of pages from which binding costs less than it saves.
const worthBinding = 6

// bind binds a page to the template, as it is for a port.
func (d *desk) bind(p *PortPage, port int) *filled {
	if d.site.classSizes[d.class] < worthBinding {
		return &filled{PortPage: p}
	}
	d.fill(p, port)
	bound := d.view.port.Bind(p)
	render.Fix(bound, d.cells)
	return &filled{p, bound}
}

// classPage is fillClass for a new page.
func (d *desk) classPage(c *choice, short int) *PortPage {
	p := new(PortPage)
	d.fillClass(p, c, short)
	return p
}

// fillClass fills in what is the same for all ports of a class, and empties the rest; short is 1 for those whose titles
// leave out the tagline.
func (d *desk) fillClass(p *PortPage, c *choice, short int) {
	s, loc := d.site, d.locale
	status := s.registry.Headline(c.example)
	*p = PortPage{
		Status: loc.statuses[status], Heading: d.chosen(c.heading), Tagline: d.chosen(c.tagline), Lead: d.chosen(c.lead),
		Range:    d.rangeOfPort(c.example),
		Registry: Registry{Date: s.date, Row: around(ianaSearch, &d.number, "")},
		Notes:    d.notes.of(c.notes, d.section), Questions: d.questions(c.questions), Systems: d.systems(c.checks),
	}
	p.Say.fill(loc.Phrases, &d.values)
	title := [2]*markdown.Fragment{c.title, c.shortTitle}[short]
	p.Head = d.head("port", fixed(title, "", &d.values), d.chosen(c.description), loc.Folder+"ports/", status.String())
	p.Head.Canonical.number = &d.number
	p.Head.NoIndex = !s.content.Config.Index.Lists(status)
	d.crumbs(&p.Head, p.Range)
	if c.meaning != nil {
		p.Meaning = Section{ID: c.meaning.ID, Title: d.chosen(c.meaningTitle), Body: fixed(c.meaning.Body, c.meaning.Lang, &d.values)}
	}
	p.Sources = sourcesOfPieces([]*content.Piece{c.meaning}, c.questions) // those of notes stand beside them
	p.Transports = d.transports(c.example)
	p.Feedback = d.feedback()
	if c.example > 0 { // by their facets, all ports of the class have one before them, or none
		p.Previous = d.newTurn()
	}
	if c.example < registry.Ports-1 {
		p.Next = d.newTurn()
	}
	p.Write = d.draftFor(status, s.primary[c.example] != nil)
}

// transports lists the status of a port for each transport. Those for which nothing is assigned share a line
// when they share the status; of SCTP and DCCP nothing is said where the registry says nothing.
func (d *desk) transports(port int) []TransportStatus {
	var list []TransportStatus
	var sets []transportSet
	for t := range registry.Unstated + 1 {
		status := d.site.registry.StatusOf(port, t)
		if status == registry.NotListed && t > registry.UDP || t == registry.Unstated && status != registry.Assigned {
			continue
		}
		i := -1
		if status != registry.Assigned {
			i = slices.IndexFunc(list, func(l TransportStatus) bool { return l.Status == d.locale.statuses[status] })
		}
		if i < 0 {
			i = len(list)
			list, sets = append(list, TransportStatus{Status: d.locale.statuses[status], Name: d.locale.Names[t], of: t}), append(sets, 0)
		}
		switch sets[i] |= 1 << t; {
		case sets[i] == 1<<registry.Transports-1:
			list[i].Name = d.locale.Words.Text("transport-all")
		case t != registry.Unstated:
			list[i].Name = d.locale.Joins[sets[i]]
		}
	}
	return list
}

const ianaSearch = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml?search="

func (d *desk) chosen(c chosen) Text { return fixed(c.Fragment, c.lang, &d.values) }

func (d *desk) section(p *content.Piece) Section {
	return Section{ID: p.ID, Title: fixed(p.Title, p.Lang, &d.values), Body: fixed(p.Body, p.Lang, &d.values), Sources: p.Sources}
}

func (d *desk) questions(pieces []*content.Piece) []Question {
	return d.faq.of(pieces, func(p *content.Piece) Question {
		return Question{fixed(p.Title, p.Lang, &d.values), fixed(p.Body, p.Lang, &d.values)}
	})
}

func (d *desk) systems(checks [][]*content.Piece) []System {
	list := make([]System, 0, len(d.site.content.Systems))
	for i, system := range d.site.content.Systems {
		if len(checks[i]) == 0 {
			continue
		}
		guide := Address{}
		if path := "guides/" + system.ID; d.site.pages[d.locale.Folder+path] {
			guide = d.address(d.locale.Folder + path)
		} else if d.site.pages[path] {
			guide = d.address(path)
		}
		list = append(list, System{ID: system.ID, Name: system.Name, Guide: guide, Checks: d.checks[i].of(checks[i], d.section)})
	}
	return list
}

// sourcesOfPieces lists the sources of texts, each once.
func sourcesOfPieces(lists ...[]*content.Piece) []Source {
	var sources []Source
	seen := map[string]bool{}
	for _, list := range lists {
		for _, p := range list {
			if p == nil {
				continue
			}
			for _, s := range p.Sources {
				if !seen[s.URL] {
					seen[s.URL] = true
					sources = append(sources, s)
				}
			}
		}
	}
	return sources
}

// fill sets what is this port's own.
func (d *desk) fill(p *PortPage, port int) {
	s := d.site
	p.Number = d.number
	p.Hex, p.Bytes = d.values[placeholder.Hex], d.values[placeholder.Bytes]
	p.Thousand = &d.thousands[port/1000]
	p.Block = d.blockOf(port)
	p.Below, p.Above = d.neighbours(port)
	p.Before, p.After = d.strip(port)
	p.Alike = d.alike(port)
	d.turn(p.Previous, port-1)
	d.turn(p.Next, port+1)
	d.fillRows(p, port)
	p.Uses, p.Advice = nil, nil
	if s.remarkable.Has(port) {
		p.Uses, p.Advice = d.uses(port), d.advice(port)
	}
	if len(s.locales) > 1 {
		p.Head.Alternates = d.alternates(port)
	}
}

// maxTitle is how many characters of a title search engines show, with some to spare.
const maxTitle = 75

// shortTitle is 1 when the tagline would make the title of a port's page too long, as the registry's
// descriptions and the names of software can.
func (d *desk) shortTitle(port int) int {
	if d.site.primary[port] == nil && d.values[placeholder.Uses] == "" {
		return 0
	}
	title := fixed(d.locale.choices[d.site.classes[port]].title, "", &d.values)
	if d.scratch = title.AppendText(d.scratch[:0]); len(d.scratch) > maxTitle && utf8.RuneCount(d.scratch) > maxTitle {
		return 1
	}
	return 0
}

// blockOf returns the block of a port: like neighbour, the same as last time or a new one.
func (d *desk) blockOf(port int) *Block {
	if b := d.site.blockOf(port); b != d.around {
		d.around, d.block = b, &Block{
			First: Link{b.firstText, d.portAddress(b.first)}, Last: Link{b.lastText, d.portAddress(b.last)},
			Size: b.size, Alone: b.ports() == 1, Large: b.ports() >= condition.LargeBlock, Page: d.blockPage(b),
		}
	}
	return d.block
}

// strip returns the ports before and after a port; near the ends of the space there are more on the
// other side.
func (d *desk) strip(port int) (before, after []Cell) {
	width := d.site.content.Config.StripWidth.Value
	first := min(max(port-width/2, 0), registry.Ports-width)
	return d.cells[first:port], d.cells[port+1 : first+width]
}

// newTurn prepares a turn to the ports before, or after, those of a class.
func (d *desk) newTurn() *Turn {
	t := new(Turn)
	if t.Address = around(d.root, &t.path, d.site.links.portSuffix()); d.locale.Folder == "" {
		t.Address = d.own
		t.Address.number = &t.Number
	}
	return t
}

// turn sets the port that may be turned to, if there is one.
func (d *desk) turn(t *Turn, port int) {
	if t == nil {
		return
	}
	t.Number = d.site.numbers.decimal[port]
	if d.locale.Folder != "" {
		t.path = d.locale.portFolder(port) + t.Number
	}
}

func (d *desk) neighbours(port int) (below, above *Neighbour) {
	if n, ok := d.site.registry.PreviousAssigned(port); ok {
		below = d.neighbourOf(n)
	}
	if n, ok := d.site.registry.NextAssigned(port); ok {
		above = d.neighbourOf(n)
	}
	d.below, d.above = below, above
	return below, above
}

// neighbourOf returns a port as its neighbours show it: one of the two of last time, or a new one, since what a
// page points to must not change.
func (d *desk) neighbourOf(port int) *Neighbour {
	number := d.site.numbers.decimal[port]
	for _, n := range [...]*Neighbour{d.below, d.above} {
		if n != nil && n.Number == number {
			return n
		}
	}
	return d.neighbour(port)
}

// neighbour returns a port that has a service as others name it.
func (v *view) neighbour(port int) *Neighbour {
	s := v.site
	return &Neighbour{Number: s.numbers.decimal[port], Address: v.portAddress(port), Service: s.primary[port].Service,
		Description: s.primary[port].Summary()}
}

// alternates lists the page in all locales that have it.
func (d *desk) alternates(port int) []Alternate {
	var list []Alternate
	for _, loc := range d.site.locales {
		if loc.Publishes(port) {
			list = append(list, Alternate{loc.Lang, loc.Name, around(d.site.origin+d.site.basePath+loc.Folder+"ports/",
				&d.site.numbers.decimal[port], d.site.links.portSuffix())})
		}
	}
	return list
}

func (d *desk) fillEssay(p *PortPage, e *content.Essay) {
	text := func(f *markdown.Fragment) Text { return fixed(f, e.Lang, &d.values) }
	p.Heading, p.Tagline, p.Lead = text(e.Name), text(e.Tagline), text(e.Summary)
	p.Head.Title, p.Head.Description = fixed(e.Title, "", &d.values), text(e.Summary)
	p.Head.Article, p.Head.NoIndex = true, false
	p.Meaning = Section{}
	p.Essay = &Essay{Body: text(e.Body), Sources: e.Sources, Updated: e.Updated}
	for _, name := range e.Authors {
		p.Essay.Authors = append(p.Essay.Authors, Author{name, strings.HasPrefix(name, d.site.content.Config.Name+" ")})
	}
	for _, port := range e.Related {
		p.Essay.Related = append(p.Essay.Related, d.cells[port])
	}
	p.Head.Edit = addressOf(d.site.editForm(e.File))
	p.Write = Draft{}
	class := &d.locale.choices[d.site.classes[e.Port]]
	own := d.questions(e.Questions)
	general := d.questions(class.questions)
	p.Questions = append(own, general[:min(len(general), max(maxQuestions-len(own), 0))]...)
	p.Sources = append(e.Sources[:len(e.Sources):len(e.Sources)], sourcesOfPieces(class.questions)...)
}

// maxQuestions is how many questions the page of an essay has at most: more than six or seven
// nobody reads.
const maxQuestions = 7

// feedback prepares the three faces. Where nothing receives them, the discontented ones lead to the form that
// asks what is wrong or missing.
func (d *desk) feedback() Feedback {
	s := d.site
	path := around(s.basePath+d.locale.Folder+"ports/", &d.number, s.links.portSuffix())
	if s.content.Config.Feedback.Source != "" {
		return Feedback{Endpoint: s.content.Config.Feedback.Source, Path: path}
	}
	issue := s.content.Config.Repository + "/issues/new?"
	wrong := around(issue+fixForm+d.locale.Folder, &d.number, "")
	thanks := around(issue+"title="+d.locale.Folder, &d.number, inQuery.Replace(" "+d.locale.Words.Text("helpful-yes")))
	return Feedback{Path: path, Good: thanks, Unsure: wrong, Poor: wrong}
}

// fixForm opens the form .github/ISSUE_TEMPLATE/fix.yml; the page, which its first field asks for, is to follow.
const fixForm = "template=fix.yml&page="

// editForm is the address of the form that edits a file of the repository.
func (s *Site) editForm(file string) string {
	return s.content.Config.Repository + "/edit/" + s.content.Config.Branch + "/" + s.contentPath(file)
}

// contentPath is the path of a content file in the repository, wherever --content pointed.
func (s *Site) contentPath(file string) string {
	below, err := filepath.Rel(s.inputs.Content, filepath.FromSlash(file))
	if err != nil {
		return file
	}
	return "content/" + filepath.ToSlash(below)
}

// newFileForm is the address of the form for a new file of the repository; the port's number and
// the ending are to follow.
func (d *desk) newFileForm(folder string) string {
	return d.site.content.Config.Repository + "/new/" + d.site.content.Config.Branch + "?filename=content/" + folder
}
