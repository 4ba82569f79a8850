package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/lookup"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A screen prints facts about ports.
type screen struct {
	w        io.Writer
	site     *site.Site
	data     *export.Data
	system   string // whose check command to print: linux
	coloured bool
	columns  int   // how wide lines may be; addresses and commands stay whole
	err      error // of the first write that failed
}

const (
	mostColumns  = 80
	leastColumns = 40 // below that nothing can be read anyway
	indent       = 12 // of what stands behind a label
)

// line prints a line.
func (s *screen) line(parts ...string) {
	if s.err == nil {
		_, s.err = fmt.Fprintln(s.w, strings.TrimRight(strings.Join(parts, ""), " "))
	}
}

// sheet prints all that is known of a port.
func (s *screen) sheet(port int) {
	p := s.site.Facts(port)
	for _, line := range wrap(s.data.Title(port), s.columns) {
		s.line(s.bold(line))
	}
	r := registry.RangeOf(port)
	s.line(s.status(p.Status), " · ", r.Slug, " port, ", span(r.First, r.Last), " · ", fmt.Sprintf("0x%04x", port))
	s.line()
	for _, line := range wrap(s.site.Answer(port), s.columns) {
		s.line(line)
	}
	s.line()
	s.transports(&p)
	s.place(&p)
	s.known(&p)
	if check := s.site.FirstCheck(port, s.system); check != "" {
		s.labelled("check", strings.Split(check, "\n")...)
	}
	s.labelled("page", s.data.PortURL(port))
	s.labelled("registry", s.data.Date)
}

// transports prints the status of each transport, in one line if they all have that of the port.
func (s *screen) transports(p *page.Port) {
	if p.IsPlain() {
		s.row("transports", s.status(p.Status)+" for all")
		return
	}
	for i, status := range p.Statuses {
		if status == registry.NotListed {
			continue
		}
		t := registry.Transport(i)
		gap := strings.Repeat(" ", len("de-registered  ")-len(status.String()))
		s.row(cmp.Or(t.String(), "unstated"), s.status(status)+gap+strings.Join(p.AppendServices(nil, t), ", "))
	}
}

// place prints the services, and where the port stands among others.
func (s *screen) place(p *page.Port) {
	var said []string
	for _, a := range p.Assignments {
		if about := a.Service + ": " + a.Summary(); a.Service != "" && a.Summary() != "" && !slices.Contains(said, about) {
			said = append(said, about)
			s.text("service", about)
		}
	}
	block := fmt.Sprintf("%d alone; its neighbours have another status", p.Number)
	if p.First < p.Last {
		block = fmt.Sprintf("%s, %d %s ports", span(p.First, p.Last), p.Last-p.First+1, p.Status)
	}
	s.text("block", block)
	var near []string
	for _, n := range []int{p.Previous, p.Next} {
		if n >= 0 {
			near = append(near, strconv.Itoa(n)+" "+s.data.Registry.Primary(n).Service)
		}
	}
	s.text("nearest", strings.Join(near, ", "))
}

// known prints what is known besides the registry.
func (s *screen) known(p *page.Port) {
	for _, u := range p.Programs() {
		mark := "unofficial"
		if u.Relation == "same" {
			mark = "registered"
		}
		s.sourced("used by", u.Name+": "+u.What+" ("+mark+")", u.Source)
	}
	if p.Blocked {
		s.text("browsers", "refuse to open it")
	}
	s.text("root only", s.spansOf(p.Number, "privileged"))
	s.text("clients of", s.spansOf(p.Number, "client-ranges"))
	s.text("within", s.spansOf(p.Number, "ranges"))
	for _, a := range p.Advice {
		s.sourced("advice", a.Text, a.Source)
	}
}

// spansOf lists the spans of one table that hold a port: Linux 32768–60999, FreeBSD 10000–65535.
func (s *screen) spansOf(port int, table string) string {
	var names []string
	for _, sp := range s.data.Spans {
		if sp.Table == table && sp.First <= port && port <= sp.Last {
			names = append(names, sp.Name+" "+span(sp.First, sp.Last))
		}
	}
	return strings.Join(names, ", ")
}

// sourced prints a text and, below it, where it is from.
func (s *screen) sourced(label, text, source string) {
	s.labelled(label, append(wrap(text, s.columns-indent), source)...)
}

// text prints a text in as many lines as it takes.
func (s *screen) text(label, text string) {
	s.labelled(label, wrap(text, s.columns-indent)...)
}

// row prints a line that may hold colours.
func (s *screen) row(label, text string) { s.labelled(label, text) }

func (s *screen) labelled(label string, lines ...string) {
	for i, line := range lines {
		if i > 0 {
			label = ""
		}
		s.line(s.faint(fmt.Sprintf("%-*s", indent, label)), line)
	}
}

// list prints several ports, one a line. What has the name that was asked for comes first in a line.
func (s *screen) list(ports []int, name string) {
	for _, port := range ports {
		p := s.site.Facts(port)
		status := p.Status.String()
		gap := strings.Repeat(" ", len("unassigned  ")-len(status))
		s.line(fmt.Sprintf("%5d  ", port), s.status(p.Status), gap, shortened(inShort(&p, name), s.columns-len("65535  unassigned  ")))
	}
}

// inShort is a port in a few words, those with a name first.
func inShort(p *page.Port, name string) string {
	var parts []string
	add := func(name, about string) {
		if about != "" {
			name += ": " + about
		}
		parts = append(parts, name)
	}
	if p.Service != "" {
		add(p.Service, p.Description)
	}
	for _, u := range p.Programs() {
		add(u.Name, u.What)
	}
	if len(parts) == 0 && p.Essay != nil {
		add(p.Essay.Name, p.Essay.Tagline)
	}
	slices.SortStableFunc(parts, func(a, b string) int { return rank(a, name) - rank(b, name) })
	return strings.Join(parts, "; ")
}

// rank is 0 for a text that speaks of what was asked for, and 1 for others.
func rank(text, name string) int {
	if lookup.Begins(text, name) {
		return 0
	}
	return 1
}

func span(first, last int) string { return strconv.Itoa(first) + "–" + strconv.Itoa(last) }

// shortened cuts a text to a number of characters.
func shortened(text string, width int) string {
	runes := []rune(text)
	if len(runes) <= width {
		return text
	}
	return strings.TrimRight(string(runes[:width-1]), " ") + "…"
}

// wrap breaks a text into lines of at most so many characters; words that are longer stay whole.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// status is a status as a word, in its colour.
func (s *screen) status(status registry.Status) string {
	colour := map[registry.Status]string{
		registry.Assigned: "32", registry.Unassigned: "33", registry.Reserved: "35",
		registry.Deregistered: "35", registry.Dynamic: "36",
	}[status]
	return s.in(colour, status.String())
}

func (s *screen) bold(text string) string  { return s.in("1", text) }
func (s *screen) faint(text string) string { return s.in("2", text) }

// in sets a text in a terminal's style, by its number in ECMA-48.
func (s *screen) in(style, text string) string {
	if !s.coloured || style == "" || text == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[m"
}
