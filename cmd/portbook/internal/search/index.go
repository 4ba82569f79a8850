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
	rows, previous := named(r), new(registry.Assignment)
	var lines strings.Builder
	lines.Grow(32 * len(rows)) // most take less
	for _, a := range rows {
		about := a.Summary()
		if a.First == previous.First && a.Last == previous.Last && about == previous.Summary() {
			about = ""
		}
		lines.WriteString(step(a, previous.First))
		lines.WriteString(nameLine(a.Service, about))
		lines.WriteByte('\n')
		previous = a
	}
	return strings.TrimSuffix(lines.String(), "\n")
}

// named lists the rows that name a service, once for each port or span, and again where another transport is described
// otherwise than by other capitals.
func named(r *registry.Registry) []*registry.Assignment {
	list := make([]*registry.Assignment, 0, len(r.All())/2) // most services have a row for each of two transports
	for port := range registry.Ports {
		primary := r.Primary(port)
		if primary == nil {
			continue
		}
		start := len(list)
		add := func(a *registry.Assignment) {
			isSame := func(b *registry.Assignment) bool {
				return a.Last == b.Last && a.Service == b.Service && strings.EqualFold(a.Summary(), b.Summary())
			}
			if a.Service != "" && a.First == port && !slices.ContainsFunc(list[start:], isSame) {
				list = append(list, a)
			}
		}
		add(primary)
		for _, a := range r.Assignments(port) {
			add(a)
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

// nameLine writes a name and its description, which is left out when it says no more than the name.
func nameLine(name, about string) string {
	about = shorten(about)
	switch {
	case name == about || name == strings.ToLower(about):
		return name
	case isHyphened(name, about, "-"):
		return "*" + about
	case isHyphened(name, about, ""):
		return "^" + about
	}
	return strings.TrimSuffix(name+" "+about, " ")
}

// isHyphened reports whether a name was made of a description, as IANA often does. rank.js has the same rule.
func isHyphened(name, text, hyphen string) bool {
	made := make([]byte, 0, longest)
	inWord := false
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		isWord := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if isWord && !inWord && len(made) > 0 {
			made = append(made, hyphen...)
		}
		if inWord = isWord; isWord {
			made = append(made, c)
		}
	}
	return name == string(made)
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
	var b strings.Builder
	end := 0 // of the run before
	for port := 0; port < registry.Ports; port++ {
		status, first := r.Headline(port), port
		if status == expected(r, port) {
			continue
		}
		for r.Headline(port+1) == status && expected(r, port+1) != status {
			port++
		}
		b.WriteString(strconv.Itoa(first - end))
		if port > first {
			b.WriteString("x" + strconv.Itoa(port-first+1))
		}
		b.WriteByte(status.String()[0])
		end = port + 1
	}
	return b.String()
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
		for _, u := range p.Uses {
			if line := tabbed(strconv.Itoa(p.Number), u.Name, u.What); !slices.Contains(useLines, line) { // as for another transport
				useLines = append(useLines, line)
			}
		}
		if p.Essay != nil {
			essayLines = append(essayLines, tabbed(strconv.Itoa(p.Number), p.Essay.Name, p.Essay.Tagline))
		}
	}
	return strings.Join(useLines, "\n"), strings.Join(essayLines, "\n")
}

// encodeNames writes the names without a port, as encodePorts does.
func encodeNames(r *registry.Registry) string {
	rows := slices.SortedStableFunc(slices.Values(r.Names()), func(a, b *registry.Assignment) int { return cmp.Compare(a.Service, b.Service) })
	var lines []string
	for _, a := range slices.CompactFunc(rows, func(a, b *registry.Assignment) bool { return a.Service == b.Service }) {
		if a.Service != "" {
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
