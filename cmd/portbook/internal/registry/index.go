package registry

import "slices"

// newRegistry computes everything that Registry answers.
func newRegistry(rows []Assignment) *Registry {
	r := &Registry{all: rows}
	for i := range rows {
		a := &rows[i]
		if a.First < 0 {
			r.names = append(r.names, a)
		}
		for port := max(a.First, 0); port <= a.Last; port++ {
			r.rows[port] = append(r.rows[port], a)
		}
	}
	r.lookForward()
	r.lookBack()
	return r
}

// lookForward finds all that is known of ports but for what lookBack does.
func (r *Registry) lookForward() {
	f := portFacts{previous: -1}
	for port := range Ports {
		before := f.headline
		for t := range f.status {
			f.status[t] = statusOf(port, Transport(t), r.rows[port])
		}
		if f.headline = headline(port, f.status); f.headline != before {
			f.first = uint16(port)
		}
		r.facts[port] = f
		r.counts[f.headline]++
		if r.Primary(port) != nil {
			f.previous = int32(port)
		}
	}
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
		if r.Primary(port) != nil {
			next = port
		}
	}
}

// statusOf derives the status of a transport of a port from the rows of the port: see Registry.StatusOf.
func statusOf(port int, t Transport, rows []*Assignment) (status Status) {
	if t != Unstated && port >= firstDynamic {
		status = Dynamic
	}
	best := 0
	for _, a := range rows {
		strength := 0
		switch {
		case a.AnyTransport && t != Unstated:
			strength = 1
		case a.Transport == t && a.Service == "" && !a.AnyTransport:
			strength = 2
		case a.Transport == t && a.Service != "":
			strength = 3
		}
		if strength > best {
			status, best = a.Status, strength
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
