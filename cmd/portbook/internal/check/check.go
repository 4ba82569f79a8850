// Package check finds what is wrong with the words of a site, so that a reviewer need not.
//
// Whatever makes a site impossible is found by loading it, and reported here as the terminal and the
// preview report it. What is listed in rules goes further: a site can be built with such texts, but it
// would be worse for it. Rules of level Error are certain. Those of level Warning ask "is this
// intended?" and may be answered with yes.
package check

import (
	"cmp"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// Level says how certain a finding is.
type Level string

const (
	Error   Level = "error"   // it is wrong
	Warning Level = "warning" // is this intended?
)

// A Finding is one fault, and the rule that found it.
type Finding struct {
	Level Level  `json:"level"`
	Rule  string `json:"rule"` // its name in rules; "load" for what loading the site found
	fault.Fault
}

// Run checks the inputs of a site, all of them, and returns the site that was loaded for it and what was
// found, by file and line. The site has faults if a finding is an error of the rule "load".
func Run(in site.Inputs) (*site.Site, []Finding) {
	s, faults := site.Load(in)
	var found []Finding
	add := func(level Level, rule string, list fault.List) {
		for _, f := range list {
			found = append(found, Finding{level, rule, f})
		}
	}
	add(Error, "load", faults)
	add(Warning, "load", s.Warnings)
	c := newCorpus(s)
	for _, r := range rules {
		var list fault.List
		if len(faults) == 0 || !r.loaded {
			r.find(c, list.Add)
		}
		add(r.level, r.name, list)
	}
	return s, sorted(found)
}

// sorted sorts findings by place and drops repetitions.
func sorted(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Level, b.Level))
	})
	return slices.Compact(found)
}

// Count returns how many findings are of a level.
func Count(found []Finding, level Level) int {
	n := 0
	for _, f := range found {
		if f.Level == level {
			n++
		}
	}
	return n
}
