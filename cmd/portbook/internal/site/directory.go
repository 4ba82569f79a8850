package site

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A directory is the registry in other orders than by port. Each order is made when a list first asks
// for it: loading needs none.
type directory struct {
	blocks      func() []*block       // unassigned, largest first
	services    func() []*serviceName // with a port, by name
	letters     func() []initial      // the same, by their first letter
	withoutPort func() []*serviceName // by name
	rfcs        func() []rfc          // by number
	uses        func() []usedAt       // by name
	dates       func() dates
	newest      func() newest
	onTransport [registry.Transports + 1]func() onTransport
	counted     sync.Map // see valuesOf; by path
}

// A serviceName is a name with all its rows, by port.
type serviceName struct {
	name, folded string // folded is in lower case
	rows         []*registry.Assignment
}

// An initial is a letter, or 0-9, with the names that begin with it.
type initial struct {
	letter string
	names  []*serviceName
}

// An rfc is an RFC with what its rows assign, by port; names without port come last.
type rfc struct {
	number  int
	defines []assignedAs
}

// An assignedAs is what rows that differ only by transport say: a service and its ports.
type assignedAs struct {
	*registry.Assignment // the first of them
	transports           transportSet
}

// Newest is the assignments of which it is known when they were made, the newest first.
type newest struct {
	list    []madeAt
	unknown int // rows of which it is not known
}

// A madeAt is an assignment with the date of its registration, or else the update in which it first appeared.
type madeAt struct {
	assignedAs
	date   string          // of registration, or of the update
	update *content.Update // nil where the row has a date
}

// Dates is when services were assigned to ports, as far as rows state it.
type dates struct {
	years   map[int]int // assignments by year
	dated   int         // assignments that state a date
	undated int         // and those that do not
	latest  string      // YYYY-MM-DD or YYYY-MM; "" when there is none
}

func (s *Site) newDirectory() *directory {
	services := sync.OnceValue(func() []*serviceName { return s.byName(true) })
	d := &directory{
		blocks:      sync.OnceValue(s.unassignedBlocks),
		services:    services,
		letters:     sync.OnceValue(func() []initial { return byLetter(services()) }),
		withoutPort: sync.OnceValue(func() []*serviceName { return s.byName(false) }),
		rfcs:        sync.OnceValue(s.byRFC),
		uses:        sync.OnceValue(s.usesByName),
		dates:       sync.OnceValue(s.countDates),
		newest:      sync.OnceValue(s.byDate),
	}
	for t := range d.onTransport {
		d.onTransport[t] = sync.OnceValue(func() onTransport { return s.assignedOn(registry.Transport(t)) })
	}
	return d
}

// byName lists the names that have a port, or those that have none, as a reader looks them up: small
// and capital letters alike.
func (s *Site) byName(withPort bool) []*serviceName {
	all := s.registry.All()
	names := make(map[string]*serviceName, len(all)/2) // most have a row for each of two transports
	var list []*serviceName
	var n *serviceName
	for i := range all {
		a := &all[i]
		if a.Service == "" || (a.First >= 0) != withPort {
			continue
		}
		if n == nil || n.name != a.Service { // rows of one name often stand together
			n = names[a.Service]
		}
		if n == nil {
			n = &serviceName{name: a.Service, folded: strings.ToLower(a.Service)}
			names[a.Service] = n
			list = append(list, n)
		}
		n.rows = append(n.rows, a)
	}
	for _, n := range list {
		slices.SortFunc(n.rows, byPort)
	}
	slices.SortFunc(list, func(a, b *serviceName) int {
		if folded := cmp.Compare(a.folded, b.folded); folded != 0 {
			return folded
		}
		return cmp.Compare(a.name, b.name)
	})
	return list
}

// byLetter cuts a list of names by their first letter.
func byLetter(names []*serviceName) []initial {
	var byFirst ['z' + 1]initial
	for _, n := range names {
		i := &byFirst[letterOf(n.name)[0]]
		i.letter, i.names = letterOf(n.name), append(i.names, n)
	}
	return slices.DeleteFunc(byFirst[:], func(i initial) bool { return i.letter == "" })
}

// byRFC lists the RFCs that rows refer to.
func (s *Site) byRFC() []rfc {
	rows := map[int][]*registry.Assignment{}
	all := s.registry.All()
	for i := range all {
		for _, number := range rfcsOf(&all[i]) {
			rows[number] = append(rows[number], &all[i])
		}
	}
	var list []rfc
	for _, number := range slices.Sorted(maps.Keys(rows)) {
		slices.SortFunc(rows[number], byPort)
		list = append(list, rfc{number, joined(rows[number])})
	}
	return list
}

func (s *Site) countDates() dates {
	d := dates{years: map[int]int{}}
	all := s.registry.All()
	for i := range all {
		a := &all[i]
		if a.Service == "" || a.First < 0 {
			continue
		}
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

// byDate lists the assignments of services to ports by the time they were made.
func (s *Site) byDate() newest {
	var n newest
	appeared := s.appearances()
	all := s.registry.All()
	for i := range all {
		a := &all[i]
		if a.Service == "" || a.First < 0 {
			continue
		}
		made := madeAt{assignedAs: assignedAs{a, 1 << a.Transport}, date: a.Registered}
		if _, ok := yearOf(a.Registered); !ok {
			if made.update = appeared[placeOf(a)]; made.update == nil {
				n.unknown++
				continue
			}
			made.date = made.update.To
		}
		n.list = append(n.list, made)
	}
	slices.SortFunc(n.list, func(a, b madeAt) int {
		if date := cmp.Compare(b.date, a.date); date != 0 {
			return date
		}
		return byPort(a.Assignment, b.Assignment)
	})
	n.list = mergeTransports(n.list)
	return n
}

// mergeTransports joins neighbours that are the same but for their transport.
func mergeTransports(list []madeAt) []madeAt {
	kept := list[:0]
	for _, a := range list {
		if n := len(kept) - 1; n >= 0 && kept[n].date == a.date && samePorts(kept[n].Assignment, a.Assignment) {
			kept[n].transports |= a.transports
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// A place is where the registry has a service.
type place struct {
	port      int
	transport registry.Transport
	service   string
}

func placeOf(a *registry.Assignment) place { return place{a.First, a.Transport, a.Service} }

// appearances tells in which update a service first appeared, by port and transport.
func (s *Site) appearances() map[place]*content.Update {
	appeared := map[place]*content.Update{}
	for _, u := range slices.Backward(s.content.Updates) { // what came back later is as new as that
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

// byPort orders rows by port, those without one last.
func byPort(a, b *registry.Assignment) int {
	return cmp.Or(cmp.Compare(uint(a.First), uint(b.First)), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Service, b.Service), cmp.Compare(a.Line, b.Line))
}

// joined joins those of rows sorted by port that are the same but for their transport.
func joined(rows []*registry.Assignment) []assignedAs {
	list := make([]assignedAs, 0, len(rows))
	for _, a := range rows {
		set := transportSet(1) << a.Transport
		if n := len(list) - 1; n >= 0 && samePorts(list[n].Assignment, a) {
			list[n].transports |= set
			continue
		}
		list = append(list, assignedAs{a, set})
	}
	return list
}

func samePorts(a, b *registry.Assignment) bool {
	return a.First == b.First && a.Last == b.Last && a.Service == b.Service
}

// rfcAddress is what stands before the number in the address of an RFC.
const rfcAddress = "https://www.rfc-editor.org/rfc/rfc"

// rfcsOf lists the numbers of the RFCs that a row refers to, each once.
func rfcsOf(a *registry.Assignment) []int {
	if a.Reference == "" {
		return nil
	}
	var numbers []int
	for _, r := range registry.References(a.Reference) {
		digits, isRFC := strings.CutPrefix(r.URL, rfcAddress)
		if n, err := strconv.Atoi(digits); isRFC && err == nil && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
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

// unassignedBlocks lists the blocks of unassigned ports, largest first, equal ones by number.
func (s *Site) unassignedBlocks() []*block {
	var list []*block
	for i := range s.blocks {
		if b := &s.blocks[i]; s.registry.Headline(b.first) == registry.Unassigned {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b *block) int { return cmp.Compare(b.ports(), a.ports()) })
	return list
}

// ports is how many ports a block has.
func (b *block) ports() int { return b.last - b.first + 1 }
