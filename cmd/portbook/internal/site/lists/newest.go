package lists

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// newestShown is how many assignments the list of the newest has.
const newestShown = 400

// fillNewest lists the assignments that were made last, as far as dates of registration and the history
// tell.
func (m *maker) fillNewest(p *page.ListPage) {
	table := m.newTable("newest", "list-column-date", "port", "row-service")
	newest, unknown := m.lists.byDate()
	for _, a := range newest[:min(newestShown, len(newest))] {
		when := page.CellPart{Date: render.Value(a.date)}
		if a.update != nil {
			when = page.CellPart{Link: m.Link("≤\u00a0"+a.date, a.update.Path())}
		}
		table.Rows = append(table.Rows, row(when, page.CellPart{Link: m.PortLink(a.First, a.Last), Small: m.shownTransports(a.transports)},
			page.CellPart{Text: render.Value(a.Service), Small: render.Value(a.Summary())}))
	}
	p.Tables, p.Note = []page.Table{table}, m.Note
	m.count(placeholder.ListItems, len(table.Rows))
	m.count(placeholder.ListRest, unknown)
	m.values[placeholder.ListNewest] = m.shownDate(m.lists.countDates().latest)
}

// byDate lists the assignments of services to ports, the newest first, and counts the rows of which it is not known
// when they were made.
func (l *Lists) byDate() (list []serviceAt, unknown int) {
	appeared := l.appearances()
	for a := range l.assignments() {
		made := serviceAt{Assignment: a, transports: 1 << a.Transport, date: a.Registered}
		if _, ok := yearOf(a.Registered); !ok {
			if made.update = appeared[place{a.First, a.Transport, a.Service}]; made.update == nil {
				unknown++
				continue
			}
			made.date = made.update.To
		}
		list = append(list, made)
	}
	slices.SortFunc(list, func(a, b serviceAt) int {
		return cmp.Or(cmp.Compare(b.date, a.date), byPort(a.Assignment, b.Assignment))
	})
	return join(list), unknown
}

// A place is where the registry has a service.
type place struct {
	port      int
	transport registry.Transport
	service   string
}

// appearances tells in which update a service first appeared, by port and transport.
func (l *Lists) appearances() map[place]*content.Update {
	appeared := map[place]*content.Update{}
	for _, u := range slices.Backward(l.Content.Updates) { // what came back later is as new as that
		for _, c := range history.OfKind(u.Changes, history.Assigned) {
			for port := c.First; port <= c.Last; port++ {
				for t := range registry.Unstated + 1 {
					if c.Transports.Has(t) {
						appeared[place{port, t, c.Service}] = u
					}
				}
			}
		}
	}
	return appeared
}

// Dates is when services were assigned to ports, as far as rows state it.
type dates struct {
	years   map[int]int // assignments by year
	dated   int         // assignments that state a date
	undated int         // and those that do not
	latest  string      // YYYY-MM-DD or YYYY-MM; "" when there is none
}

func (l *Lists) countDates() dates {
	d := dates{years: map[int]int{}}
	for a := range l.assignments() {
		year, ok := yearOf(a.Registered)
		if !ok {
			d.undated++
			continue
		}
		d.years[year]++
		d.dated++
		d.latest = max(d.latest, a.Registered)
	}
	return d
}

// yearOf is the year of a date of the registry, YYYY-MM-DD or YYYY-MM. Port numbers are younger than
// 1970: what lies before is a slip of the pen.
func yearOf(date string) (int, bool) {
	if len(date) < len("2006-01") || date[4] != '-' {
		return 0, false
	}
	year, err := strconv.Atoi(date[:4])
	return year, err == nil && year >= 1970 && year < 2100
}

// shownDate is a date of the registry in a sentence.
func (m *maker) shownDate(date string) string {
	return cmp.Or(date, m.Locale.Statuses[registry.NotListed].Word)
}
