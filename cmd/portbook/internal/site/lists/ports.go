package lists

import (
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// appendThousand appends the list of a thousand ports.
func (m *maker) appendThousand(dst []byte, i int) []byte {
	first, last := view.Thousands[i].First, view.Thousands[i].Last
	m.SetSpan(m.values, first, last)
	p := &page.ThousandPage{
		Head: m.head("thousand", "thousand"), First: decimal(first), Last: decimal(last),
		Counts: m.counts(first, last), Named: m.named(first, last), Runs: m.runs(first, last),
	}
	p.Title, p.Head.Crumbs = p.Head.Title, m.Crumbs(m.Range(registry.RangeOf(first)))
	if i > 0 {
		p.Previous = turnTo(m.thousandLink(i - 1))
	}
	if i+1 < len(view.Thousands) {
		p.Next = turnTo(m.thousandLink(i + 1))
	}
	return m.Templates.Thousand.Append(dst, p, m.values)
}

func (m *maker) thousandLink(i int) page.Link {
	return m.Link(view.Thousands[i].Name, "ranges/"+view.Thousands[i].Slug)
}

func turnTo(l page.Link) *page.Turn { return &page.Turn{Text: l.Text, Address: l.Address} }

// counts counts the ports first to last by headline status.
func (m *maker) counts(first, last int) []page.Count {
	return m.countsOf(first, last, m.Registry.Headline)
}

// countsOf counts the ports first to last by a status of theirs.
func (m *maker) countsOf(first, last int, statusOf func(port int) registry.Status) []page.Count {
	var n [6]int
	for port := first; port <= last; port++ {
		n[statusOf(port)]++
	}
	all := last - first + 1
	var list []page.Count
	for _, s := range []registry.Status{
		registry.Assigned, registry.Unassigned, registry.Reserved, registry.Deregistered,
		registry.Dynamic, registry.NotListed,
	} {
		if n[s] > 0 {
			share := (n[s]*1000 + all/2) / all
			list = append(list, page.Count{Status: m.Locale.Statuses[s], Number: counted(n[s]), Share: render.Value(strconv.Itoa(share))})
		}
	}
	return list
}

// counted is a number with separators: 42,444.
func counted(n int) render.Value { return render.Value(view.WithCommas(n)) }

// decimal is a port as text.
func decimal(port int) render.Value { return render.Value(view.Decimal(port)) }

// named lists the ports first to last that have a service.
func (m *maker) named(first, last int) render.List[page.Named] {
	var list render.List[page.Named]
	for port := first; port <= last; port++ {
		if s := m.Services[port]; s != nil {
			list = append(list, page.Named{
				Cell: m.Cells()[port], Services: render.Value(s.Names), Description: render.Value(s.Summary()),
				Transports: render.Value(m.Locale.Joins[s.On]),
			})
		}
	}
	return list
}

// runs cuts the ports first to last into runs of one headline status.
func (m *maker) runs(first, last int) render.List[page.Run] {
	var list render.List[page.Run]
	cells := m.Cells()
	for port := first; port <= last; {
		end := port
		for end < last && cells[end+1].Status == cells[port].Status {
			end++
		}
		list = append(list, m.run(port, end, cells[port:end+1]))
		port = end + 1
	}
	return list
}

func (m *maker) run(first, last int, ports render.List[page.Cell]) page.Run {
	return page.Run{
		Status: m.Status(first), First: decimal(first), Last: decimal(last), Alone: first == last,
		Size: counted(last - first + 1), Address: m.thousandLink(first / 1000).Address, Ports: ports,
	}
}

// thousandsIn lists the lists of a thousand that have ports of first to last.
func (m *maker) thousandsIn(first, last int) render.List[page.Thousand] {
	var list render.List[page.Thousand]
	for i := first / 1000; i <= last/1000; i++ {
		t := view.Thousands[i]
		list = append(list, page.Thousand{
			Link: m.thousandLink(i), Counts: m.counts(t.First, t.Last),
			Known: render.Value(m.known(max(t.First, first), min(t.Last, last))),
		})
	}
	return list
}

// known names some services among the ports first to last: those with an essay, then those that
// the facts tables know, then the first ones.
func (m *maker) known(first, last int) string {
	const some = 5
	var names []string
	interesting := []func(port int) bool{
		func(port int) bool { return m.Locale.Essays[port] != nil },
		m.isRegisteredUse,
		func(port int) bool { return m.Content.Facts.Advice[port] != nil },
		func(port int) bool { return m.Registry.Assignments(port)[0].Reference != "" },
	}
	for _, is := range interesting {
		for port := first; port <= last && len(names) < some; port++ {
			if s := m.Services[port]; s != nil && is(port) && !slices.Contains(names, s.Service) {
				names = append(names, s.Service)
			}
		}
	}
	return strings.Join(names, ", ")
}

// isRegisteredUse reports whether the facts tables know a use of a port that the registry knows too.
func (m *maker) isRegisteredUse(port int) bool {
	return slices.ContainsFunc(m.Content.Facts.Uses[port], func(r content.Fact) bool { return r.Cells["relation"] == "same" })
}

// largestBlocks lists the largest unassigned blocks that have ports of first to last.
func (m *maker) largestBlocks(first, last, most int) render.List[page.Run] {
	var runs render.List[page.Run]
	for _, b := range m.lists.unassigned {
		if b.First <= last && b.Last >= first && len(runs) < most {
			run := m.run(b.First, b.Last, nil)
			run.Address = m.blockAddress(b)
			runs = append(runs, run)
		}
	}
	return runs
}

// appendRange appends the page of one of the three ranges.
func (m *maker) appendRange(dst []byte, r registry.Range) []byte {
	m.SetSpan(m.values, r.First, r.Last)
	key := "range-" + r.Slug
	p := &page.RangePage{
		Head: m.head("range", key), Lead: m.Phrase(key + "-lead"), Range: m.Range(r), Counts: m.counts(r.First, r.Last),
		Thousands: m.thousandsIn(r.First, r.Last), Blocks: m.largestBlocks(r.First, r.Last, 12),
	}
	p.Title, p.Head.Crumbs = p.Head.Title, m.Crumbs(page.Range{})
	return m.Templates.Range.Append(dst, p, m.values)
}

// appendPorts appends the page that leads to all ports.
func (m *maker) appendPorts(dst []byte) []byte {
	m.SetSpan(m.values, 0, registry.Ports-1)
	p := &page.PortsPage{
		Head: m.head("ports", "ports"), Lead: m.Phrase("ports-lead"), Note: m.Note, Map: m.portMap(false), Counts: m.counts(0, registry.Ports-1),
		ByRange: m.rangeCounts(), Lists: m.listLinks(), Thousands: m.thousandsIn(0, registry.Ports-1),
	}
	p.Title = p.Head.Title
	return m.Templates.Ports.Append(dst, p, m.values)
}
