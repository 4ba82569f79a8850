package site

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// essayFront is the front matter of content/ports/N.md.
type essayFront struct {
	Name     frontmatter.Text  `yaml:"name" required:"true"`    // stands after "Port 22:"
	Tagline  frontmatter.Text  `yaml:"tagline" required:"true"` // stands after the name
	Summary  frontmatter.Text  `yaml:"summary" required:"true"` // answers "what is port 22?"
	Services frontmatter.Texts `yaml:"services"`                // what the essay assumes: ssh/tcp
	Status   frontmatter.Text  `yaml:"status"`                  // or: unassigned
	FAQ      []faqFront        `yaml:"faq"`                     // questions about this port only
	Related  frontmatter.Texts `yaml:"related"`                 // ports that a reader may also be looking for
	Sources  []sourceFront     `yaml:"sources" required:"true"` // what the essay relies on
	Authors  frontmatter.Texts `yaml:"authors" required:"true"` // who wrote it
	Updated  frontmatter.Text  `yaml:"updated" required:"true"` // date of the last change, YYYY-MM-DD
}

type faqFront struct {
	Question frontmatter.Text `yaml:"question" required:"true"` // as a reader would ask it
	Answer   frontmatter.Text `yaml:"answer" required:"true"`   // Markdown
}

type sourceFront struct {
	Title string `yaml:"title" required:"true"` // what it is called
	URL   string `yaml:"url" required:"true"`   // where it can be read
}

// An essay is a compiled essay.
type essay struct {
	file, lang                   string
	port                         int
	name, tagline, summary, body *markdown.Fragment
	title                        *markdown.Fragment // of the page: "Port 22: SSH — …"
	description                  *markdown.Fragment
	questions                    []*piece
	related                      []int
	sources                      []Source
	authors                      []string
	updated                      string
}

// loadEssays compiles content/ports of a locale; essays that exist only in the first locale are
// taken from there, marked as such.
func (l *loader) loadEssays(loc *locale) map[int]*essay {
	essays := map[int]*essay{}
	for _, name := range l.content.below("ports", ".md") {
		file, lang := l.translated(loc, name)
		port, err := registry.ParsePort(strings.TrimSuffix(path.Base(name), ".md"))
		if err != nil || path.Dir(name) != "ports" {
			l.faults.Add(l.content.file(name), 0, "this is no port's essay", "name it content/ports/N.md, N being a port")
			continue
		}
		if e := l.loadEssay(loc, file, port); e != nil {
			e.lang = lang
			essays[port] = e
		}
	}
	return essays
}

func (l *loader) loadEssay(loc *locale, name string, port int) *essay {
	file := l.content.file(name)
	parts, faults := frontmatter.Split(file, l.content.files[name])
	l.faults = append(l.faults, faults...)
	if len(faults) > 0 {
		return nil
	}
	var front essayFront
	l.faults = append(l.faults, frontmatter.Decode(file, parts.YAMLLine, parts.YAML, &front)...)
	l.assumptions(file, parts, port, &front)
	e := &essay{file: file, port: port, updated: front.Updated.Source}
	for _, a := range front.Authors {
		e.authors = append(e.authors, a.Source)
	}
	if _, err := time.Parse(time.DateOnly, front.Updated.Source); err != nil && front.Updated.Source != "" {
		l.faults.Add(file, front.Updated.Line, fmt.Sprintf("updated is %q, which is no date", front.Updated.Source), "write it as 2026-09-17")
	}
	l.compileEssay(loc.compiler, e, parts, &front)
	for _, r := range front.Related {
		other, err := registry.ParsePort(r.Source)
		if err != nil {
			l.faults.Add(file, r.Line, "related: "+err.Error(), "")
			continue
		}
		e.related = append(e.related, other)
	}
	for _, s := range front.Sources {
		e.sources = append(e.sources, newSource(s.Title, s.URL))
	}
	return e
}

func (l *loader) compileEssay(c markdown.Compiler, e *essay, parts frontmatter.Parts, front *essayFront) {
	e.name = l.text(c.Plain, e.file, front.Name)
	e.tagline = l.text(c.Plain, e.file, front.Tagline)
	e.summary = l.text(c.Inline, e.file, front.Summary)
	e.description = e.summary
	e.body = l.body(c, e.file, parts)
	for i, q := range front.FAQ {
		answer := c
		answer.Shift, answer.IDPrefix = 2, fmt.Sprintf("own%d-", i+1)
		p := &piece{file: e.file, id: fmt.Sprintf("own%d", i+1), title: l.text(c.Inline, e.file, q.Question)}
		f, faults := answer.Markdown(e.file, q.Answer.Line, []byte(q.Answer.Source))
		l.faults = append(l.faults, faults...)
		l.link(e.file, f)
		p.body = f
		e.questions = append(e.questions, p)
	}
}

// assumptions checks that the registry still says what the essay assumes of it, so that an essay
// cannot rot unseen. Against another registry, which may be older, that is a warning.
func (l *loader) assumptions(file string, parts frontmatter.Parts, port int, front *essayFront) {
	if l.unsure {
		return
	}
	report := func(line int, problem, advice string) {
		if l.inputs.otherRegistry {
			l.warnings.Add(file, line, problem, advice)
		} else {
			l.faults.Add(file, line, problem, advice)
		}
	}
	if len(front.Services) == 0 && front.Status.Source == "" {
		if l.hasFault(file) {
			return // it may say so in what could not be read
		}
		l.faults.Add(file, parts.YAMLLine, "the essay does not say what it assumes of the registry",
			"add services: or status:, such as "+l.assumable(port))
		return
	}
	if s := front.Status; s.Source != "" && s.Source != l.registry.Headline(port).String() {
		report(s.Line, fmt.Sprintf("the essay assumes that port %d is %s, but %s says %s", port, s.Source,
			l.rowAt(port), l.registry.Headline(port)), "rewrite the essay, then this line: "+l.assumable(port))
	}
	if len(front.Services) == 0 {
		return
	}
	has := servicesOf(l.registry, port)
	for _, s := range front.Services {
		if !slices.Contains(has, s.Source) {
			report(s.Line, fmt.Sprintf("the essay assumes the service %s, but %s does not name it for port %d",
				s.Source, l.rowAt(port), port), "the registry says "+l.assumable(port))
		}
	}
	for _, service := range has {
		if !slices.ContainsFunc(front.Services, func(t frontmatter.Text) bool { return t.Source == service }) {
			report(front.Services[0].Line, fmt.Sprintf("the essay does not know the service %s, which %s names for port %d",
				service, l.rowAt(port), port), "the registry says "+l.assumable(port))
		}
	}
}

// servicesOf lists a port's services as essays name them: ssh/tcp.
func servicesOf(r *registry.Registry, port int) []string {
	var list []string
	for _, a := range r.Assignments(port) {
		if a.Service != "" {
			list = append(list, string(appendService(nil, a)))
		}
	}
	return list
}

func appendService(dst []byte, a *registry.Assignment) []byte {
	return append(append(append(dst, a.Service...), '/'), transportSlug(a.Transport)...)
}

func transportSlug(t registry.Transport) string {
	if t == registry.Unstated {
		return "unstated"
	}
	return t.String()
}

// assumable is the line that would be true in the front matter of the port's essay.
func (l *loader) assumable(port int) string {
	if has := servicesOf(l.registry, port); len(has) > 0 {
		return "services: [" + strings.Join(has, ", ") + "]"
	}
	return "status: " + l.registry.Headline(port).String()
}

// rowAt names the first row of the registry that covers a port.
func (l *loader) rowAt(port int) string {
	rows := l.registry.Assignments(port)
	if len(rows) == 0 {
		return l.inputs.Registry
	}
	return fmt.Sprintf("%s:%d", l.inputs.Registry, rows[0].Line)
}
