package registry

import "testing"

// checkInvariants compares everything derived with slow and simple ways to derive it.
func checkInvariants(t *testing.T, r *Registry) {
	t.Helper()
	checkRows(t, r)
	checkCounts(t, r)
	checkBlocks(t, r)
	checkNeighbours(t, r)
	checkAlike(t, r)
}

// checkAlike: ports are alike when everything that can be asked of them is the same and no service is named.
func checkAlike(t *testing.T, r *Registry) {
	t.Helper()
	type answers struct {
		headline                    Status
		status                      [Transports + 1]Status
		first, last, previous, next int
	}
	of := func(port int) (a answers) {
		a.headline = r.Headline(port)
		for t := range a.status {
			a.status[t] = r.StatusOf(port, Transport(t))
		}
		a.first, a.last = r.Block(port)
		a.previous, _ = r.PreviousAssigned(port)
		a.next, _ = r.NextAssigned(port)
		return a
	}
	for port := 1; port < Ports; port++ {
		rows, before := r.Assignments(port), r.Assignments(port-1)
		want := len(rows) == len(before) && r.Primary(port) == nil && r.Primary(port-1) == nil && of(port) == of(port-1)
		for i := 0; want && i < len(rows); i++ {
			want = rows[i] == before[i]
		}
		if got := r.Alike(port-1, port); got != want {
			t.Fatalf("ports %d and %d alike: %v, want %v", port-1, port, got, want)
		}
	}
	if r.Alike(-1, 0) || r.Alike(Ports-1, Ports) {
		t.Fatal("what is no port is like one")
	}
}

// checkRows: the rows of all ports are exactly the rows of the file, expanded, in file order.
func checkRows(t *testing.T, r *Registry) {
	t.Helper()
	found := 0
	for port := range Ports {
		line := 0
		for _, a := range r.Assignments(port) {
			if a.First > port || a.Last < port || a.Line <= line {
				t.Fatalf("port %d: row of line %d covers %d-%d, after line %d", port, a.Line, a.First, a.Last, line)
			}
			line = a.Line
			found++
		}
	}
	want, names := 0, 0
	for _, a := range r.All() {
		if a.First < 0 {
			names++
		} else {
			want += a.Last - a.First + 1
		}
	}
	if found != want || len(r.Names()) != names {
		t.Fatalf("ports have %d rows, want %d; %d have no port, want %d", found, want, len(r.Names()), names)
	}
}

func checkCounts(t *testing.T, r *Registry) {
	t.Helper()
	var byHand [len(statusNames)]int
	for port := range Ports {
		byHand[r.Headline(port)]++
	}
	for s, want := range byHand {
		if got := r.Count(Status(s)); got != want {
			t.Fatalf("%v: counted %d, want %d", Status(s), got, want)
		}
	}
	if r.Count(NotListed) != 0 || r.Count(Deregistered) != 0 {
		t.Fatal("not-listed and de-registered are no headlines")
	}
}

// checkBlocks: blocks tile the port space, are of one headline, and differ from their neighbours.
func checkBlocks(t *testing.T, r *Registry) {
	t.Helper()
	for start := 0; start < Ports; {
		first, last := r.Block(start)
		if first != start || last < first || last >= Ports {
			t.Fatalf("block of %d is %d-%d", start, first, last)
		}
		for port := first; port <= last; port++ {
			if f, l := r.Block(port); f != first || l != last || r.Headline(port) != r.Headline(first) {
				t.Fatalf("%d is %v in %d-%d, but %d is %v in %d-%d", first, r.Headline(first), first, last, port, r.Headline(port), f, l)
			}
		}
		if start = last + 1; start < Ports && r.Headline(start) == r.Headline(last) {
			t.Fatalf("blocks at %d and %d are one", last, start)
		}
	}
}

func checkNeighbours(t *testing.T, r *Registry) {
	t.Helper()
	previous, some := 0, false
	for port := range Ports {
		if got, ok := r.PreviousAssigned(port); got != previous || ok != some {
			t.Fatalf("before %d: got %d %v, want %d %v", port, got, ok, previous, some)
		}
		// Each named port must be the next of the ports since the one before it.
		if r.Primary(port) != nil {
			for p := previous; p < port; p++ {
				if got, ok := r.NextAssigned(p); got != port || !ok {
					t.Fatalf("after %d: got %d %v, want %d", p, got, ok, port)
				}
			}
			previous, some = port, true
		}
	}
	if got, ok := r.NextAssigned(previous); some && ok {
		t.Fatalf("after %d: got %d, want none", previous, got)
	}
}
