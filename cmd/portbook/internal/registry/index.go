package registry

import "slices"

// newRegistry computes everything that Registry answers.
func newRegistry(rows []Assignment) *Registry {
	r := &Registry{all: rows}
	r.indexRows()
	for port := range Ports {
		f := &r.facts[port]
		if rows := r.Assignments(port); port > 0 && port != firstDynamic && slices.Equal(rows, r.Assignments(port-1)) {
			f.status, f.headline = r.facts[port-1].status, r.facts[port-1].headline // nine ports in ten
		} else {
			f.status = statuses(port, rows)
			f.headline = headline(port, f.status)
		}
		r.counts[f.headline]++
	}
	r.findBlocks()
	r.findNeighbours()
	r.findNewest()
	return r
}

// indexRows sorts the rows by the ports they cover: it counts them per port, sums the counts up
// to offsets, and then puts every row in its places.
func (r *Registry) indexRows() {
	var counts [Ports + 1]int32
	total := 0
	for i := range r.all {
		a := &r.all[i]
		if a.First < 0 {
			r.names = append(r.names, a)
			continue
		}
		for port := a.First; port <= a.Last; port++ {
			counts[port]++
		}
		total += a.Last - a.First + 1
	}
	for port := range Ports {
		r.offsets[port+1] = r.offsets[port] + counts[port]
	}
	r.covers = make([]*Assignment, total)
	free := r.offsets
	for i := range r.all {
		a := &r.all[i]
		for port := a.First; a.First >= 0 && port <= a.Last; port++ {
			r.covers[free[port]] = a
			free[port]++
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
	held := false
	for _, s := range status {
		if s == Assigned {
			return Assigned
		}
		held = held || s == Reserved || s == Deregistered
	}
	switch {
	case port >= firstDynamic:
		return Dynamic
	case held:
		return Reserved
	}
	return Unassigned
}

// findBlocks cuts the port space into runs of one headline.
func (r *Registry) findBlocks() {
	for first := 0; first < Ports; {
		last := first
		for last+1 < Ports && r.facts[last+1].headline == r.facts[first].headline {
			last++
		}
		for port := first; port <= last; port++ {
			r.facts[port].first, r.facts[port].last = uint16(first), uint16(last)
		}
		first = last + 1
	}
}

// findNeighbours finds, for every port, the nearest ports with a named row on both sides.
func (r *Registry) findNeighbours() {
	near := int32(-1)
	for port := range Ports {
		r.facts[port].previous = near
		if r.isNamed(port) {
			near = int32(port)
		}
	}
	near = -1
	for port := Ports - 1; port >= 0; port-- {
		r.facts[port].next = near
		if r.isNamed(port) {
			near = int32(port)
		}
	}
}

func (r *Registry) isNamed(port int) bool {
	for _, a := range r.Assignments(port) {
		if a.Service != "" {
			return true
		}
	}
	return false
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
	const form = "0000-00-00"
	if len(s) != len("0000-00") && len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		if digit := s[i] >= '0' && s[i] <= '9'; digit != (form[i] == '0') || !digit && s[i] != '-' {
			return false
		}
	}
	return true
}
