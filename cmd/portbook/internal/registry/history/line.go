package history

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
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
	from, to := c.From, c.To
	switch c.Kind {
	case Assigned:
		to = quotedName(c.Service)
	case Removed:
		from = quotedName(c.Service)
	case Renamed:
		from, to = quotedName(from), quotedName(to)
	}
	line := c.Ports() + " " + c.Transports.String() + ": " + from
	if from != "" && to != "" {
		line += arrow
	}
	return line + to
}

// quotedName is a name as it stands in a line.
func quotedName(name string) string {
	plain := name != "" && name[0] != '"' && strings.TrimSpace(name) == name && !strings.Contains(name, arrow) && utf8.ValidString(name)
	for _, r := range name {
		plain = plain && strconv.IsPrint(r) && r != utf8.RuneError
	}
	if plain {
		return name
	}
	return strconv.QuoteToASCII(name)
}

// lineParser reads the lines of one kind.
type lineParser struct {
	file   string
	kind   Kind
	line   int
	faults *fault.List
}

// parse reads a text with a change a line.
func (p *lineParser) parse(text frontmatter.Text) []Change {
	var list []Change
	seen := map[Change]int{}
	p.line = text.Line
	for line := range strings.Lines(text.Source) {
		if line = strings.TrimSpace(line); line != "" {
			c, ok := p.change(line)
			if first, again := seen[c]; again && ok {
				p.fault("the change is listed twice", fmt.Sprintf("it stands on line %d too", first))
			} else if ok {
				seen[c] = p.line
				list = append(list, c)
			}
		}
		p.line++
	}
	return list
}

func (p *lineParser) fault(problem, advice string) { p.faults.Add(p.file, p.line, problem, advice) }

// examples of lines, by kind.
var examples = [...]string{"853 tcp udp: domain-s", "1301 tcp: ci3-software-1 > reserved", "1883 tcp: ibm-mqisdp > mqtt", "48 udp: unassigned > reserved"}

// change reads one line.
func (p *lineParser) change(line string) (Change, bool) {
	where, what, ok := strings.Cut(line, ": ")
	words := strings.Fields(where)
	if !ok || len(words) < 2 {
		p.fault(fmt.Sprintf("%q is no change", line), "write it as "+examples[p.kind]+", below "+p.kind.String()+": |")
		return Change{}, false
	}
	before := len(*p.faults)
	c := Change{Kind: p.kind, Transports: p.transports(words[1:])}
	c.First, c.Last = p.ports(words[0])
	p.fill(&c, p.names(what))
	return c, len(*p.faults) == before
}

// ports reads 853 or 6000-6063.
func (p *lineParser) ports(text string) (first, last int) {
	low, high, isRange := strings.Cut(text, "-")
	first = p.port(low)
	if !isRange {
		return first, first
	}
	if last = p.port(high); last < first {
		p.fault("the range "+text+" runs backwards", "")
	}
	return first, last
}

func (p *lineParser) port(text string) int {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || strconv.FormatUint(n, 10) != text {
		p.fault(fmt.Sprintf("%q is no port", text), "write 0 to 65535, or a range such as 6000-6063")
	}
	return int(n)
}

func (p *lineParser) transports(words []string) Transports {
	var set Transports
	for _, word := range words {
		var t Transports
		for candidate := registry.TCP; candidate <= registry.Unstated; candidate++ {
			if transportName(candidate) == word {
				t = 1 << candidate
			}
		}
		if t == 0 {
			p.fault(fmt.Sprintf("unknown transport %q", word), "write tcp, udp, sctp, dccp or "+unstated)
		}
		set |= t
	}
	return set
}

// A name is what stands on one side of the arrow.
type name struct {
	text   string
	quoted bool
}

// names cuts a text at its arrow.
func (p *lineParser) names(text string) []name {
	var list []name
	for {
		n, rest, more := p.name(text)
		if list = append(list, n); !more {
			return list
		}
		text = rest
	}
}

func (p *lineParser) name(text string) (n name, rest string, more bool) {
	quoted := ""
	if strings.HasPrefix(text, `"`) {
		quoted, _ = strconv.QuotedPrefix(text)
	}
	if quoted == "" {
		plain, rest, more := strings.Cut(text, arrow)
		return name{strings.TrimSpace(plain), false}, rest, more
	}
	n.text, _ = strconv.Unquote(quoted)
	n.quoted = true
	tail := text[len(quoted):]
	if rest, more = strings.CutPrefix(tail, arrow); !more && tail != "" {
		p.fault(fmt.Sprintf("%q follows a name in quotes", tail), "")
	}
	return n, rest, more
}

// fill puts the names where the kind of the change wants them.
func (p *lineParser) fill(c *Change, names []name) {
	last := names[len(names)-1]
	alone := len(names) == 1 && (p.kind == Assigned || p.kind == Removed)
	missing := slices.ContainsFunc(names, func(n name) bool { return n.text == "" && !n.quoted })
	if missing || len(names) != 2 && !alone {
		p.fault("the line does not say from what to what", "write it as "+examples[p.kind])
		return
	}
	switch p.kind {
	case Assigned:
		c.Service = last.text
		if len(names) == 2 {
			c.From = p.status(names[0], heldWords)
		}
	case Removed:
		c.Service = names[0].text
		if len(names) == 2 {
			c.To = p.status(last, heldWords)
		}
	case Renamed:
		c.From, c.To = names[0].text, last.text
	case StatusChanged:
		c.From, c.To = p.status(names[0], statusWords), p.status(last, statusWords)
	}
}

var (
	heldWords   = []string{registry.Reserved.String(), registry.Deregistered.String()}
	statusWords = append([]string{registry.Assigned.String(), registry.Unassigned.String(), registry.NotListed.String(), registry.Dynamic.String()}, heldWords...)
)

func (p *lineParser) status(n name, known []string) string {
	for _, word := range known {
		if n.text == word && !n.quoted {
			return word
		}
	}
	advice := fault.DidYouMean(n.text, known)
	if advice == "" {
		advice = "write " + strings.Join(known, ", ")
	}
	p.fault(fmt.Sprintf("%q is no status here", n.text), advice)
	return ""
}
