package history

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Report is a comparison with what it is about, for output.
type Report struct {
	OldFile, NewFile string
	OldDate, NewDate string // YYYY-MM-DD or YYYY-MM; "" when unknown
	Old, New         *registry.Registry
	Comparison
}

// headings are what the kinds are called above their changes.
var headings = [kinds]string{"Assigned", "Removed", "Other name (a new one, or another service)", "Other status", "Description", "Assignee",
	"Contact", "Reference", "Service code", "Unauthorized use", "Notes"}

// longest is how many letters of a text are shown: enough to recognise it in a line of a terminal.
const longest = 60

// WriteText writes the report for a person: one line a change, under a heading for each kind.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s (%s) and %s (%s)", r.OldFile, dateOr(r.OldDate), r.NewFile, dateOr(r.NewDate))
	if r.Same() {
		fmt.Fprintln(b, " say the same.")
		return b.Flush()
	}
	fmt.Fprintln(b)
	for k := range kinds {
		if list := OfKind(r.Ports, k); len(list) > 0 {
			fmt.Fprintf(b, "\n%s: %s\n", headings[k], count(CountPorts(list), "port"))
			r.writeLines(b, list)
		}
	}
	for _, k := range []Kind{Assigned, Removed} {
		if list := OfKind(r.Names, k); len(list) > 0 {
			fmt.Fprintf(b, "\nService names without a port, %s: %d\n", map[Kind]string{Assigned: "new", Removed: "gone"}[k], len(list))
			r.writeLines(b, list)
		}
	}
	return b.Flush()
}

// writeLines writes changes in columns.
func (r *Report) writeLines(w io.Writer, list []Change) {
	ports, transports := 0, 0
	for _, c := range list {
		ports, transports = max(ports, len(c.Ports())), max(transports, len(c.Transports.String()))
	}
	for _, c := range list {
		line := fmt.Sprintf("  %-*s  %-*s  %s", ports, c.Ports(), transports, c.Transports, r.words(c))
		if c.First < 0 {
			line = fmt.Sprintf("  %-*s  %s", transports, c.Transports, c.Service)
		}
		fmt.Fprintln(w, line)
	}
}

// words is what a line says after port and transport.
func (r *Report) words(c Change) string {
	switch c.Kind {
	case Assigned:
		text := c.Service
		if c.From != "" {
			text += " (was " + c.From + ")"
		}
		return described(text, Describe(r.New, c))
	case Removed:
		if c.To != "" {
			return c.Service + " (now " + c.To + ")"
		}
		return c.Service
	case Renamed:
		return described(c.From+" → "+c.To, Describe(r.New, c))
	case StatusChanged:
		return c.From + " → " + c.To
	}
	from, to := shortened(c.From, c.To)
	if c.Service != "" {
		return c.Service + ": " + from + " → " + to
	}
	return from + " → " + to
}

// Describe is what a registry says, in one line, of the service that a change assigned, or gave its
// name to; "" when it does not say the service's name in other words.
func Describe(r *registry.Registry, c Change) string {
	name := c.Service
	if c.Kind == Renamed {
		name = c.To
	}
	for _, a := range r.Assignments(c.First) {
		if a.Service == name && c.Transports.Has(a.Transport) && !strings.EqualFold(a.Summary(), name) {
			return a.Summary()
		}
	}
	return ""
}

func described(text, description string) string {
	if description == "" {
		return text
	}
	return text + ": " + description
}

// shortened cuts two texts to their first difference and some letters around it.
func shortened(from, to string) (string, string) {
	same := 0
	for same < len(from) && same < len(to) && from[same] == to[same] {
		same++
	}
	start := max(0, same-longest/3)
	if len(from) <= longest && len(to) <= longest {
		start = 0
	}
	return cut(from, start), cut(to, start)
}

// cut quotes some letters of a text from the byte at start on.
func cut(s string, start int) string {
	if s == "" {
		return "nothing"
	}
	for start > 0 && !utf8.RuneStart(s[min(start, len(s)-1)]) {
		start--
	}
	before, after := "", ""
	if start > 0 {
		before = "…"
	}
	letters := []rune(s[min(start, len(s)):])
	if len(letters) > longest {
		letters, after = letters[:longest], "…"
	}
	return "“" + before + string(letters) + after + "”"
}

func dateOr(date string) string {
	if date == "" {
		return "no date"
	}
	return date
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
