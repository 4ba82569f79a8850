package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// A Piece is a text that holds for any port of which its condition holds: a status text, a check, a note or a question.
// Which of its parts are set depends on the folder it lies in.
type Piece struct {
	File   string // as the user would type it
	ID     string // file name without ending
	System string // folder of a check: linux
	Order  int
	Lang   string // set when it is not in the locale's language
	When   Condition

	Heading     *markdown.Fragment // status texts: what stands after "Port 855:"
	Tagline     *markdown.Fragment
	Description *markdown.Fragment
	Lead        *markdown.Fragment
	Title       *markdown.Fragment // heading of the body
	Body        *markdown.Fragment
	Sources     []Source
}

// StatusFront is the front matter of content/status/*.md.
type StatusFront struct {
	When        When               `yaml:"when"`        // for which ports it holds; without it, for all
	Order       int                `yaml:"order"`       // of several that hold, the one of the lowest order counts
	Heading     frontmatter.Text   `yaml:"heading"`     // stands after "Port 855:"
	Tagline     frontmatter.Text   `yaml:"tagline"`     // stands after the heading
	Description frontmatter.Text   `yaml:"description"` // for search engines, 70 to 155 characters
	Lead        frontmatter.Text   `yaml:"lead"`        // answers "what is port 855?"
	Title       frontmatter.Text   `yaml:"title"`       // heading of the body
	Sources     []frontmatter.Text `yaml:"sources"`     // addresses of what it relies on
}

// PieceFront is the front matter of notes, checks and questions.
type PieceFront struct {
	When     When              `yaml:"when"`     // for which ports it holds; without it, for all
	Order    int               `yaml:"order"`    // lower ones stand first
	Title    frontmatter.Text  `yaml:"title"`    // of a note or a check
	Question frontmatter.Text  `yaml:"question"` // of a question, as a reader would ask it
	Sources  frontmatter.Texts `yaml:"sources"`  // addresses of what it relies on
	Source   frontmatter.Texts `yaml:"source"`   // the same for a single one
}

// pieces compiles the texts of a folder: those of the locale, and for what it lacks those of the first locale, marked as
// such.
func (r *reader) pieces(loc *Locale, folder string, read func(*Locale, string, *Piece) bool) []*Piece {
	var pieces []*Piece
	for _, name := range r.folder.Below(folder, ".md") {
		file, lang := r.translated(loc, name)
		p := &Piece{ID: strings.TrimSuffix(path.Base(name), ".md"), Lang: lang}
		if folder == "checks" {
			p.System = path.Base(path.Dir(name))
		}
		if read(loc, file, p) {
			pieces = append(pieces, p)
		}
	}
	slices.SortFunc(pieces, func(a, b *Piece) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.File, b.File))
	})
	return pieces
}

// status reads a status text into p, and reports whether there is one.
func (r *reader) status(loc *Locale, name string, p *Piece) bool {
	var front StatusFront
	file, parts, ok := r.open(name, &front)
	if !ok {
		return false
	}
	c := loc.compiler
	p.File, p.Order, p.When = file, front.Order, r.condition(file, &front.When)
	p.Heading, p.Tagline = r.text(c.Plain, file, front.Heading), r.text(c.Plain, file, front.Tagline)
	p.Description, p.Lead = r.text(c.Plain, file, front.Description), r.text(c.Inline, file, front.Lead)
	p.Title, p.Body = r.text(c.Plain, file, front.Title), r.body(c, file, parts)
	p.Sources = SourcesOf(front.Sources)
	return true
}

// piece is status for a note, a check or a question.
func (r *reader) piece(loc *Locale, name string, p *Piece) bool {
	var front PieceFront
	file, parts, ok := r.open(name, &front)
	if !ok {
		return false
	}
	p.File, p.Order, p.When = file, front.Order, r.condition(file, &front.When)
	title := front.Title
	if title.Source == "" {
		title = front.Question
	}
	if title.Source == "" && !r.hasFault(file) {
		r.faults.Add(file, parts.YAMLLine, "there is no title", "add `title:` (or `question:` in content/faq)")
	}
	c := loc.compiler
	c.Shift, c.IDPrefix = 2, p.ID+"-"
	p.Title, p.Body = r.text(c.Inline, file, title), r.body(c, file, parts)
	p.Sources = SourcesOf(append(front.Sources, front.Source...))
	return true
}

func (r *reader) condition(file string, w *When) Condition {
	c, faults := r.conditions.compile(file, w)
	r.faults = append(r.faults, faults...)
	return c
}
