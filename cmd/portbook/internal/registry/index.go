package registry

import (
	"slices"
	"time"
)

// newRegistry computes everything that Registry answers.
func newRegistry(rows []Assignment) *Registry {
	r := &Registry{all: rows}
	r.indexRows()
	f := portFacts{previous: -1}
	for port := range Ports {
		before := f.headline
		if rows := r.Assignments(port); port == 0 || port == firstDynamic || !slices.Equal(rows, r.Assignments(port-1)) {
			f.status = statuses(port, rows) // for one port in ten
			f.headline = headline(port, f.status)
		}
		if f.headline != before {
			f.first = uint16(port)
		}
		r.facts[port] = f
		r.counts[f.headline]++
		if r.isNamed(port) {
			f.previous = int32(port)
		}
	}
	r.lookBack()
	r.findNewest()
	return r
}

// lookBack finds what is known only from the ports behind: the last port of blocks, and the next named port.
func (r *Registry) lookBack() {
	last, next := Ports-1, -1
	for port := Ports - 1; port >= 0; port-- {
		f := &r.facts[port]
		if f.headline != r.facts[last].headline {
			last = port
		}
		f.last, f.next = uint16(last), int32(next)
		if r.isNamed(port) {
			next = port
		}
	}
}

// indexRows sorts the rows by the ports they cover: it counts them per port, sums the counts up
// to offsets, and then puts every row in its places.
func (r *Registry) indexRows() {
	r.eachPort(func(port int, _ *Assignment) { r.offsets[port+1]++ })
	for port := range Ports {
		r.offsets[port+1] += r.offsets[port]
	}
	r.covers = make([]*Assignment, r.offsets[Ports])
	free := r.offsets
	r.eachPort(func(port int, a *Assignment) {
		r.covers[free[port]] = a
		free[port]++
	})
	for i := range r.all {
		if a := &r.all[i]; a.First < 0 {
			r.names = append(r.names, a)
		}
	}
}

// eachPort visits every port of every row.
func (r *Registry) eachPort(visit func(port int, a *Assignment)) {
	for i := range r.all {
		a := &r.all[i]
		for port := max(a.First, 0); port <= a.Last; port++ {
			visit(port, a)
		}
	}
}

// statuses derives the status of every transport of port from its rows: see StatusOf.
func statuses(port int, rows []*Assignment) (status [Transports + 1]Status) {
	var strength [Transports + 1]int
	claim := func(t Transport, s Status, with int) {
		if with > strength[t] {
			status[t], strength[t] = s, with
		}
	}
	for _, a := range rows {
		switch {
		case a.Service != "":
			claim(a.Transport, a.Status, 3)
		case !a.AnyTransport:
			claim(a.Transport, a.Status, 2)
		default:
			for t := range Transport(Transports) {
				claim(t, a.Status, 1)
			}
		}
	}
	for t := range Transports {
		if status[t] == NotListed && port >= firstDynamic {
			status[t] = Dynamic
		}
	}
	return status
}

// headline derives the one status of a port: see Registry.Headline.
func headline(port int, status [Transports + 1]Status) Status {
	has := func(s Status) bool { return slices.Contains(status[:], s) }
	switch {
	case has(Assigned):
		return Assigned
	case port >= firstDynamic:
		return Dynamic
	case has(Reserved) || has(Deregistered):
		return Reserved
	}
	return Unassigned
}

func (r *Registry) isNamed(port int) bool {
	return slices.ContainsFunc(r.Assignments(port), func(a *Assignment) bool { return a.Service != "" })
}

func (r *Registry) findNewest() {
	for i := range r.all {
		for _, date := range [...]string{r.all[i].Registered, r.all[i].Modified} {
			if date > r.newest && isDate(date) {
				r.newest = date
			}
		}
	}
}

// isDate reports whether s is YYYY-MM or YYYY-MM-DD, the two forms that the file uses.
func isDate(s string) bool {
	for _, form := range []string{time.DateOnly, "2006-01"} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}
