package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// A Piece is a text that holds for any port of which its condition holds: a status text, a check, a note or a question.
// Which of its parts are set depends on the folder it lies in.
type Piece struct {
	File   string // as the user would type it
	ID     string // file name without ending
	Folder string // that the file lies in; of a check, its system: linux
	Order  int
	Lang   string // set when it is not in the locale's language
	When   condition.Condition

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
	When        condition.When     `yaml:"when"`        // for which ports it holds; without it, for all
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
	When     condition.When    `yaml:"when"`     // for which ports it holds; without it, for all
	Order    int               `yaml:"order"`    // lower ones stand first
	Title    frontmatter.Text  `yaml:"title"`    // of a note or a check
	Question frontmatter.Text  `yaml:"question"` // of a question, as a reader would ask it
	Sources  frontmatter.Texts `yaml:"sources"`  // addresses of what it relies on
	Source   frontmatter.Texts `yaml:"source"`   // the same for a single one
}

// pieces compiles the texts of a folder, each by the function read, which reports false for one that is none.
func (r *reader) pieces(loc *Locale, folder string, read func(t *text, p *Piece) bool) []*Piece {
	var pieces []*Piece
	for name, t := range r.texts(loc, folder) {
		p := &Piece{File: t.file, ID: strings.TrimSuffix(path.Base(name), ".md"), Folder: path.Base(path.Dir(name)), Lang: t.lang}
		if read(t, p) {
			pieces = append(pieces, p)
		}
	}
	slices.SortFunc(pieces, func(a, b *Piece) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.File, b.File))
	})
	return pieces
}

// status reads a status text.
func (t *text) status(p *Piece) bool {
	var front StatusFront
	if !t.read(&front) {
		return false
	}
	p.Order, p.When, p.Sources = front.Order, t.condition(&front.When), SourcesOf(front.Sources)
	p.Heading, p.Tagline, p.Description = t.plain(front.Heading), t.plain(front.Tagline), t.plain(front.Description)
	p.Lead, p.Title, p.Body = t.inline(front.Lead), t.plain(front.Title), t.body()
	return true
}

// piece reads a note, a check or a question.
func (t *text) piece(p *Piece) bool {
	var front PieceFront
	if !t.read(&front) {
		return false
	}
	p.Order, p.When, p.Sources = front.Order, t.condition(&front.When), SourcesOf(append(front.Sources, front.Source...))
	title := front.Title
	if title.Source == "" {
		title = front.Question
	}
	if title.Source == "" && t.clean {
		t.faults.Add(t.file, t.parts.YAMLLine, "there is no title", "add `title:` (or `question:` in content/faq)")
	}
	t.c.Shift, t.c.IDPrefix = 2, p.ID+"-"
	p.Title, p.Body = t.inline(title), t.body()
	return true
}

func (t *text) condition(w *condition.When) condition.Condition {
	before := len(t.faults)
	c := t.conditions.Compile(t.file, w, &t.faults)
	t.clean = t.clean && len(t.faults) == before
	return c
}
