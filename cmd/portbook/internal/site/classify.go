package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A choice is the texts of the ports of one class, in one locale.
type choice struct {
	example                             int // a port of the class
	heading, tagline, description, lead chosen
	title                               *markdown.Fragment // of the page: "Port {port}: Unassigned — …"
	shortTitle                          *markdown.Fragment // the same without the tagline
	meaningTitle                        chosen
	meaning                             *piece
	notes, questions                    []*piece
	checks                              [][]*piece // by system
}

// chosen is a part of a status text, with the language to mark it with.
type chosen struct {
	*markdown.Fragment
	lang  string
	piece *piece // that it is a part of
}

// A portKind is what pages of ports of a class say besides texts. It says all of it: who makes them knows no port.
type portKind struct {
	status      registry.Status // the headline
	rangeIndex  int             // in registry.Ranges
	first, last bool            // port 0, or 65535
}

func (s *Site) portKind(port int) portKind {
	return portKind{s.registry.Headline(port), rangeIndex(port), port == 0, port == registry.Ports-1}
}

// classify parts the ports into classes, and chooses the texts of each. First those are told apart that conditions
// can tell apart; then those for which the same texts hold become one.
func (l *loader) classify(s *Site) {
	type distinct struct {
		Facets
		portKind
	}
	main := s.locales[0]
	d := newDescribe(l.features, s.registry, func(port int) bool { return main.essays[port] != nil })
	d.services, d.uses, d.remarkable = s.servicesAt, main.uses, &s.remarkable
	s.classes = make([]uint16, registry.Ports)
	numbers := map[distinct]uint16{}
	var found []distinct
	var examples []int
	var last distinct // most ports are like the one before
	var n uint16
	for port := range registry.Ports {
		if f := (distinct{d.of(port), s.portKind(port)}); f != last {
			known := false
			if n, known = numbers[f]; !known {
				n = uint16(len(found))
				numbers[f] = n
				found, examples = append(found, f), append(examples, port)
				s.classSizes = append(s.classSizes, 0)
			}
			last = f
		}
		s.classes[port] = n
		s.classSizes[n]++
	}
	for _, f := range found {
		s.kinds = append(s.kinds, f.portKind)
	}
	for _, loc := range s.locales {
		v := newView(s, loc, "")
		values := v.newValues()
		for i, f := range found {
			c := l.choose(s, loc, f.Facets, examples[i])
			v.describe(values, c.example)
			l.checkValues(s, &c, f.Facets, values)
			loc.choices = append(loc.choices, c)
		}
	}
	s.merge()
	for _, loc := range s.locales {
		l.titles(loc)
	}
}

// merge makes one class of those of one kind for which the same texts hold. Conditions can tell more ports apart than the
// texts at hand do.
func (s *Site) merge() {
	kept := map[portKind][]int{} // new classes
	renamed := make([]uint16, len(s.kinds))
	var sizes []int
	var kinds []portKind
	for old, kind := range s.kinds {
		i := slices.IndexFunc(kept[kind], func(n int) bool { return s.sameTexts(n, old) })
		if i < 0 {
			i = len(kept[kind])
			kept[kind] = append(kept[kind], len(sizes))
			for _, loc := range s.locales {
				loc.choices[len(sizes)] = loc.choices[old]
			}
			sizes, kinds = append(sizes, 0), append(kinds, kind)
		}
		renamed[old] = uint16(kept[kind][i])
		sizes[renamed[old]] += s.classSizes[old]
	}
	s.classSizes, s.kinds = sizes, kinds
	for port, old := range s.classes {
		s.classes[port] = renamed[old]
	}
	for _, loc := range s.locales {
		loc.choices = loc.choices[:len(sizes)]
	}
}

// sameTexts reports whether the same texts were chosen for two classes, in all locales.
func (s *Site) sameTexts(a, b int) bool {
	for _, loc := range s.locales {
		if !loc.choices[a].equals(&loc.choices[b]) {
			return false
		}
	}
	return true
}

func (c *choice) equals(o *choice) bool {
	return c.heading == o.heading && c.tagline == o.tagline && c.description == o.description && c.lead == o.lead &&
		c.meaningTitle == o.meaningTitle && c.meaning == o.meaning && slices.Equal(c.notes, o.notes) &&
		slices.Equal(c.questions, o.questions) && slices.EqualFunc(c.checks, o.checks, slices.Equal)
}

// choose picks the texts that hold for ports of these facets.
func (l *loader) choose(s *Site, loc *locale, f Facets, example int) choice {
	c := choice{example: example, checks: make([][]*piece, len(s.systems))}
	first := func(have *chosen, p *piece, part *markdown.Fragment) {
		if have.Fragment == nil && part != nil {
			*have = chosen{part, p.lang, p}
		}
	}
	for _, p := range loc.status {
		if !p.when.holds(f) {
			continue
		}
		first(&c.heading, p, p.heading)
		first(&c.tagline, p, p.tagline)
		first(&c.description, p, p.description)
		first(&c.lead, p, p.lead)
		if c.meaning == nil && p.body != nil {
			c.meaning = p
			c.meaningTitle = chosen{p.meaning, p.lang, p}
		}
	}
	hasEssay := f.has(l.features.bit("essay", "true"))
	if (c.heading.Fragment == nil || c.lead.Fragment == nil || c.description.Fragment == nil) && !hasEssay {
		l.faults.Add(l.content.file("status"), 0, fmt.Sprintf("no heading, lead or description for port %d and ports like it", example),
			"add a status text without `when`, or with one that includes it")
	}
	c.notes, c.questions = holding(loc.notes, f), holding(loc.questions, f)
	for i, system := range s.systems {
		for _, p := range holding(loc.checks, f) {
			if p.system == system.ID {
				c.checks[i] = append(c.checks[i], p)
			}
		}
	}
	return c
}

func holding(pieces []*piece, f Facets) []*piece {
	var list []*piece
	for _, p := range pieces {
		if p.when.holds(f) {
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
func (l *loader) checkValues(s *Site, c *choice, f Facets, values []string) {
	if l.unsure {
		return
	}
	for _, part := range []chosen{c.heading, c.tagline, c.description, c.lead, c.meaningTitle} {
		if part.piece != nil {
			l.checkGaps(s, part.piece, part.Fragment, f, values)
		}
	}
	if c.meaning != nil {
		l.checkGaps(s, c.meaning, c.meaning.body, f, values)
	}
	for _, pieces := range append(c.checks, c.notes, c.questions) {
		for _, p := range pieces {
			l.checkGaps(s, p, p.title, f, values)
			l.checkGaps(s, p, p.body, f, values)
		}
	}
}

func (l *loader) checkGaps(s *Site, p *piece, fragment *markdown.Fragment, f Facets, values []string) {
	for _, v := range fragment.Uses() {
		g, needs := gap{p.file, v}, placeholders[v].needs
		if needs == "" || p.lang != "" || l.gaps[g] || l.features.given(f, needs) {
			continue // also texts of another locale: reported where they were written
		}
		l.gaps[g] = true
		l.faults.Add(p.file, l.lineOf(p.file, v), fmt.Sprintf("{%s} is empty for port %s, for which this text holds", placeholders[v].Name.Name, values[vPort]),
			"narrow `when`, for example with "+adviceFor(needs))
	}
	for _, link := range fragment.Links() {
		path, inside := strings.CutPrefix(link.Dest, "/")
		if !inside || !strings.Contains(path, "{") || l.wrong[linked{p.file, link.Line, path}] {
			continue
		}
		if err := s.mustExist(fillIn(path, values)); err != nil && p.lang == "" {
			l.wrong[linked{p.file, link.Line, path}] = true
			l.faults.Add(p.file, link.Line, fmt.Sprintf("for port %s, %v", values[vPort], err), "")
		}
	}
}

// fillIn puts values into the placeholders of a link.
func fillIn(link string, values []string) string {
	for i := range placeholders {
		if strings.Contains(link, placeholders[i].Name.Name) {
			link = strings.ReplaceAll(link, "{"+placeholders[i].Name.Name+"}", values[i])
		}
	}
	return link
}

// lineOf is the first line of a content file that uses a placeholder.
func (l *loader) lineOf(file string, value int) int {
	for _, name := range l.content.names {
		if l.content.file(name) != file {
			continue
		}
		before, _, found := strings.Cut(string(l.content.files[name]), "{"+placeholders[value].Name.Name+"}")
		if found {
			return 1 + strings.Count(before, "\n")
		}
	}
	return 0
}

// given reports whether ports of these facets have a feature.
func (f *features) given(facets Facets, needs string) bool {
	if needs == named {
		return !facets.has(f.bit("services", "none"))
	}
	return facets.has(f.index[needs])
}

func adviceFor(needs string) string {
	if needs == named {
		return "services: [one, several, differ]"
	}
	return needs[:len("has")] + ": " + needs[len("has="):]
}

// titles compiles the titles of pages from the parts that were chosen.
func (l *loader) titles(loc *locale) {
	prefix := loc.words.texts["port-n"]
	known := map[[2]*markdown.Fragment]*markdown.Fragment{}
	title := func(heading, tagline *markdown.Fragment) *markdown.Fragment {
		key := [2]*markdown.Fragment{heading, tagline}
		if known[key] == nil {
			number, _ := loc.compiler.Plain(loc.words.file, prefix.Line, prefix.Source+": ")
			parts := []*markdown.Fragment{number, heading}
			if tagline != nil {
				dash, _ := loc.compiler.Plain(loc.words.file, prefix.Line, " — ")
				parts = append(parts, dash, tagline)
			}
			known[key] = markdown.Join(parts...)
		}
		return known[key]
	}
	for i := range loc.choices {
		c := &loc.choices[i]
		c.title = title(c.heading.Fragment, c.tagline.Fragment)
		c.shortTitle = title(c.heading.Fragment, nil)
	}
	for _, e := range loc.essays {
		e.title = title(e.name, e.tagline)
	}
}
