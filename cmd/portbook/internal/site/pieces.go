package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// A piece is a text that holds for any port of which its condition holds: a status text, a check,
// a note or a question. Which of its parts are set depends on the folder it lies in.
type piece struct {
	file   string // as the user would type it
	id     string // file name without ending
	system string // folder of a check: linux
	order  int
	lang   string // set when it is not in the locale's language
	when   condition

	heading     *markdown.Fragment // status texts: what stands after "Port 855:"
	tagline     *markdown.Fragment
	title       *markdown.Fragment // status texts: the whole title; notes, checks, questions: their heading
	description *markdown.Fragment
	lead        *markdown.Fragment
	meaning     *markdown.Fragment // status texts: heading of the body
	body        *markdown.Fragment
	sources     []page.Source
}

// statusFront is the front matter of content/status/*.md.
type statusFront struct {
	When        When               `yaml:"when"`        // for which ports it holds; without it, for all
	Order       int                `yaml:"order"`       // of several that hold, the one of the lowest order counts
	Heading     frontmatter.Text   `yaml:"heading"`     // stands after "Port 855:"
	Tagline     frontmatter.Text   `yaml:"tagline"`     // stands after the heading
	Description frontmatter.Text   `yaml:"description"` // for search engines, 70 to 155 characters
	Lead        frontmatter.Text   `yaml:"lead"`        // answers "what is port 855?"
	Title       frontmatter.Text   `yaml:"title"`       // heading of the body
	Sources     []frontmatter.Text `yaml:"sources"`     // addresses of what it relies on
}

// pieceFront is the front matter of notes, checks and questions.
type pieceFront struct {
	When     When              `yaml:"when"`     // for which ports it holds; without it, for all
	Order    int               `yaml:"order"`    // lower ones stand first
	Title    frontmatter.Text  `yaml:"title"`    // of a note or a check
	Question frontmatter.Text  `yaml:"question"` // of a question, as a reader would ask it
	Sources  frontmatter.Texts `yaml:"sources"`  // addresses of what it relies on
	Source   frontmatter.Texts `yaml:"source"`   // the same for a single one
}

// loadPieces compiles the texts of a folder: those of the locale, and for what it lacks those of
// the first locale, marked as such.
func (l *loader) loadPieces(loc *locale, folder string) []*piece {
	var pieces []*piece
	for _, name := range l.content.below(folder, ".md") {
		file, lang := l.translated(loc, name)
		parts, faults := frontmatter.Split(l.content.file(file), l.content.files[file])
		l.faults = append(l.faults, faults...)
		if len(faults) > 0 {
			continue
		}
		p := &piece{file: l.content.file(file), id: strings.TrimSuffix(path.Base(name), ".md"), lang: lang}
		if folder == "status" {
			l.statusPiece(loc, p, parts)
		} else {
			l.piece(loc, p, parts)
		}
		if folder == "checks" {
			p.system = path.Base(path.Dir(name))
		}
		pieces = append(pieces, p)
	}
	slices.SortFunc(pieces, func(a, b *piece) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.file, b.file))
	})
	return pieces
}

// translated returns the file in which a locale has a text, and the language to mark it with
// when that is the first locale's.
func (l *loader) translated(loc *locale, name string) (file, lang string) {
	if loc.dir == "" {
		return name, ""
	}
	if _, ok := l.content.files[loc.dir+name]; ok {
		return loc.dir + name, ""
	}
	return name, l.config.Locales[0].Value.Lang
}

func (l *loader) statusPiece(loc *locale, p *piece, parts frontmatter.Parts) {
	var front statusFront
	l.front(p, parts, &front)
	p.order, p.when = front.Order, l.condition(p.file, &front.When)
	c := loc.compiler
	plain := func(t frontmatter.Text) *markdown.Fragment { return l.text(c.Plain, p.file, t) }
	p.heading, p.tagline, p.description = plain(front.Heading), plain(front.Tagline), plain(front.Description)
	p.lead, p.meaning = l.text(c.Inline, p.file, front.Lead), plain(front.Title)
	p.body = l.body(c, p.file, parts)
	p.sources = sourcesOf(front.Sources)
}

func (l *loader) piece(loc *locale, p *piece, parts frontmatter.Parts) {
	var front pieceFront
	l.front(p, parts, &front)
	p.order, p.when = front.Order, l.condition(p.file, &front.When)
	title := front.Title
	if title.Source == "" {
		title = front.Question
	}
	if title.Source == "" && !l.hasFault(p.file) {
		l.faults.Add(p.file, parts.YAMLLine, "there is no title", "add `title:` (or `question:` in content/faq)")
	}
	c := loc.compiler
	c.Shift = 2
	c.IDPrefix = p.id + "-"
	p.title = l.text(c.Inline, p.file, title)
	p.body = l.body(c, p.file, parts)
	p.sources = sourcesOf(append(front.Sources, front.Source...))
}

// front decodes front matter. What is right in it is checked further even when something is wrong.
func (l *loader) front(p *piece, parts frontmatter.Parts, into any) {
	l.faults = append(l.faults, frontmatter.Decode(p.file, parts.YAMLLine, parts.YAML, into)...)
}

// hasFault reports whether a fault of the file has been noted.
func (l *loader) hasFault(file string) bool {
	return slices.ContainsFunc(l.faults, func(f fault.Fault) bool { return f.File == file })
}

func (l *loader) condition(file string, w *When) condition {
	c, faults := l.features.compile(file, w)
	l.faults = append(l.faults, faults...)
	return c
}

// text compiles one text of a front matter; nil when it is empty.
func (l *loader) text(compile func(file string, line int, src string) (*markdown.Fragment, fault.List), file string, t frontmatter.Text) *markdown.Fragment {
	if t.Source == "" {
		return nil
	}
	f, faults := compile(file, t.Line, t.Source)
	l.faults = append(l.faults, faults...)
	l.link(file, f)
	return f
}

// body compiles the Markdown below a front matter; nil when there is none.
func (l *loader) body(c markdown.Compiler, file string, parts frontmatter.Parts) *markdown.Fragment {
	if strings.TrimSpace(string(parts.Body)) == "" {
		return nil
	}
	f, faults := c.Markdown(file, parts.BodyLine, parts.Body)
	l.faults = append(l.faults, faults...)
	l.link(file, f)
	return f
}

// sourcesOf makes sources of addresses: the title is the address without its scheme.
func sourcesOf(addresses frontmatter.Texts) []page.Source {
	var list []page.Source
	for _, a := range addresses {
		list = append(list, newSource("", a.Source))
	}
	return list
}

// newSource makes a source; without a title the address, shortened, is the title.
func newSource(title, address string) page.Source {
	if title == "" {
		title = sourceTitle(address)
	}
	return sourceAt(title, address)
}

// sourceAt makes a source, with or without an address.
func sourceAt(title, address string) page.Source {
	scheme, rest, ok := strings.Cut(address, "://")
	host, path, hasPath := strings.Cut(rest, "/")
	if !ok || !hasPath {
		return page.Source{Title: render.Value(title), Site: address}
	}
	return page.Source{Title: render.Value(title), Site: scheme + "://" + host + "/", Path: render.Slug(path)}
}

// sourceTitle shortens an address to what tells it from others: "RFC 7605, section 7.8", or the host
// and the last part of the path: "docs.kernel.org: ip-sysctl".
func sourceTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if number, ok := strings.CutPrefix(u.Path, "/rfc/rfc"); ok && u.Host == "www.rfc-editor.org" {
		if section, ok := strings.CutPrefix(u.Fragment, "section-"); ok {
			return "RFC " + number + ", section " + section
		}
		return "RFC " + number
	}
	host := strings.TrimPrefix(u.Host, "www.")
	if repository := strings.SplitN(strings.Trim(u.Path, "/"), "/", 3); host == "github.com" && len(repository) > 1 {
		host = repository[0] + "/" + repository[1]
	}
	last := strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	if last == "" || last == "/" || last == "." || strings.HasSuffix(host, last) {
		return host
	}
	return host + ": " + shortened(last)
}

// shortened cuts the last part of a path between two of its words, when it is longer than a line of a
// phone has room for.
func shortened(name string) string {
	const most = 32
	if len(name) <= most {
		return name
	}
	if at := strings.LastIndexAny(name[:most], "-_."); at > 0 {
		return name[:at] + "…"
	}
	return name
}
