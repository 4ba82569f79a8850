package content

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// EssayFront is the front matter of content/ports/N.md.
type EssayFront struct {
	Name     frontmatter.Text  `yaml:"name" required:"true"`    // stands after "Port 22:"
	Tagline  frontmatter.Text  `yaml:"tagline" required:"true"` // stands after the name
	Summary  frontmatter.Text  `yaml:"summary" required:"true"` // answers "what is port 22?"
	Services frontmatter.Texts `yaml:"services"`                // what the essay assumes: ssh/tcp
	Status   frontmatter.Text  `yaml:"status"`                  // or: unassigned
	FAQ      []EssayQuestion   `yaml:"faq"`                     // questions about this port only
	Related  frontmatter.Texts `yaml:"related"`                 // ports that a reader may also be looking for
	Sources  []Source          `yaml:"sources" required:"true"` // what the essay relies on
	Authors  frontmatter.Texts `yaml:"authors" required:"true"` // who wrote it
	Updated  frontmatter.Text  `yaml:"updated" required:"true"` // date of the last change, YYYY-MM-DD
}

// An EssayQuestion is a question about the port of an essay.
type EssayQuestion struct {
	Question frontmatter.Text `yaml:"question" required:"true"` // as a reader would ask it
	Answer   frontmatter.Text `yaml:"answer" required:"true"`   // Markdown
}

// An Essay is what a person wrote about one port.
type Essay struct {
	File, Lang             string // Lang is set when it is not in the locale's language
	Port                   int
	Title                  *markdown.Fragment // of the page: "Port 22: SSH — …"
	Name, Tagline, Summary *markdown.Fragment // the summary is the page's description, too
	Body                   *markdown.Fragment
	Questions              []*Piece
	Related                []int
	Sources                []Source
	Authors                []string
	Updated                string

	front EssayFront
	line  int  // on which the front matter begins
	clean bool // the front matter has no faults
}

// essays compiles content/ports of a locale.
func (r *reader) essays(loc *Locale) map[int]*Essay {
	essays := map[int]*Essay{}
	for name, t := range r.texts(loc, "ports") {
		port, err := registry.ParsePort(strings.TrimSuffix(path.Base(name), ".md"))
		if err != nil || path.Dir(name) != "ports" {
			r.faults.Add(r.folder.File(name), 0, "this is no port's essay", "name it content/ports/N.md, N being a port")
			continue
		}
		e := &Essay{File: t.file, Lang: t.lang, Port: port}
		if t.read(&e.front) {
			t.essay(e)
			e.Title = loc.Title(e.Name, e.Tagline)
			essays[port] = e
		}
	}
	return essays
}

// essay fills in an essay whose front matter was read.
func (t *text) essay(e *Essay) {
	front := &e.front
	e.line, e.clean, e.Updated = t.parts.YAMLLine, t.clean, front.Updated.Source
	if _, err := time.Parse(time.DateOnly, e.Updated); err != nil && e.Updated != "" {
		t.faults.Add(e.File, front.Updated.Line, fmt.Sprintf("updated is %q, which is no date", e.Updated), "write it as 2026-09-17")
	}
	for _, a := range front.Authors {
		e.Authors = append(e.Authors, a.Source)
	}
	for _, s := range front.Sources {
		e.Sources = append(e.Sources, NewSource(s.Title, s.URL))
	}
	for _, related := range front.Related {
		port, err := registry.ParsePort(related.Source)
		if err != nil {
			t.faults.Add(e.File, related.Line, "related: "+err.Error(), "")
			continue
		}
		e.Related = append(e.Related, port)
	}
	e.Name, e.Tagline, e.Summary, e.Body = t.plain(front.Name), t.plain(front.Tagline), t.inline(front.Summary), t.body()
	for i, q := range front.FAQ {
		p := &Piece{File: e.File, ID: fmt.Sprintf("own%d", i+1), Title: t.inline(q.Question)}
		t.c.Shift, t.c.IDPrefix = 2, p.ID+"-"
		p.Body = t.markdown(q.Answer)
		e.Questions = append(e.Questions, p)
	}
}

// assumptions checks that the registry still says what an essay assumes of it, so that no essay can rot unseen.
func (c *checker) assumptions(e *Essay) {
	services, status := e.front.Services, e.front.Status
	if len(services) == 0 && status.Source == "" {
		if e.clean { // otherwise it may say so in what could not be read
			c.faults.Add(e.File, e.line, "the essay does not say what it assumes of the registry",
				"add services: or status:, such as "+c.assumable(e.Port))
		}
		return
	}
	if is := c.registry.Headline(e.Port).String(); status.Source != "" && status.Source != is {
		c.outdated(e.File, status.Line, fmt.Sprintf("the essay assumes that port %d is %s, but %s says %s", e.Port, status.Source,
			c.rowAt(e.Port), is), "rewrite the essay, then this line: "+c.assumable(e.Port))
	}
	if len(services) == 0 {
		return
	}
	has := ServicesOf(c.registry.Assignments(e.Port))
	wrong := func(line int, format, service string) {
		c.outdated(e.File, line, fmt.Sprintf(format, service, c.rowAt(e.Port), e.Port), "the registry says "+c.assumable(e.Port))
	}
	for _, s := range services {
		if !slices.Contains(has, s.Source) {
			wrong(s.Line, "the essay assumes the service %s, but %s does not name it for port %d", s.Source)
		}
	}
	for _, service := range has {
		if !slices.ContainsFunc(services, func(t frontmatter.Text) bool { return t.Source == service }) {
			wrong(services[0].Line, "the essay does not know the service %s, which %s names for port %d", service)
		}
	}
}

// assumable is the line that would be true in the front matter of the port's essay.
func (c *checker) assumable(port int) string {
	if has := ServicesOf(c.registry.Assignments(port)); len(has) > 0 {
		return "services: [" + strings.Join(has, ", ") + "]"
	}
	return "status: " + c.registry.Headline(port).String()
}

// ServicesOf lists the services of a port's rows as essays name them: ssh/tcp.
func ServicesOf(rows []*registry.Assignment) []string {
	var list []string
	for _, a := range rows {
		if a.Service != "" {
			list = append(list, a.Service+"/"+cmp.Or(a.Transport.String(), "unstated"))
		}
	}
	return list
}
