package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A choice is the texts of the ports of one class, in one locale.
type choice struct {
	example                             int // a port of the class
	heading, tagline, description, lead chosen
	title                               *markdown.Fragment // of the page: "Port {port}: Unassigned — …"
	shortTitle                          *markdown.Fragment // the same without the tagline
	meaningTitle                        chosen
	meaning                             *content.Piece
	notes, questions                    []*content.Piece
	checks                              [][]*content.Piece // by system
}

// chosen is a part of a status text, with the language to mark it with.
type chosen struct {
	*markdown.Fragment
	lang  string
	piece *content.Piece // that it is a part of
}

// texts lists all texts of a class.
func (c *choice) texts() []chosen {
	list := []chosen{c.heading, c.tagline, c.description, c.lead, c.meaningTitle}
	if c.meaning != nil {
		list = append(list, chosen{c.meaning.Body, c.meaning.Lang, c.meaning})
	}
	for _, p := range slices.Concat(append(slices.Clone(c.checks), c.notes, c.questions)...) {
		list = append(list, chosen{p.Title, p.Lang, p}, chosen{p.Body, p.Lang, p})
	}
	return slices.DeleteFunc(list, func(t chosen) bool { return t.piece == nil })
}

// A kind is what pages of ports of a class say besides texts. It says all of it: who makes them knows no port.
type kind struct {
	status      registry.Status // the headline
	span        registry.Range
	first, last bool // port 0, or 65535
}

// A distinct is all that conditions and pages can tell ports apart by.
type distinct struct {
	tags condition.Tags
	kind kind
}

// classify parts the ports into classes, and chooses the texts of each. First those are told apart that conditions
// can tell apart; then those for which the same texts hold become one.
func (l *loader) classify(s *Site) {
	numbers := map[distinct]int{}
	var found []distinct
	var examples []int
	s.classes = make([]uint16, registry.Ports)
	var n int
	for port, tags := range s.common.Content.Tags(s.common.Registry, s.servicesList) {
		d := distinct{tags, kind{s.common.Registry.Headline(port), registry.RangeOf(port), port == 0, port == registry.Ports-1}}
		if port == 0 || d != found[n] { // most ports are like the one before
			known := false
			if n, known = numbers[d]; !known {
				n = len(found)
				numbers[d] = n
				found, examples = append(found, d), append(examples, port)
			}
		}
		s.classes[port] = uint16(n)
	}
	classes := make([]uint16, len(found)) // in the end
	for i, d := range found {
		classes[i] = s.classOf(d.kind, l.chooseAll(s, d.tags, examples[i]))
	}
	for port, n := range s.classes {
		s.classes[port] = classes[n]
	}
	for _, loc := range s.locales {
		for i := range loc.choices {
			c := &loc.choices[i]
			c.title, c.shortTitle = loc.Title(c.heading.Fragment, c.tagline.Fragment), loc.Title(c.heading.Fragment, nil)
		}
	}
}

// servicesList spells the services of a port that has any.
func (s *Site) servicesList(port int) string {
	if service := s.common.Services[port]; service != nil {
		return service.Names
	}
	return ""
}

// classOf returns the class of ports of a kind for which texts hold, one choice for each locale. Conditions can tell more
// ports apart than the texts at hand do.
func (s *Site) classOf(k kind, choices []choice) uint16 {
	for class := range s.kinds {
		same := s.kinds[class] == k
		for i, loc := range s.locales {
			same = same && loc.choices[class].equals(&choices[i])
		}
		if same {
			return uint16(class)
		}
	}
	s.kinds = append(s.kinds, k)
	for i, loc := range s.locales {
		loc.choices = append(loc.choices, choices[i])
	}
	return uint16(len(s.kinds) - 1)
}

func (c *choice) equals(o *choice) bool {
	return c.heading == o.heading && c.tagline == o.tagline && c.description == o.description && c.lead == o.lead &&
		c.meaningTitle == o.meaningTitle && c.meaning == o.meaning && slices.Equal(c.notes, o.notes) &&
		slices.Equal(c.questions, o.questions) && slices.EqualFunc(c.checks, o.checks, slices.Equal)
}

// chooseAll is choose for all locales, and checks what was chosen.
func (l *loader) chooseAll(s *Site, tags condition.Tags, example int) []choice {
	var choices []choice
	for _, loc := range s.locales {
		c := l.choose(s, loc, tags, example)
		l.checkValues(s.common, &c, tags, s.common.ValuesOf(loc.Locale, example))
		choices = append(choices, c)
	}
	return choices
}

// choose picks the texts that hold for ports of these tags.
func (l *loader) choose(s *Site, loc *locale, f condition.Tags, example int) choice {
	c := choice{example: example, checks: make([][]*content.Piece, len(s.common.Content.Systems))}
	first := func(have *chosen, p *content.Piece, part *markdown.Fragment) {
		if have.Fragment == nil && part != nil {
			*have = chosen{part, p.Lang, p}
		}
	}
	for _, p := range loc.Status {
		if !p.When.Holds(f) {
			continue
		}
		first(&c.heading, p, p.Heading)
		first(&c.tagline, p, p.Tagline)
		first(&c.description, p, p.Description)
		first(&c.lead, p, p.Lead)
		if c.meaning == nil && p.Body != nil {
			c.meaning = p
			c.meaningTitle = chosen{p.Title, p.Lang, p}
		}
	}
	hasEssay := f.Has("essay=true")
	if (c.heading.Fragment == nil || c.lead.Fragment == nil || c.description.Fragment == nil) && !hasEssay {
		l.faults.Add(s.common.Content.File("status"), 0, fmt.Sprintf("no heading, lead or description for port %d and ports like it", example),
			"add a status text without `when`, or with one that includes it")
	}
	c.notes, c.questions = holding(loc.Notes, f), holding(loc.Questions, f)
	for i, system := range s.common.Content.Systems {
		for _, p := range holding(loc.Checks, f) {
			if p.Folder == system.ID {
				c.checks[i] = append(c.checks[i], p)
			}
		}
	}
	return c
}

func holding(pieces []*content.Piece, f condition.Tags) []*content.Piece {
	var list []*content.Piece
	for _, p := range pieces {
		if p.When.Holds(f) {
			list = append(list, p)
		}
	}
	return list
}

// A gap is a text that uses a placeholder for ports for which it is empty.
type gap struct {
	file  string
	value int
}

// checkValues reports gaps in the texts that were chosen for a class, given the values of one of its ports. The
// classes of all ports are few, so in the end every text has been checked against every port.
func (l *loader) checkValues(common *view.Common, c *choice, f condition.Tags, values []string) {
	if len(l.misread) > 0 {
		return
	}
	for _, t := range c.texts() {
		l.checkGaps(common, t.piece, t.Fragment, f, values)
	}
}

func (l *loader) checkGaps(common *view.Common, p *content.Piece, fragment *markdown.Fragment, f condition.Tags, values []string) {
	for _, v := range fragment.Uses() {
		g, of := gap{p.File, v}, placeholder.All[v]
		if p.Lang != "" || l.gaps[g] || of.Given(f.Has) {
			continue // also texts of another locale: reported where they were written
		}
		l.gaps[g] = true
		l.faults.Add(p.File, common.Content.LineOf(p.File, v),
			fmt.Sprintf("{%s} is empty for port %s, for which this text holds", of.Name, values[placeholder.Port]),
			"narrow `when`, for example with "+of.When())
	}
	for _, link := range fragment.Links() {
		path, inside := strings.CutPrefix(link.Dest, "/")
		if !inside || !strings.Contains(path, "{") || l.wrong[content.Link{File: p.File, Line: link.Line, Path: path}] {
			continue
		}
		if err := common.MustExist(fillIn(path, values)); err != nil && p.Lang == "" {
			l.wrong[content.Link{File: p.File, Line: link.Line, Path: path}] = true
			l.faults.Add(p.File, link.Line, fmt.Sprintf("for port %s, %v", values[placeholder.Port], err), "")
		}
	}
}

// fillIn puts values into the placeholders of a link.
func fillIn(link string, values []string) string {
	for i := range values {
		if strings.Contains(link, placeholder.All[i].Name) {
			link = strings.ReplaceAll(link, "{"+placeholder.All[i].Name+"}", values[i])
		}
	}
	return link
}
