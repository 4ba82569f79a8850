package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/lookup"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// showCommand is portbook show.
type showCommand struct {
	inputFlags
	Asked []string `arg:"" name:"port" help:"22, 0x357, tcp/22, :8080, 6000-6063, or a name: ssh, minecraft." placeholder:"PORT"`
	JSON  bool     `help:"Print what the API says: an object, or an array when there are several."`
}

// Help says what the short text does not.
func (showCommand) Help() string {
	return "A name is that of a service, a program or an essay. If none has just that name, those are listed whose names and descriptions" +
		" have words that begin like it. Colours are for terminals, unless NO_COLOR is set." +
		" Exit status: 0; 1 if nothing has the name, or the site cannot be loaded; 2 if a number is no port."
}

// Run prints what is known of the ports that were asked for.
func (c *showCommand) Run() error {
	query, err := lookup.Parse(strings.Join(c.Asked, " "))
	if err != nil {
		return usageError{err}
	}
	s, err := load(c.inputs())
	if err != nil {
		return err
	}
	system := cmp.Or(systems[runtime.GOOS], runtime.GOOS)
	screen := &screen{site: s, data: s.Data(), system: system, coloured: isColoured(os.Stdout), columns: columnsOf(os.Stdout)}
	if err := screen.answer(query, c.JSON); err != nil {
		return err
	}
	_, err = os.Stdout.WriteString(screen.String())
	return err
}

// systems are the names by which content/checks knows operating systems, where they differ from those of Go.
var systems = map[string]string{"darwin": "macos", "freebsd": "bsd", "openbsd": "bsd", "netbsd": "bsd", "dragonfly": "bsd"}

// A screen is what a terminal is to show about ports.
type screen struct {
	strings.Builder
	site     *site.Site
	data     *export.Data
	system   string // whose check command to print: linux
	coloured bool
	columns  int // how wide lines may be; addresses and commands stay whole
}

// indent is how far what stands behind a label is from the margin.
const indent = 12

// answer finds the ports and prints them. The error says that there are none.
func (s *screen) answer(query lookup.Query, asJSON bool) error {
	ports := lookup.Find(s.site.Facts, query)
	switch {
	case len(ports) == 0:
		advice := cmp.Or(lookup.Missed(s.site.Facts, s.site.Registry(), query.Name), "name a port, a service or a program")
		return fmt.Errorf("no port goes by the name %q (%s)", query.Name, advice)
	case asJSON:
		s.json(ports, query)
	case len(ports) == 1:
		return s.port(ports[0])
	default:
		s.list(ports, query.Name)
	}
	return nil
}

// json prints one object for one port, and an array for several and for a span.
func (s *screen) json(ports []int, query lookup.Query) {
	var objects []string
	for _, port := range ports {
		objects = append(objects, s.data.Object(port))
	}
	list := strings.Join(objects, ",\n")
	if len(ports) > 1 || query.First < query.Last {
		list = "[\n" + list + "\n]"
	}
	s.WriteString(list + "\n")
}

//go:embed show.tmpl
var portTemplate string

// port prints all that is known of a port.
func (s *screen) port(port int) error {
	t := template.Must(template.New("").Funcs(template.FuncMap{
		"fact": s.fact, "text": s.text, "status": s.status, "span": span, "join": strings.Join,
		"bold": func(text string) string { return s.styled(bold, text) },
	}).Parse(portTemplate))
	p := s.site.Facts(port)
	var near, descriptions []string
	for _, n := range []int{p.Previous, p.Next} {
		if n >= 0 {
			near = append(near, strconv.Itoa(n)+" "+s.data.Registry.Primary(n).Service)
		}
	}
	for _, a := range p.Assignments {
		about := a.Service + ": " + a.Summary()
		if a.Service != "" && a.Summary() != "" && !slices.Contains(descriptions, about) {
			descriptions = append(descriptions, about)
		}
	}
	spans := map[string][]string{} // by table: Linux 32768–60999, FreeBSD 10000–65535
	for _, sp := range s.data.Spans {
		if sp.First <= port && port <= sp.Last {
			spans[sp.Table] = append(spans[sp.Table], sp.Name+" "+span(sp.First, sp.Last))
		}
	}
	return t.Execute(s, map[string]any{
		"Port": &p, "Title": wrap(s.data.Title(port), s.columns), "Answer": wrap(s.site.Answer(port), s.columns),
		"Range": registry.RangeOf(port), "Block": registry.Range{First: p.First, Last: p.Last},
		"Transports":   []registry.Transport{registry.TCP, registry.UDP, registry.SCTP, registry.DCCP, registry.Unstated},
		"Descriptions": descriptions, "Near": near, "Spans": spans,
		"Check": s.site.FirstCheck(port, s.system), "Page": s.data.PortURL(port), "Date": s.data.Date,
	})
}

// list prints several ports, one a line. What has the name that was asked for comes first in a line.
func (s *screen) list(ports []int, name string) {
	const about = len("65535  unassigned  ")
	for _, port := range ports {
		p := s.site.Facts(port)
		line := fmt.Sprintf("%5d  %s", port, s.status(p.Status, len("unassigned  "))) + shortened(inShort(&p, name), s.columns-about)
		s.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// inShort is a port in a few words, those with a name first.
func inShort(p *facts.Port, name string) string {
	var named, others []string
	add := func(what, about string) {
		what = strings.TrimSuffix(what+": "+about, ": ")
		if lookup.Begins(what, name) {
			named = append(named, what)
		} else {
			others = append(others, what)
		}
	}
	if p.Service != "" {
		add(p.Service, p.Description)
	}
	for _, u := range p.Programs() {
		add(u.Name, u.What)
	}
	if len(named)+len(others) == 0 && p.Essay != nil {
		add(p.Essay.Name, p.Essay.Tagline)
	}
	return strings.Join(append(named, others...), "; ")
}

// text is a text behind a label, in as many lines as it takes, and below it where it is from; an empty one is not shown.
func (s *screen) text(label, text string, source ...string) string {
	if text == "" {
		return ""
	}
	return s.fact(label, strings.Join(append(wrap(text, s.columns-indent), source...), "\n"))
}

// fact is lines behind a label.
func (s *screen) fact(label, lines string) (shown string) {
	for line := range strings.SplitSeq(lines, "\n") {
		line = s.styled(faint, fmt.Sprintf("%-*s", indent, label)) + line
		shown += strings.TrimRight(line, " ") + "\n"
		label = ""
	}
	return shown
}

func span(first, last int) string { return strconv.Itoa(first) + "–" + strconv.Itoa(last) }

// shortened cuts a text to a number of characters.
func shortened(text string, width int) string {
	if runes := []rune(text); len(runes) > width {
		return strings.TrimRight(string(runes[:width-1]), " ") + "…"
	}
	return text
}

// wrap breaks a text into lines of at most so many characters; words that are longer stay whole.
func wrap(text string, width int) []string {
	var lines []string
	room := 0 // in the last line
	for word := range strings.FieldsSeq(text) {
		length := 1 + utf8.RuneCountInString(word)
		if length > room {
			lines, room = append(lines, word), width-length+1
		} else {
			lines[len(lines)-1] += " " + word
			room -= length
		}
	}
	return lines
}

// Styles of a terminal, by their numbers in ECMA-48.
const bold, faint = "1", "2"

var colours = map[registry.Status]string{
	registry.Assigned: "32", registry.Unassigned: "33", registry.Reserved: "35", registry.Deregistered: "35", registry.Dynamic: "36",
}

// status is a status as a word, in its colour, filled up with spaces to a width.
func (s *screen) status(status registry.Status, width int) string {
	word := status.String()
	return s.styled(colours[status], word) + strings.Repeat(" ", max(0, width-len(word)))
}

func (s *screen) styled(style, text string) string {
	if !s.coloured || style == "" || text == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[m"
}
