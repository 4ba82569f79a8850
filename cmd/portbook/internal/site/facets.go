package site

import (
	"fmt"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Conditions ("when") choose texts for ports. There are a hundred texts and 65,536 ports, but few
// ways in which ports differ as far as conditions can tell: some hundred. So what conditions can ask
// of a port is one bit each, a port's bits are its facets, ports of equal facets form a class, and
// texts are chosen once for each class.

// Facets are the features of a port, as bits numbered by features.
type Facets [4]uint64

func (f *Facets) set(bit int)     { f[bit/64] |= 1 << (bit % 64) }
func (f Facets) has(bit int) bool { return f[bit/64]&(1<<(bit%64)) != 0 }

// meets reports whether the two have a bit in common.
func (f Facets) meets(g Facets) bool {
	return f[0]&g[0]|f[1]&g[1]|f[2]&g[2]|f[3]&g[3] != 0
}

// kinds and has are the values of the conditions of these names; what each means is said in
// kindsOf and hasOf.
var (
	kindNames = [...]string{"edge", "other-transport", "deassigned", "plain", "private-use", "unstated", "widespread"}
	hasNames  = [...]string{"previous", "next", "previous-assigned", "next-assigned", "alone", "large-block",
		"references", "notes", "unauthorized", "aliases", "transports", "long-services", "uses"}
	serviceNames  = []string{"none", "one", "several", "differ"}
	statusSlugs   = []string{"not-listed", "assigned", "unassigned", "reserved", "de-registered", "dynamic"}
	headlineSlugs = []string{"assigned", "unassigned", "reserved", "dynamic"}
	rangeSlugs    = []string{"system", "user", "dynamic"}
	transportKeys = []string{"tcp", "udp", "sctp", "dccp"}
)

// features numbers everything that a condition can ask, as "key=value".
type features struct {
	index map[string]int
	sets  []portSet // ports of facts tables and of `ports:` conditions, by bit from firstSet on
}

// A portSet is a set of ports that has a bit of its own.
type portSet struct {
	bit   int
	ports *registry.PortSet
}

func newFeatures() *features {
	f := &features{index: map[string]int{}}
	f.add("status", headlineSlugs)
	for _, t := range transportKeys {
		f.add(t, statusSlugs)
	}
	f.add("range", rangeSlugs)
	f.add("services", serviceNames)
	f.add("kind", kindNames[:])
	f.add("has", hasNames[:])
	f.add("essay", []string{"true"})
	return f
}

func (f *features) add(key string, values []string) {
	for _, v := range values {
		f.index[key+"="+v] = len(f.index)
	}
}

// addSet gives a set of ports a bit; equal names share it.
func (f *features) addSet(name string, ports *registry.PortSet) (int, error) {
	if bit, ok := f.index[name]; ok {
		return bit, nil
	}
	bit := len(f.index)
	if bit >= len(Facets{})*64 {
		return 0, fmt.Errorf("there are more conditions on single ports than the program can hold")
	}
	f.index[name] = bit
	f.sets = append(f.sets, portSet{bit, ports})
	return bit, nil
}

// bit returns the number of a feature that is known to exist.
func (f *features) bit(key, value string) int { return f.index[key+"="+value] }

// describe computes the facets of ports, one after the other.
type describe struct {
	r        *registry.Registry
	essay    func(port int) bool
	services func(port int) *services
	uses     map[int]string // as a locale spells them out
	sets     []portSet
	status   [6]int    // headline bits by registry.Status
	trans    [4][6]int // transport status bits
	ranges   [3]int
	service  [4]int
	kinds    [len(kindNames)]int
	has      [len(hasNames)]int
	essays   int
	last     int    // the port that was described last
	lastly   Facets // what registered says of it

	remarkable *registry.PortSet // ports of which essays or uses may tell; nil when that is not known
	latest     Facets            // of the port that was described last
	edges      registry.PortSet  // ports that are in another set than the port before
}

func newDescribe(f *features, r *registry.Registry, essay func(port int) bool) *describe {
	d := &describe{r: r, essay: essay, sets: f.sets, essays: f.bit("essay", "true")}
	for i, slug := range statusSlugs {
		d.status[i] = f.index["status="+slug]
		for t, key := range transportKeys {
			d.trans[t][i] = f.bit(key, slug)
		}
	}
	number := func(bits []int, key string, values []string) {
		for i, v := range values {
			bits[i] = f.bit(key, v)
		}
	}
	number(d.ranges[:], "range", rangeSlugs)
	number(d.service[:], "services", serviceNames)
	number(d.kinds[:], "kind", kindNames[:])
	number(d.has[:], "has", hasNames[:])
	for _, s := range d.sets {
		d.edges.AddEdges(s.ports)
	}
	return d
}

// of returns the facets of a port.
func (d *describe) of(port int) Facets {
	like := d.likeLast(port)
	if like && d.remarkable != nil && !d.remarkable.Has(port) && !d.remarkable.Has(port-1) && !d.edges.Has(port) {
		d.last = port
		return d.latest
	}
	if !like {
		d.lastly = d.registered(port)
	}
	d.last = port
	f := d.lastly
	if d.uses[port] != "" {
		f.set(d.has[hasUses])
	}
	if d.essay(port) {
		f.set(d.essays)
	}
	for _, s := range d.sets {
		if s.ports.Has(port) {
			f.set(s.bit)
		}
	}
	d.latest = f
	return f
}

// likeLast reports whether nothing but its number tells a port from the one described last: nine in ten. What
// facets can say of a number, they say of the ends of ranges.
func (d *describe) likeLast(port int) bool {
	r := registry.RangeOf(port)
	return d.last == port-1 && r.First < d.last && port < r.Last && d.r.Alike(d.last, port)
}

// registered returns the facets that follow from the registry and the number.
func (d *describe) registered(port int) Facets {
	var f Facets
	headline := d.r.Headline(port)
	f.set(d.status[headline])
	for t := range registry.Transport(registry.Transports) {
		f.set(d.trans[t][d.r.StatusOf(port, t)])
	}
	f.set(d.ranges[rangeIndex(port)])
	rows := d.r.Assignments(port)
	f.set(d.service[namesOf(rows)])
	for _, kind := range d.kindsOf(port, headline, rows) {
		f.set(d.kinds[kind])
	}
	d.setHas(&f, port, rows)
	return f
}

func rangeIndex(port int) int {
	return slices.Index(rangeSlugs, registry.RangeOf(port).Slug)
}
