package history

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// An Update is what changed between two states of the registry: a file of content/changes, named
// after the date of the newer one. It holds what became of numbers and nothing else.
type Update struct {
	File     string
	From, To string // YYYY-MM-DD
	FromLine int    // of the file
	Sources  frontmatter.Texts
	Note     frontmatter.Text
	Changes  []Change // sorted as Compare sorts
}

// UpdateFile is the form of the file. Each kind of change is a text with a change a line, which is
// easier to read and to check by eye than a list of keys and values, and is read in a tenth of the time.
type UpdateFile struct {
	From     frontmatter.Text  `yaml:"from" required:"true"`
	To       frontmatter.Text  `yaml:"to" required:"true"`
	Sources  frontmatter.Texts `yaml:"sources" required:"true"`
	Note     frontmatter.Text  `yaml:"note"`
	Assigned frontmatter.Text  `yaml:"assigned"`
	Removed  frontmatter.Text  `yaml:"removed"`
	Renamed  frontmatter.Text  `yaml:"renamed"`
	Status   frontmatter.Text  `yaml:"status"`
}

// ParseUpdate reads a file of content/changes. file is its path, src its content. The update is never nil:
// where there are faults, it holds what has none.
func ParseUpdate(file string, src []byte) (*Update, fault.List) {
	var f UpdateFile
	p := updateParser{file: file, seen: map[Change]int{}, faults: frontmatter.Decode(file, 1, src, &f)}
	if len(p.faults) == 0 {
		p.checkDates(f.From, f.To)
	}
	u := &Update{File: file, From: f.From.Source, To: f.To.Source, FromLine: f.From.Line, Sources: f.Sources, Note: f.Note}
	for kind, text := range []frontmatter.Text{Assigned: f.Assigned, Removed: f.Removed, Renamed: f.Renamed, StatusChanged: f.Status} {
		p.kind, p.line = Kind(kind), text.Line
		u.Changes = append(u.Changes, p.changes(text.Source)...)
	}
	slices.SortFunc(u.Changes, compare)
	p.faults.Sort()
	return u, p.faults
}

// Format writes an update as a file that ParseUpdate reads. Changes that do not say what became of
// a number, and service names without a port, are left out.
func Format(u *Update) []byte {
	b := []byte("# yaml-language-server: $schema=../schema/update.json\n" +
		"# What became of port numbers between two states of IANA's registry; written by portbook diff --format yaml.\n")
	b = fmt.Appendf(b, "from: %s\nto: %s\nsources:\n", u.From, u.To)
	for _, s := range u.Sources {
		b = fmt.Appendf(b, "  - %s\n", s.Source)
	}
	if u.Note.Source != "" {
		b = fmt.Appendf(b, "note: >-\n  %s\n", strings.TrimSpace(u.Note.Source))
	}
	for k := Assigned; k.OfNumber(); k++ {
		list := OfKind(u.Changes, k)
		if len(list) > 0 {
			b = fmt.Appendf(b, "%s: |\n", k)
		}
		for _, c := range list {
			b = fmt.Appendf(b, "  %s\n", formatLine(c))
		}
	}
	return b
}

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

// updateParser is the state of reading one file.
type updateParser struct {
	file   string
	kind   Kind           // of the lines that are read
	line   int            // that is read
	seen   map[Change]int // on which line
	faults fault.List
}

func (p *updateParser) fault(problem, advice string) { p.faults.Add(p.file, p.line, problem, advice) }

func (p *updateParser) checkDates(from, to frontmatter.Text) {
	for _, date := range []frontmatter.Text{from, to} {
		p.line = date.Line
		if _, err := time.Parse(time.DateOnly, date.Source); err != nil {
			p.fault(fmt.Sprintf("%q is no date", date.Source), "write YYYY-MM-DD")
		}
	}
	if from.Source >= to.Source {
		p.fault(fmt.Sprintf("the update ends on %s and begins on %s", to.Source, from.Source), "")
	}
	if name := to.Source + ".yaml"; path.Base(p.file) != name {
		p.fault("the file is not named after the date on which the update ends", "call it "+name+", or mend the date")
	}
}

// changes reads a text with a change a line, the first of which is at p.line.
func (p *updateParser) changes(text string) []Change {
	var list []Change
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			before := len(p.faults)
			if c := p.change(line); len(p.faults) == before {
				list = append(list, c)
				p.seen[c] = p.line
			}
		}
		p.line++
	}
	return list
}

// change reads one line. What it returns is of use only if no fault was added.
func (p *updateParser) change(line string) Change {
	where, what, _ := strings.Cut(line, ": ")
	words := strings.Fields(where)
	from, rest := cutName(what)
	to, isPair := "", false
	if rest, isPair = strings.CutPrefix(rest, arrow); isPair {
		to, rest = cutName(rest)
	}
	canBeAlone := p.kind == Assigned || p.kind == Removed
	if len(words) < 2 || rest != "" || from == "" || to == "" && (isPair || !canBeAlone) {
		p.fault(fmt.Sprintf("%q is no change", line), "write it as "+kinds[p.kind].example+", below "+p.kind.String()+": |")
		return Change{}
	}
	if p.kind == Assigned && !isPair {
		from, to = "", from
	}
	c := Change{Kind: p.kind, Transports: p.transports(words[1:])}
	left, right := c.sides()
	*left, *right = from, to
	if p.kind != Renamed {
		p.checkStatus(c.From)
		p.checkStatus(c.To)
	}
	var err error
	if c.First, c.Last, err = registry.ParseSpan(words[0]); err != nil {
		p.fault(err.Error(), "")
	}
	if first, again := p.seen[c]; again {
		p.fault("the change is listed twice", fmt.Sprintf("it stands on line %d too", first))
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

func (p *updateParser) transports(words []string) (set Transports) {
	for _, word := range words {
		t := slices.Index(transportNames, word)
		if t < 0 {
			p.fault(fmt.Sprintf("unknown transport %q", word), "write tcp, udp, sctp, dccp or unstated")
			break
		}
		set |= 1 << t
	}
	return set
}

// checkStatus adds a fault for a word that is no status. Beside a service, only those in which IANA keeps a number back
// are written.
func (p *updateParser) checkStatus(word string) {
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
