package history

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A change is one line of an update:
//
//	assigned    853 tcp udp: domain-s            5000 tcp: reserved > commplex-main
//	removed     1301 tcp: ci3-software-1         143 udp: imap > reserved
//	renamed     1883 tcp udp: ibm-mqisdp > mqtt
//	status      6000-6063 udp: unassigned > reserved
//
// A name that could be misread stands in quotes, as Go writes them.
const arrow = " > "

func formatLine(c Change) string {
	left, right := c.sides()
	line := c.Ports() + " " + c.Transports.String() + ": " + quoted(*left)
	if *left != "" && *right != "" {
		line += arrow
	}
	return line + quoted(*right)
}

// sides are what stands left and right of the arrow, "" for what is left out.
func (c *Change) sides() (left, right *string) {
	switch c.Kind {
	case Assigned:
		return &c.From, &c.Service
	case Removed:
		return &c.Service, &c.To
	}
	return &c.From, &c.To
}

// quoted is a name as it stands in a line.
func quoted(name string) string {
	if strconv.Quote(name) != `"`+name+`"` || strings.TrimSpace(name) != name || strings.Contains(name, arrow) {
		return strconv.QuoteToASCII(name)
	}
	return name
}

// lineParser reads the lines of one kind.
type lineParser struct {
	file   string
	kind   Kind
	line   int
	seen   map[Change]int // on which line
	faults *fault.List
}

func (p *lineParser) fault(problem, advice string) { p.faults.Add(p.file, p.line, problem, advice) }

// parse reads a text with a change a line, the first of which is at p.line.
func (p *lineParser) parse(text string) []Change {
	var list []Change
	for line := range strings.Lines(text) {
		before := len(*p.faults)
		if line = strings.TrimSpace(line); line != "" {
			c := p.change(line)
			if first, again := p.seen[c]; again {
				p.fault("the change is listed twice", fmt.Sprintf("it stands on line %d too", first))
			}
			if len(*p.faults) == before {
				p.seen[c] = p.line
				list = append(list, c)
			}
		}
		p.line++
	}
	return list
}

// change reads one line. What it returns holds good if there was no fault.
func (p *lineParser) change(line string) Change {
	where, what, _ := strings.Cut(line, ": ")
	ports, transports, _ := strings.Cut(where, " ")
	from, rest := cutName(what)
	to, isPair := "", false
	if rest, isPair = strings.CutPrefix(rest, arrow); isPair {
		to, rest = cutName(rest)
	}
	canBeAlone := p.kind == Assigned || p.kind == Removed
	if transports == "" || rest != "" || from == "" || to == "" && (isPair || !canBeAlone) {
		p.fault(fmt.Sprintf("%q is no change", line), "write it as "+kinds[p.kind].example+", below "+p.kind.String()+": |")
		return Change{}
	}
	if p.kind == Assigned && !isPair {
		from, to = "", from
	}
	c := Change{Kind: p.kind, Transports: p.transports(transports)}
	left, right := c.sides()
	*left, *right = from, to
	if p.kind != Renamed {
		p.checkStatus(c.From)
		p.checkStatus(c.To)
	}
	var err error
	if c.First, c.Last, err = registry.ParseSpan(ports); err != nil {
		p.fault(err.Error(), "")
	}
	return c
}

// cutName takes the first name off a text: what stands in quotes, or all up to the arrow.
func cutName(text string) (name, rest string) {
	if quoted, err := strconv.QuotedPrefix(text); err == nil && text[0] == '"' {
		name, _ = strconv.Unquote(quoted)
		return name, text[len(quoted):]
	}
	name, _, _ = strings.Cut(text, arrow)
	return strings.TrimSpace(name), text[len(name):]
}

func (p *lineParser) transports(text string) (set Transports) {
	for _, word := range strings.Fields(text) {
		t := slices.Index(transportNames, word)
		if t < 0 {
			p.fault(fmt.Sprintf("unknown transport %q", word), "write "+strings.Join(transportNames, ", "))
			break
		}
		set |= 1 << t
	}
	return set
}

// checkStatus adds a fault for a word that is no status, or one in which IANA does not keep numbers back although the
// change is that of a service.
func (p *lineParser) checkStatus(word string) {
	words := make([]string, 0, registry.Dynamic+1)
	for s := registry.NotListed; s <= registry.Dynamic; s++ {
		if p.kind == StatusChanged || held(s) != "" {
			words = append(words, s.String())
		}
	}
	if word != "" && !slices.Contains(words, word) {
		p.fault(fmt.Sprintf("%q is no status here", word), "write "+strings.Join(words, ", "))
	}
}
