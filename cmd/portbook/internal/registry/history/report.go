package history

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Report is what differs between two states of the registry. Both lists are sorted: what matters
// first, then by port. Files and dates are for output; Compare does not know them.
type Report struct {
	OldFile, NewFile string
	OldDate, NewDate string // YYYY-MM-DD or YYYY-MM; "" when unknown
	New              *registry.Registry
	Ports            []Change
	Names            []Change // service names without a port: Assigned means that one is new
}

// Same reports whether nothing differs.
func (r *Report) Same() bool { return len(r.Ports)+len(r.Names) == 0 }

// longest is how many letters of a text are shown: enough to recognise it in a line of a terminal.
const longest = 60

// WriteText writes the report for a person: one line a change, under a heading for each kind. It
// returns the errors of w.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w) // remembers errors
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s (%s) and %s (%s)", r.OldFile, cmp.Or(r.OldDate, "no date"), r.NewFile, cmp.Or(r.NewDate, "no date"))
	if r.Same() {
		fmt.Fprint(t, " say the same.")
	}
	fmt.Fprintln(t)
	for k := range kinds {
		list := OfKind(r.Ports, Kind(k))
		if n := CountPorts(list); n == 1 {
			fmt.Fprintf(t, "\n%s: 1 port\n", kinds[k].heading)
		} else if n > 1 {
			fmt.Fprintf(t, "\n%s: %d ports\n", kinds[k].heading, n)
		}
		for _, c := range list {
			fmt.Fprintf(t, "  %s\t%s\t%s\n", c.Ports(), c.Transports, r.words(c))
		}
	}
	for k, what := range []string{Assigned: "new", Removed: "gone"} {
		list := OfKind(r.Names, Kind(k))
		if len(list) > 0 {
			fmt.Fprintf(t, "\nService names without a port, %s: %d\n", what, len(list))
		}
		for _, c := range list {
			fmt.Fprintf(t, "  %s\t%s\n", c.Transports, c.Service)
		}
	}
	t.Flush()
	return b.Flush()
}

// words is what a line says after port and transport.
func (r *Report) words(c Change) string {
	switch c.Kind {
	case Assigned:
		return c.Service + unlessEmpty(" (was %s)", c.From) + unlessEmpty(": %s", Describe(r.New, c))
	case Removed:
		return c.Service + unlessEmpty(" (now %s)", c.To)
	case Renamed:
		return c.From + " → " + c.To + unlessEmpty(": %s", Describe(r.New, c))
	case StatusChanged:
		return c.From + " → " + c.To
	}
	from, to := shortened(c.From, c.To)
	return unlessEmpty("%s: ", c.Service) + from + " → " + to
}

func unlessEmpty(format, text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf(format, text)
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

// shortened cuts two texts to their first difference and some letters around it.
func shortened(from, to string) (string, string) {
	same := 0
	for same < min(len(from), len(to)) && from[same] == to[same] {
		same++
	}
	start := max(0, same-longest/3)
	if len(from) <= longest && len(to) <= longest {
		start = 0
	}
	for start > 0 && !utf8.RuneStart(from[start]) {
		start--
	}
	return excerpt(from, start), excerpt(to, start)
}

// excerpt quotes some letters of a text from the byte at start on.
func excerpt(s string, start int) string {
	letters, cut := []rune(s[start:]), ""
	if start > 0 {
		cut = "…"
	}
	if s == "" {
		return "nothing"
	}
	if len(letters) > longest {
		letters = append(letters[:longest], '…')
	}
	return "“" + cut + string(letters) + "”"
}

// WriteJSON writes the report for a program: the same changes in the same order as WriteText, with
// all texts in full. Names of keys are those of the YAML files where both have them.
func (r *Report) WriteJSON(w io.Writer) error {
	type name struct {
		Kind       Kind       `json:"kind"`
		Transports Transports `json:"transports"`
		Service    string     `json:"service"`
	}
	names := []name{}
	for _, c := range r.Names {
		names = append(names, name{c.Kind, c.Transports, c.Service})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(struct {
		From    string   `json:"from"` // date of the older state, "" when unknown
		To      string   `json:"to"`
		Changes []Change `json:"changes"`
		Names   []name   `json:"names"` // service names without a port
	}{r.OldDate, r.NewDate, append([]Change{}, r.Ports...), names})
}
