package site

import (
	"bytes"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// tried returns all faults: those of loading or, when there are none, those of rendering one port of every class and
// every other page. A template can use a value that only some pages have: one that uses the essay of ports without any
// fails here and not at the first such page of a build.
func (l *loader) tried(s *Site) fault.List {
	if len(l.faults) > 0 {
		return l.faults
	}
	samples := s.Samples()
	var next atomic.Int64
	work := func(faults *fault.List) {
		render := s.NewPrinter()
		for i := int(next.Add(1)) - 1; i < len(samples); i = int(next.Add(1)) - 1 {
			s.try(samples[i], render, faults)
		}
	}
	var some, others fault.List
	alongside(func() { work(&some) }, func() { work(&others) })
	l.faults = append(some, others...)
	l.faults.Sort()
	return l.faults
}

// try renders a page, and adds what is wrong with it.
func (s *Site) try(i int, render func(i int, write func([]byte)) []byte, faults *fault.List) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case fault.Fault:
			*faults = append(*faults, problem)
		case error:
			faults.Add(s.inputs.Templates, 0, fmt.Sprintf("rendering %s: %v", s.paths[i], problem), "")
		default:
			panic(problem)
		}
	}()
	page := render(i, func([]byte) {})
	if i < len(s.files) {
		page = bytes.Clone(page)
		s.files[i].tried.Store(&page) // they are few, and will be asked for again
	}
}

// Samples lists one file of every kind, by index in Paths: a port of every class in every locale, every
// essay, and all other pages that differ by more than their numbers.
func (s *Site) Samples() []int {
	type group struct {
		locale *locale
		class  uint16
	}
	var samples []int
	seen := map[group]bool{}
	for i, p := range s.ports {
		group := group{p.locale, s.classes[p.port]}
		if !seen[group] || s.common.Noted.Has(p.port) && p.locale.Essays[p.port] != nil {
			seen[group] = true
			samples = append(samples, len(s.files)+i)
		}
	}
	for i, f := range s.files {
		if !f.alike && strings.HasSuffix(s.paths[i], ".html") {
			samples = append(samples, i)
		}
	}
	return samples
}
