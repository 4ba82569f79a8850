package search

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// The index is lines of text, which gzip packs better than anything clever that was tried: a port is written
// as the step from the one before, and a name that follows from its description is left out.

// longest is how many characters of a description are kept.
const longest = 100

// encodePorts writes the service names that have a port, by port, the primary one first:
//
//	ssh The Secure Shell        the next port: the name, the description
//	*Message Posting Protocol   the name is the description with hyphens
//	^Any Net                    the name is the description without spaces
//	=www                        the same port again; a description that was just given is not repeated
//	+16 tsmux                   a step of 16 ports
//	+10-63 x11                  likewise, and 63 ports more
func encodePorts(r *registry.Registry) string {
	var lines []string
	previous := new(registry.Assignment)
	for _, a := range named(r) {
		about := a.Summary()
		if a.First == previous.First && a.Last == previous.Last && about == previous.Summary() {
			about = ""
		}
		lines = append(lines, step(a, previous.First)+nameLine(a.Service, about))
		previous = a
	}
	return strings.Join(lines, "\n")
}

// named lists the rows that name a service, once for each port or span, and again where another transport is described
// otherwise than by other capitals.
func named(r *registry.Registry) []*registry.Assignment {
	var list []*registry.Assignment
	for port := range registry.Ports {
		start := len(list)
		for _, a := range append([]*registry.Assignment{r.Primary(port)}, r.Assignments(port)...) {
			isSame := func(b *registry.Assignment) bool {
				return a.Last == b.Last && a.Service == b.Service && strings.EqualFold(a.Summary(), b.Summary())
			}
			if a != nil && a.Service != "" && a.First == port && !slices.ContainsFunc(list[start:], isSame) {
				list = append(list, a)
			}
		}
	}
	return list
}

// step writes where a name is, seen from the one before.
func step(a *registry.Assignment, previous int) string {
	switch by := a.First - previous; {
	case a.Last > a.First:
		return fmt.Sprintf("+%d-%d ", by, a.Last-a.First)
	case by == 0:
		return "="
	case by > 1:
		return fmt.Sprintf("+%d ", by)
	}
	return ""
}

// nameLine writes a name and its description, which is left out when it says no more than the name. IANA often makes names of
// the words of a description; rank.js has the same rules.
func nameLine(name, about string) string {
	about = shorten(about)
	words := strings.FieldsFunc(strings.ToLower(about), func(c rune) bool { return (c < 'a' || 'z' < c) && (c < '0' || '9' < c) })
	switch {
	case name == about || name == strings.ToLower(about):
		return name
	case name == strings.Join(words, "-"):
		return "*" + about
	case name == strings.Join(words, ""):
		return "^" + about
	}
	return strings.TrimSuffix(name+" "+about, " ")
}

// shorten cuts a description between words.
func shorten(text string) string {
	if len(text) <= longest {
		return text
	}
	if end := strings.LastIndexByte(text[:longest], ' '); end > 0 {
		return text[:end] + "…"
	}
	return strings.ToValidUTF8(text[:longest], "") + "…"
}

// encodeStatuses writes the headline statuses that do not follow from the rest. Below the dynamic ports a port
// with a name is assigned and all others are unassigned; what is written are the runs of ports for which that
// is wrong, as gap, length unless it is 1, and first letter of the status: 13r5x3r.
func encodeStatuses(r *registry.Registry) string {
	var runs strings.Builder
	end := 0 // of the run before
	for port := 0; port < registry.Ports; port++ {
		status, first := r.Headline(port), port
		if status == expected(r, port) {
			continue
		}
		for r.Headline(port+1) == status && expected(r, port+1) != status {
			port++
		}
		fmt.Fprint(&runs, first-end)
		if port > first {
			fmt.Fprintf(&runs, "x%d", port-first+1)
		}
		runs.WriteByte(status.String()[0])
		end = port + 1
	}
	return runs.String()
}

// expected is the status of a port, as far as one can tell from its name.
func expected(r *registry.Registry, port int) registry.Status {
	switch {
	case r.Primary(port) != nil:
		return registry.Assigned
	case registry.RangeOf(port).Slug == "dynamic":
		return registry.Dynamic
	}
	return registry.Unassigned
}

// encodeKnown writes the known uses: port, name, what for; and the essays: port, name, tagline.
func encodeKnown(ports []facts.Port) (uses, essays string) {
	var useLines, essayLines []string
	for _, p := range ports {
		number := strconv.Itoa(p.Number)
		for _, u := range p.Uses {
			if line := tabbed(number, u.Name, u.What); !slices.Contains(useLines, line) { // as for another transport
				useLines = append(useLines, line)
			}
		}
		if p.Essay != nil {
			essayLines = append(essayLines, tabbed(number, p.Essay.Name, p.Essay.Tagline))
		}
	}
	return strings.Join(useLines, "\n"), strings.Join(essayLines, "\n")
}

// encodeNames writes the names without a port, as encodePorts does.
func encodeNames(r *registry.Registry) string {
	rows := slices.Clone(r.Names())
	slices.SortStableFunc(rows, func(a, b *registry.Assignment) int { return cmp.Compare(a.Service, b.Service) })
	var lines []string
	for i, a := range rows {
		if a.Service != "" && (i == 0 || a.Service != rows[i-1].Service) {
			lines = append(lines, nameLine(a.Service, a.Summary()))
		}
	}
	return strings.Join(lines, "\n")
}

// encodePages writes the pages: path, title, what about, headings.
func encodePages(pages []Page) string {
	var lines []string
	for _, p := range pages {
		lines = append(lines, tabbed(p.Path, p.Title, p.About, p.Parts))
	}
	return strings.Join(lines, "\n")
}

func tabbed(cells ...string) string {
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(cell), " ")
	}
	return strings.Join(cells, "\t")
}
