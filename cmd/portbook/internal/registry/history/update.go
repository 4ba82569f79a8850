package history

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
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
	From     frontmatter.Text  `yaml:"from,required"`
	To       frontmatter.Text  `yaml:"to,required"`
	Sources  frontmatter.Texts `yaml:"sources,required"`
	Note     frontmatter.Text  `yaml:"note"`
	Assigned frontmatter.Text  `yaml:"assigned"`
	Removed  frontmatter.Text  `yaml:"removed"`
	Renamed  frontmatter.Text  `yaml:"renamed"`
	Status   frontmatter.Text  `yaml:"status"`
}

// ParseUpdate reads a file of content/changes. file is its path, src its content. The update is good
// for looking at what else is wrong even when there are faults.
func ParseUpdate(file string, src []byte) (*Update, fault.List) {
	var f UpdateFile
	faults := frontmatter.Decode(file, 1, src, &f)
	u := &Update{File: file, From: f.From.Source, To: f.To.Source, FromLine: f.From.Line, Sources: f.Sources, Note: f.Note}
	if len(faults) == 0 {
		u.checkDates(f, &faults)
	}
	for kind, text := range []frontmatter.Text{Assigned: f.Assigned, Removed: f.Removed, Renamed: f.Renamed, StatusChanged: f.Status} {
		p := lineParser{file: file, kind: Kind(kind), line: text.Line, seen: map[Change]int{}, faults: &faults}
		u.Changes = append(u.Changes, p.parse(text.Source)...)
	}
	slices.SortFunc(u.Changes, compare)
	faults.Sort()
	return u, faults
}

func (u *Update) checkDates(f UpdateFile, faults *fault.List) {
	for _, date := range []frontmatter.Text{f.From, f.To} {
		if _, err := time.Parse(time.DateOnly, date.Source); err != nil {
			faults.Add(u.File, date.Line, fmt.Sprintf("%q is no date", date.Source), "write YYYY-MM-DD")
		}
	}
	if u.From >= u.To {
		faults.Add(u.File, f.To.Line, fmt.Sprintf("the update ends on %s and begins on %s", u.To, u.From), "")
	}
	if name := u.To + ".yaml"; path.Base(u.File) != name {
		faults.Add(u.File, f.To.Line, "the file is not named after the date on which the update ends", "call it "+name+", or mend the date")
	}
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
