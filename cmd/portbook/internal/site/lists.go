package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// words of pages that are about no port may use placeholders too; these have no port's values.
func (v *view) phrase(key string, values *markdown.Values) Text {
	return fixed(v.locale.Phrase(key), "", values)
}

// listValues are the values for a list of the ports first to last.
func (v *view) listValues(first, last int) *markdown.Values {
	values := v.newValues()
	d := v.site.numbers.decimal
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = d[first], d[last]
	values[placeholder.Range] = v.locale.Range(first)
	values[placeholder.Thousand] = thousandSlugs[first/1000]
	return &values
}

// renderThousand returns how to render the list of a thousand ports.
func (s *Site) renderThousand(loc *locale, i int) func(dst []byte) []byte {
	path := "ranges/" + thousandSlugs[i]
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		first, last := i*1000, min(i*1000+999, registry.Ports-1)
		values := v.listValues(first, last)
		p := &ThousandPage{
			Head:  v.head("thousand", v.phrase("thousand-title", values), v.phrase("thousand-description", values), path, "site"),
			Title: v.phrase("thousand-title", values), First: v.site.numbers.decimal[first], Last: v.site.numbers.decimal[last],
			Counts: v.counts(first, last), Named: v.named(first, last), Runs: v.runs(first, last),
		}
		v.crumbs(&p.Head, v.rangeOfPort(first))
		if i > 0 {
			p.Previous = &Link{thousandName(i - 1), v.address("ranges/" + thousandSlugs[i-1])}
		}
		if i+1 < len(thousandSlugs) {
			p.Next = &Link{thousandName(i + 1), v.address("ranges/" + thousandSlugs[i+1])}
		}
		return v.thousand.Append(dst, p)
	}
}

// counts counts the ports first to last by headline status.
func (v *view) counts(first, last int) []Count {
	return v.countsOf(first, last, v.site.registry.Headline)
}

// countsOf counts the ports first to last by a status of theirs.
func (v *view) countsOf(first, last int, statusOf func(port int) registry.Status) []Count {
	var n [6]int
	for port := first; port <= last; port++ {
		n[statusOf(port)]++
	}
	var list []Count
	for _, s := range []registry.Status{registry.Assigned, registry.Unassigned, registry.Reserved, registry.Deregistered,
		registry.Dynamic, registry.NotListed} {
		if n[s] > 0 {
			list = append(list, Count{v.locale.statuses[s], thousands(n[s]), (n[s]*1000 + (last-first+1)/2) / (last - first + 1)})
		}
	}
	return list
}

// assigned counts the ports first to last that have a service.
func (s *Site) assigned(first, last int) int {
	n := 0
	for _, p := range s.primary[first : last+1] {
		if p != nil {
			n++
		}
	}
	return n
}

// named lists the ports first to last that have a service.
func (v *view) named(first, last int) []Named {
	cells, list := v.cells(), make([]Named, 0, v.site.assigned(first, last))
	for port := first; port <= last; port++ {
		if p := v.site.primary[port]; p != nil {
			names := v.site.servicesAt(port)
			list = append(list, Named{&cells[port], names.list, p.Summary(), v.locale.Joins[names.transports]})
		}
	}
	return list
}

// runs cuts the ports first to last into runs of one headline status.
func (v *view) runs(first, last int) []Run {
	var list []Run
	cells := v.cells()
	for port := first; port <= last; {
		end := port
		for end < last && cells[end+1].Status == cells[port].Status {
			end++
		}
		list = append(list, v.run(port, end, cells[port:end+1]))
		port = end + 1
	}
	return list
}

func (v *view) run(first, last int, ports []Cell) Run {
	d := v.site.numbers.decimal
	return Run{Status: v.locale.statuses[v.site.registry.Headline(first)], First: d[first], Last: d[last], Alone: first == last, Size: thousands(last - first + 1),
		Address: v.address("ranges/" + thousandSlugs[first/1000]), Ports: ports}
}

// thousandsIn lists the lists of a thousand that have ports of first to last.
func (v *view) thousandsIn(first, last int) []Thousand {
	var list []Thousand
	for i := first / 1000; i <= last/1000; i++ {
		from, to := i*1000, min(i*1000+999, registry.Ports-1)
		list = append(list, Thousand{Link: Link{thousandName(i), v.address("ranges/" + thousandSlugs[i])},
			Counts: v.counts(from, to), Known: v.known(max(from, first), min(to, last))})
	}
	return list
}

// known names some services among the ports first to last: those with an essay, then those that
// the facts tables know, then the first ones.
func (v *view) known(first, last int) string {
	const some = 5
	var names []string
	interesting := []func(port int) bool{
		func(port int) bool { return v.locale.Essays[port] != nil },
		func(port int) bool {
			return slices.ContainsFunc(v.site.content.Facts.Uses[port], func(r content.Fact) bool { return r.Cells["relation"] == "same" })
		},
		func(port int) bool { return v.site.content.Facts.Advice[port] != nil },
		func(port int) bool {
			return v.site.registry.Assignments(port)[0].Reference != ""
		},
	}
	for _, is := range interesting {
		for port := first; port <= last && len(names) < some; port++ {
			if p := v.site.primary[port]; p != nil && is(port) && !slices.Contains(names, p.Service) {
				names = append(names, p.Service)
			}
		}
	}
	return strings.Join(names, ", ")
}

// largestBlocks lists the largest unassigned blocks within first to last.
func (v *view) largestBlocks(first, last, most int) []Run {
	var list []*block
	for port := first; port <= last; {
		b := v.site.blockOf(port)
		if v.site.registry.Headline(port) == registry.Unassigned {
			list = append(list, b)
		}
		port = b.last + 1
	}
	slices.SortStableFunc(list, func(a, b *block) int { return cmp.Compare(b.last-b.first, a.last-a.first) })
	var runs []Run
	for _, b := range list[:min(most, len(list))] {
		run := v.run(b.first, b.last, nil)
		run.Address = v.blockAddress(b)
		runs = append(runs, run)
	}
	return runs
}

// renderRange returns how to render the page of one of the three ranges.
func (s *Site) renderRange(loc *locale, r registry.Range) func(dst []byte) []byte {
	path := "ranges/" + r.Slug
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.listValues(r.First, r.Last)
		title := v.phrase("range-"+r.Slug+"-title", values)
		p := &RangePage{
			Head:  v.head("range", title, v.phrase("range-"+r.Slug+"-description", values), path, "site"),
			Title: title, Lead: v.phrase("range-"+r.Slug+"-lead", values), Range: v.rangeData(r), Counts: v.counts(r.First, r.Last),
			Thousands: v.thousandsIn(r.First, r.Last), Blocks: v.largestBlocks(r.First, r.Last, 12),
		}
		v.crumbs(&p.Head, Range{})
		return v.rangeOf.Append(dst, p)
	}
}

// renderPorts returns how to render the page that leads to all ports.
func (s *Site) renderPorts(loc *locale) func(dst []byte) []byte {
	return func(dst []byte) []byte {
		v := loc.view(s, "ports/")
		values := v.listValues(0, registry.Ports-1)
		title := v.phrase("ports-title", values)
		return v.all.Append(dst, &PortsPage{
			Head:  v.head("ports", title, v.phrase("ports-description", values), "ports/", "site"),
			Title: title, Lead: v.phrase("ports-lead", values), Note: v.site.note, Map: v.portMap(false), Counts: v.counts(0, registry.Ports-1),
			ByRange: v.rangeCounts(), Lists: v.listLinks(), Thousands: v.thousandsIn(0, registry.Ports-1),
		})
	}
}

// essayLinks lists the essays by port.
func (v *view) essayLinks(values *markdown.Values) []EssayLink {
	var list []EssayLink
	for port := range registry.Ports {
		if e := v.locale.Essays[port]; e != nil {
			v.describe(*values, port)
			list = append(list, EssayLink{v.site.numbers.decimal[port], fixed(e.Name, "", values).Text(), fixed(e.Tagline, "", values).Text(), e.Updated, v.portAddress(port)})
		}
	}
	return list
}

// homeEssays is how many essays the home page shows.
const homeEssays = 9

// latestEssays lists the essays that were written or changed last.
func (v *view) latestEssays() []EssayLink {
	values := v.newValues()
	list := v.essayLinks(&values)
	slices.SortStableFunc(list, func(a, b EssayLink) int { return cmp.Compare(b.Updated, a.Updated) })
	return list[:min(homeEssays, len(list))]
}

// renderContent returns how to render a page of words.
func (s *Site) renderContent(loc *locale, c *content.Page) func(dst []byte) []byte {
	path := loc.Folder + c.Path
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.newValues()
		text := func(f *markdown.Fragment) Text { return fixed(f, c.Lang, &values) }
		kind := "page"
		if c.Path == "" {
			kind = "home"
		}
		head := v.head(kind, text(c.Title), text(c.Description), path, "site")
		head.Edit = addressOf(s.editForm(c.File))
		if head.NoIndex = c.Path == "404"; !head.NoIndex {
			head.Alternates = v.pageAlternates(c.Path)
		}
		if kind == "home" {
			head.Feed = v.address("feed.atom")
			return v.home.Append(dst, &HomePage{Head: head, Title: text(c.Title), Lead: text(c.Lead), Body: text(c.Body), Map: v.portMap(true),
				Counts: v.counts(0, registry.Ports-1), ByRange: v.rangeCounts(), Years: v.assignmentsByYear(),
				Essays: v.latestEssays(), Pages: v.pageLinks("")})
		}
		if c.Path == "404" {
			return v.notFound.Append(dst, s.notFoundPage(head, text(c.Title), text(c.Body)))
		}
		if c.Path == "search" {
			return v.search.Append(dst, &SearchPage{Head: head, Title: text(c.Title), Lead: text(c.Lead), Body: text(c.Body)})
		}
		folder, _, nested := strings.Cut(c.Path, "/")
		if !nested {
			folder = ""
		}
		return v.page.Append(dst, &ContentPage{Head: head, Title: text(c.Title), Lead: text(c.Lead), Body: text(c.Body), Pages: v.pageLinks(folder)})
	}
}

// pageLinks lists the pages of words in a folder, home and 404 left out.
func (v *view) pageLinks(folder string) []Link {
	values := v.newValues()
	var list []Link
	pages := slices.Clone(v.locale.Pages)
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return cmp.Compare(a.Order, b.Order) })
	for _, p := range pages {
		in, _, nested := strings.Cut(p.Path, "/")
		if p.Path == "" || p.Path == "404" || nested != (folder != "") || nested && in != folder {
			continue
		}
		list = append(list, Link{fixed(p.Title, "", &values).Text(), v.address(v.locale.Folder + p.Path)})
	}
	return list
}
