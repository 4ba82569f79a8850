// Package fault says what is wrong with an input and what to do about it.
//
// Every part of portbook reports faults in this one form, so that the terminal, the preview's
// overlay and the annotations on a pull request show the same text:
//
//	content/ports/22.md:7: unknown key "tagine" (did you mean "tagline"?)
package fault

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A Fault is one thing that is wrong in one place of one input file.
type Fault struct {
	File    string `json:"file"`    // path as the user would type it
	Line    int    `json:"line"`    // 1-based; 0 when the fault concerns the file as a whole
	Problem string `json:"problem"` // what is wrong: lower case, no full stop
	Advice  string `json:"advice"`  // what to do about it; empty when the problem says it all
}

// New returns a fault; advice may be empty.
func New(file string, line int, problem, advice string) Fault {
	return Fault{file, line, problem, advice}
}

// Error is the fault as one line: file:line: problem (advice).
func (f Fault) Error() string {
	text := f.File
	if f.Line > 0 {
		text += ":" + strconv.Itoa(f.Line)
	}
	text += ": " + f.Problem
	if f.Advice != "" {
		text += " (" + f.Advice + ")"
	}
	return text
}

// A List collects faults, so that a user mends everything in one round.
// An empty List means that all is well.
type List []Fault

// Add appends one fault.
func (l *List) Add(file string, line int, problem, advice string) {
	*l = append(*l, New(file, line, problem, advice))
}

// Sort orders the faults by file, then line, and drops exact repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	seen := map[Fault]bool{}
	*l = slices.DeleteFunc(*l, func(f Fault) bool {
		again := seen[f]
		seen[f] = true
		return again
	})
}

// Err returns the list as an error, or nil when it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error is all faults, one a line.
func (l List) Error() string {
	var lines []string
	for _, f := range l {
		lines = append(lines, f.Error())
	}
	return strings.Join(lines, "\n")
}
