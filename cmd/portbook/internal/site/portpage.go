package site

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A portBuilder makes the pages of the ports of one locale, for one goroutine.
type portBuilder struct {
	*view.View
	site    *Site
	loc     *locale
	values  []string // of the placeholders, for the port at hand
	page    page.PortPage
	drafts  [withServices + 1]page.Draft
	scratch []byte

	rowsOf     []*registry.Assignment // of the port before; blocks of thousands of ports share one row
	status     registry.Status        // likewise
	rows       render.List[page.Row]
	transports render.List[page.TransportStatus]
}

func newPortBuilder(s *Site, loc *locale) *portBuilder {
	v := s.common.View(loc.Locale, loc.Folder+"ports/0")
	return &portBuilder{View: v, site: s, loc: loc, values: v.NewValues(), drafts: newDrafts(v)}
}

// append appends the page of a port.
func (b *portBuilder) append(dst []byte, port int) []byte {
	b.fill(port)
	return b.Templates.Port.Append(dst, &b.page, b.values)
}

// fill sets the page of a port: what its class says, and what is its own.
func (b *portBuilder) fill(port int) {
	b.Describe(b.values, port)
	key := b.classKey(port)
	b.page = page.PortPage{
		PortClass: b.class(key), Block: b.Block(port), Alike: b.alike(port),
	}
	b.page.Rows, b.page.Transports = b.rowsAt(port)
	b.page.Below, b.page.Above = b.Neighbours(port, port)
	b.page.Before, b.page.After = b.strip(port)
	if key.essay == nil {
		b.page.Write = b.draft(port)
	}
	if b.Noted.Has(port) {
		b.page.Uses, b.page.Advice = b.Uses(port), b.advice(port)
	}
}

// A classKey is all that pages of ports differ in besides what page.PortPage holds and the values of placeholders.
type classKey struct {
	class   uint16
	short   bool   // the title goes without the tagline
	locales uint64 // that have the page, one bit each, when there are several
	essay   *content.Essay
}

func (b *portBuilder) classKey(port int) classKey {
	key := classKey{class: b.site.classes[port]}
	if b.Noted.Has(port) {
		key.essay = b.Locale.Essays[port]
	}
	key.short = key.essay == nil && b.titleIsLong(port)
	for i, loc := range b.Locales {
		if len(b.Locales) > 1 && loc.Publishes(port) {
			key.locales |= 1 << i
		}
	}
	return key
}

// class returns what the pages of a class have in common; all goroutines get the same one.
func (b *portBuilder) class(key classKey) *page.PortClass {
	known, ok := b.loc.shared.Load(key)
	if !ok {
		known, _ = b.loc.shared.LoadOrStore(key, b.newClass(key, &b.Marked))
	}
	return known.(*page.PortClass)
}

// newClass makes what the pages of a class have in common. Values are the markers of placeholders; it knows no port, so it cannot
// tell of one what is true of another.
func (b *portBuilder) newClass(key classKey, values *[]string) *page.PortClass {
	c := classBuilder{b.View, values, &b.loc.choices[key.class], b.site.kinds[key.class]}
	p := c.common(key)
	if key.essay != nil {
		c.fillEssay(p, key.essay)
	}
	return p
}

// A classBuilder makes what the pages of one class have in common.
type classBuilder struct {
	*view.View
	values *[]string // the same of all classes: texts are told apart by where theirs are
	choice *choice
	kind   kind
}

func (b *classBuilder) text(f *markdown.Fragment, lang string) page.Text {
	return page.NewText(f, lang, b.values)
}

func (b *classBuilder) chosen(c chosen) page.Text { return b.text(c.Fragment, c.lang) }

// port is the address of the page of a port that a placeholder names.
func (b *classBuilder) port(number int) page.Address {
	before := b.Root
	if b.Locale.Folder != "" {
		before += (*b.values)[placeholder.FirstLocale+slices.Index(placeholder.Numbers[:], number)]
	}
	return page.Address{Given: true, Before: before + "ports/", Path: render.Slug((*b.values)[number]), After: b.Links.PortSuffix()}
}

// own is an address that ends with the number of the port.
func (b *classBuilder) own(before, after string) page.Address {
	return page.Address{Given: true, Before: before, Path: render.Slug((*b.values)[placeholder.Port]), After: after}
}

func (b *classBuilder) common(key classKey) *page.PortClass {
	c := b.choice
	p := &page.PortClass{
		Number: render.Slug((*b.values)[placeholder.Port]), Hex: render.Slug((*b.values)[placeholder.Hex]),
		Bytes:  render.Value((*b.values)[placeholder.Bytes]),
		Status: b.Locale.Statuses[b.kind.status], Heading: b.chosen(c.heading), Tagline: b.chosen(c.tagline), Lead: b.chosen(c.lead),
		Range:    b.Range(b.kind.span),
		Registry: page.Registry{Date: b.Date, Row: b.own(ianaSearch, "")},
		Notes:    b.sections(c.notes), Questions: b.questions(c.questions), Systems: b.systems(c.checks),
		Thousand: b.thousand(), Feedback: b.feedback(),
	}
	b.fillPhrases(&p.Say)
	title := c.title
	if key.short {
		title = c.shortTitle
	}
	p.Head = b.Head("port", b.text(title, ""), b.chosen(c.description), "", b.kind.status.String())
	p.Head.Canonical = b.own(b.BaseURL()+b.Locale.Folder+"ports/", b.Links.PortSuffix())
	p.Head.NoIndex = !b.Content.Config.Index.Lists(b.kind.status)
	p.Head.Alternates = b.alternates(key.locales)
	p.Head.Crumbs = b.Crumbs(p.Range)
	if c.meaning != nil {
		p.Meaning = page.Section{ID: c.meaning.ID, Title: b.chosen(c.meaningTitle), Body: b.text(c.meaning.Body, c.meaning.Lang)}
	}
	p.Sources = view.Sources(sourcesOfPieces([]*content.Piece{c.meaning}, c.questions)) // those of notes stand beside them
	if !b.kind.first {
		p.Previous = &page.PortTurn{Number: render.Slug((*b.values)[placeholder.Previous]), Address: b.port(placeholder.Previous)}
	}
	if !b.kind.last {
		p.Next = &page.PortTurn{Number: render.Slug((*b.values)[placeholder.Next]), Address: b.port(placeholder.Next)}
	}
	return p
}

func (b *classBuilder) fillPhrases(say *page.Phrases) {
	v := reflect.ValueOf(say).Elem()
	for i := range v.NumField() {
		f := b.Locale.Phrases[v.Type().Field(i).Tag.Get("word")]
		v.Field(i).Set(reflect.ValueOf(b.text(f, "")))
	}
}

func (b *classBuilder) thousand() *page.Link {
	slug := (*b.values)[placeholder.Thousand]
	address := page.Address{Given: true, Before: b.Root + "ranges/", Path: render.Slug(slug), After: b.Links.PortSuffix()}
	return &page.Link{Text: render.Value((*b.values)[placeholder.ThousandName]), Address: address}
}

const ianaSearch = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml?search="

func (b *classBuilder) sections(pieces []*content.Piece) render.List[page.Section] {
	list := make(render.List[page.Section], 0, len(pieces))
	for _, p := range pieces {
		list = append(list, page.Section{
			ID: p.ID, Title: b.text(p.Title, p.Lang), Body: b.text(p.Body, p.Lang), Sources: view.Sources(p.Sources),
		})
	}
	return list
}

func (b *classBuilder) questions(pieces []*content.Piece) render.List[page.Question] {
	list := make(render.List[page.Question], 0, len(pieces))
	for _, p := range pieces {
		list = append(list, page.Question{Question: b.text(p.Title, p.Lang), Answer: b.text(p.Body, p.Lang)})
	}
	return list
}

func (b *classBuilder) systems(checks [][]*content.Piece) render.List[page.System] {
	list := make(render.List[page.System], 0, len(b.Content.Systems))
	for i, system := range b.Content.Systems {
		if len(checks[i]) == 0 {
			continue
		}
		guide := page.Address{}
		if path := "guides/" + system.ID; b.Known[b.Locale.Folder+path] {
			guide = b.Address(b.Locale.Folder + path)
		} else if b.Known[path] {
			guide = b.Address(path)
		}
		list = append(list, page.System{ID: system.ID, Name: system.Name, Guide: guide, Checks: b.sections(checks[i])})
	}
	return list
}

// sourcesOfPieces lists the sources of texts, each once.
func sourcesOfPieces(lists ...[]*content.Piece) []content.Source {
	var sources []content.Source
	for _, p := range slices.Concat(lists...) {
		if p == nil {
			continue
		}
		for _, s := range p.Sources {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
	}
	return sources
}

// alternates lists the page in all locales that have it, given as bits.
func (b *classBuilder) alternates(locales uint64) []page.Alternate {
	var list []page.Alternate
	for i, loc := range b.Locales {
		if locales&(1<<i) != 0 {
			list = append(list, page.Alternate{
				Lang: loc.Lang, Name: loc.Name,
				Address: b.own(b.BaseURL()+loc.Folder+"ports/", b.Links.PortSuffix()),
			})
		}
	}
	return list
}

func (b *classBuilder) fillEssay(p *page.PortClass, e *content.Essay) {
	text := func(f *markdown.Fragment) page.Text { return b.text(f, e.Lang) }
	p.Heading, p.Tagline, p.Lead = text(e.Name), text(e.Tagline), text(e.Summary)
	p.Head.Title, p.Head.Description = b.text(e.Title, ""), text(e.Summary)
	p.Head.Article, p.Head.NoIndex = true, false
	p.Meaning = page.Section{}
	p.Essay = &page.Essay{Body: text(e.Body), Sources: view.Sources(e.Sources), Updated: e.Updated}
	for _, name := range e.Authors {
		p.Essay.Authors = append(p.Essay.Authors, page.Author{Name: name, Group: strings.HasPrefix(name, b.Content.Config.Name+" ")})
	}
	for _, port := range e.Related {
		p.Essay.Related = append(p.Essay.Related, b.Cells()[port])
	}
	p.Head.Edit = view.Elsewhere(b.EditForm(e.File))
	own := b.questions(e.Questions)
	p.Questions = append(own, p.Questions[:min(len(p.Questions), max(maxQuestions-len(own), 0))]...)
	p.Sources = view.Sources(append(slices.Clip(e.Sources), sourcesOfPieces(b.choice.questions)...))
}

// maxQuestions is how many questions the page of an essay has at most: more than six or seven
// nobody reads.
const maxQuestions = 7

// feedback prepares the three faces. Where nothing receives them, the discontented ones lead to the form that
// asks what is wrong or missing.
func (b *classBuilder) feedback() page.Feedback {
	path := b.own(b.BasePath+b.Locale.Folder+"ports/", b.Links.PortSuffix())
	if b.Content.Config.Feedback.Source != "" {
		return page.Feedback{Endpoint: b.Content.Config.Feedback.Source, Path: path}
	}
	issue := b.Content.Config.Repository + "/issues/new?"
	wrong := b.own(issue+fixForm+b.Locale.Folder, "")
	thanks := b.own(issue+"title="+b.Locale.Folder, inQuery.Replace(" "+b.Word("helpful-yes")))
	return page.Feedback{Path: path, Good: thanks, Unsure: wrong, Poor: wrong}
}

// fixForm opens the form .github/ISSUE_TEMPLATE/fix.yml; the page, which its first field asks for, is to follow.
const fixForm = "template=fix.yml&page="

// transportsOf lists the status of a port for each transport. Those for which nothing is assigned share a line
// when they share the status; of SCTP and DCCP nothing is said where the registry says nothing.
func (b *portBuilder) transportsOf(port int) (list render.List[page.TransportStatus]) {
	var sets [registry.Transports + 1]history.Transports // of each line
	rows := b.Registry.Assignments(port)
	for t := range registry.Unstated + 1 {
		status := b.Registry.StatusOf(port, t)
		if status == registry.NotListed && t > registry.UDP || t == registry.Unstated && status != registry.Assigned {
			continue
		}
		shown := b.Locale.Statuses[status]
		i := -1
		if status != registry.Assigned {
			i = slices.IndexFunc(list, func(l page.TransportStatus) bool { return l.Status == shown })
		}
		if i < 0 {
			i = len(list)
			list = append(list, page.TransportStatus{Status: shown, Name: b.Locale.Names[t]})
			if status == registry.Assigned {
				list[i].Services = render.Value(servicesFor(rows, t))
			}
		}
		switch sets[i] |= 1 << t; {
		case sets[i] == 1<<registry.Transports-1:
			list[i].Name = b.Word("transport-all")
		case t != registry.Unstated:
			list[i].Name = b.Locale.Joins[sets[i]]
		}
	}
	return list
}

// servicesFor joins the names of a port's services for one transport.
func servicesFor(rows []*registry.Assignment, transport registry.Transport) string {
	var names []string
	for _, a := range rows {
		if a.Service != "" && a.Transport == transport {
			names = append(names, a.Service)
		}
	}
	return strings.Join(names, ", ")
}

// maxTitle is how many characters of a title search engines show, with some to spare.
const maxTitle = 75

// titleIsLong reports whether the tagline would make the title of a port's page too long, as the registry's
// descriptions and the names of software can.
func (b *portBuilder) titleIsLong(port int) bool {
	if b.Services[port] == nil && b.values[placeholder.Uses] == "" {
		return false
	}
	b.scratch = b.loc.choices[b.site.classes[port]].title.AppendText(b.scratch[:0], b.values)
	return len(b.scratch) > maxTitle && utf8.RuneCount(b.scratch) > maxTitle
}

// strip returns the ports before and after a port; near the ends of the space there are more on the
// other side.
func (b *portBuilder) strip(port int) (before, after render.Window[page.Cell]) {
	width := b.Content.Config.StripWidth.Value
	first := min(max(port-width/2, 0), registry.Ports-width)
	cells := render.Window[page.Cell](b.Cells())
	return cells[first:port], cells[port+1 : first+width]
}
