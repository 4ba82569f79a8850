package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// A renderer appends one file.
type renderer func(dst []byte) []byte

// setSpan sets the values for a list of the ports first to last.
func (v *view) setSpan(values []string, first, last int) {
	d := v.site.numbers.decimal
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = d[first], d[last]
	values[placeholder.Range] = v.locale.Range(first)
	values[placeholder.Thousand] = thousandSlugs[first/1000]
}

// renderThousand returns how to render the list of a thousand ports.
func (s *Site) renderThousand(loc *locale, i int) renderer {
	path := "ranges/" + thousandSlugs[i]
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		first, last := i*1000, min(i*1000+999, registry.Ports-1)
		values := v.newValues()
		v.setSpan(values, first, last)
		title := v.words("thousand-title")
		p := &page.ThousandPage{
			Head:  v.head("thousand", title, v.words("thousand-description"), path, "site"),
			Title: title, First: v.decimal(first), Last: v.decimal(last),
			Counts: v.counts(first, last), Named: v.named(first, last), Runs: v.runs(first, last),
		}
		v.crumbs(&p.Head, v.rangeOfPort(first))
		if i > 0 {
			p.Previous = turnTo(v.thousandLink(i - 1))
		}
		if i+1 < len(thousandSlugs) {
			p.Next = turnTo(v.thousandLink(i + 1))
		}
		return v.templates.thousand.Append(dst, p, values)
	}
}

func turnTo(l page.Link) *page.Turn { return &page.Turn{Text: l.Text, Address: l.Address} }

// counts counts the ports first to last by headline status.
func (v *view) counts(first, last int) []page.Count {
	return v.countsOf(first, last, v.site.registry.Headline)
}

// countsOf counts the ports first to last by a status of theirs.
func (v *view) countsOf(first, last int, statusOf func(port int) registry.Status) []page.Count {
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
			list = append(list, page.Count{Status: v.locale.statuses[s], Number: counted(n[s]), Share: render.Value(strconv.Itoa(share))})
		}
	}
	return list
}

// counted is a number with separators: 42,444.
func counted(n int) render.Value { return render.Value(thousands(n)) }

// decimal is a port as text.
func (v *view) decimal(port int) render.Value { return render.Value(v.site.numbers.decimal[port]) }

// named lists the ports first to last that have a service.
func (v *view) named(first, last int) render.List[page.Named] {
	var list render.List[page.Named]
	for port := first; port <= last; port++ {
		if p := v.site.primary[port]; p != nil {
			names := v.site.servicesAt(port)
			list = append(list, page.Named{
				Cell: v.cells()[port], Services: render.Value(names.list), Description: render.Value(p.Summary()),
				Transports: render.Value(v.locale.Joins[names.transports]),
			})
		}
	}
	return list
}

// runs cuts the ports first to last into runs of one headline status.
func (v *view) runs(first, last int) render.List[page.Run] {
	var list render.List[page.Run]
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

func (v *view) run(first, last int, ports render.List[page.Cell]) page.Run {
	return page.Run{
		Status: v.locale.statuses[v.site.registry.Headline(first)], First: v.decimal(first), Last: v.decimal(last), Alone: first == last,
		Size: counted(last - first + 1), Address: v.address("ranges/" + thousandSlugs[first/1000]), Ports: ports,
	}
}

// thousandsIn lists the lists of a thousand that have ports of first to last.
func (v *view) thousandsIn(first, last int) render.List[page.Thousand] {
	var list render.List[page.Thousand]
	for i := first / 1000; i <= last/1000; i++ {
		from, to := i*1000, min(i*1000+999, registry.Ports-1)
		list = append(list, page.Thousand{
			Link: v.thousandLink(i), Counts: v.counts(from, to),
			Known: render.Value(v.known(max(from, first), min(to, last))),
		})
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
func (v *view) largestBlocks(first, last, most int) render.List[page.Run] {
	var list []*block
	for port := first; port <= last; {
		b := v.site.blockOf(port)
		if v.site.registry.Headline(port) == registry.Unassigned {
			list = append(list, b)
		}
		port = b.last + 1
	}
	slices.SortStableFunc(list, func(a, b *block) int { return cmp.Compare(b.last-b.first, a.last-a.first) })
	var runs render.List[page.Run]
	for _, b := range list[:min(most, len(list))] {
		run := v.run(b.first, b.last, nil)
		run.Address = v.blockAddress(b)
		runs = append(runs, run)
	}
	return runs
}

// renderRange returns how to render the page of one of the three ranges.
func (s *Site) renderRange(loc *locale, r registry.Range) renderer {
	path := "ranges/" + r.Slug
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.newValues()
		v.setSpan(values, r.First, r.Last)
		title := v.words("range-" + r.Slug + "-title")
		p := &page.RangePage{
			Head:  v.head("range", title, v.words("range-"+r.Slug+"-description"), path, "site"),
			Title: title, Lead: v.words("range-" + r.Slug + "-lead"), Range: v.rangeData(r), Counts: v.counts(r.First, r.Last),
			Thousands: v.thousandsIn(r.First, r.Last), Blocks: v.largestBlocks(r.First, r.Last, 12),
		}
		v.crumbs(&p.Head, page.Range{})
		return v.templates.rangeOf.Append(dst, p, values)
	}
}

// renderPorts returns how to render the page that leads to all ports.
func (s *Site) renderPorts(loc *locale) renderer {
	return func(dst []byte) []byte {
		v := loc.view(s, "ports/")
		values := v.newValues()
		v.setSpan(values, 0, registry.Ports-1)
		title := v.words("ports-title")
		return v.templates.all.Append(dst, &page.PortsPage{
			Head:  v.head("ports", title, v.words("ports-description"), "ports/", "site"),
			Title: title, Lead: v.words("ports-lead"), Note: s.note, Map: v.portMap(false), Counts: v.counts(0, registry.Ports-1),
			ByRange: v.rangeCounts(), Lists: v.listLinks(), Thousands: v.thousandsIn(0, registry.Ports-1),
		}, values)
	}
}

// essayLinks lists the essays by port.
func (v *view) essayLinks() render.List[page.EssayLink] {
	var list render.List[page.EssayLink]
	values := v.newValues()
	for port := range registry.Ports {
		if e := v.locale.Essays[port]; e != nil {
			v.describe(values, port)
			list = append(list, page.EssayLink{
				Number: v.number(port), Name: render.Value(e.Name.Text(values)),
				Tagline: render.Value(e.Tagline.Text(values)), Updated: render.Value(e.Updated), Address: v.portAddress(port),
			})
		}
	}
	return list
}

// homeEssays is how many essays the home page shows.
const homeEssays = 9

// latestEssays lists the essays that were written or changed last.
func (v *view) latestEssays() render.List[page.EssayLink] {
	list := v.essayLinks()
	slices.SortStableFunc(list, func(a, b page.EssayLink) int { return cmp.Compare(b.Updated, a.Updated) })
	return list[:min(homeEssays, len(list))]
}

// renderContent returns how to render a page of words.
func (s *Site) renderContent(loc *locale, c *content.Page) renderer {
	path := loc.Folder + c.Path
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.newValues()
		text := func(f *markdown.Fragment) page.Text { return v.text(f, c.Lang) }
		kind := "page"
		if c.Path == "" {
			kind = "home"
		}
		head := v.head(kind, text(c.Title), text(c.Description), path, "site")
		head.Edit = elsewhere(s.editForm(c.File))
		if head.NoIndex = c.Path == "404"; !head.NoIndex {
			head.Alternates = v.pageAlternates(c.Path)
		}
		title, lead, body := text(c.Title), text(c.Lead), text(c.Body)
		switch c.Path {
		case "":
			head.Feed = v.address("feed.atom")
			return v.templates.home.Append(dst, &page.HomePage{
				Head: head, Title: title, Lead: lead, Body: body, Map: v.portMap(true),
				Counts: v.counts(0, registry.Ports-1), ByRange: v.rangeCounts(), Years: v.assignmentsByYear(),
				Essays: v.latestEssays(), Pages: v.pageLinks(""),
			}, values)
		case "404":
			return v.templates.notFound.Append(dst, s.notFoundPage(head, title, body), values)
		case "search":
			return v.templates.search.Append(dst, &page.SearchPage{Head: head, Title: title, Lead: lead, Body: body}, values)
		}
		folder, _, nested := strings.Cut(c.Path, "/")
		if !nested {
			folder = ""
		}
		return v.templates.words.Append(dst, &page.ContentPage{Head: head, Title: title, Lead: lead, Body: body, Pages: v.pageLinks(folder)}, values)
	}
}

func (s *Site) notFoundPage(head page.Head, title, body page.Text) *page.NotFoundPage {
	var folders []string
	for _, loc := range s.locales {
		if loc.Folder != "" {
			folders = append(folders, strings.TrimSuffix(loc.Folder, "/")+" "+loc.Published.String())
		}
	}
	return &page.NotFoundPage{Head: head, Title: title, Body: body, Ending: s.links.portSuffix(), Folders: strings.Join(folders, "|")}
}

// pageLinks lists the pages of words in a folder, home and 404 left out.
func (v *view) pageLinks(folder string) []page.Link {
	values := v.newValues()
	var list []page.Link
	pages := slices.Clone(v.locale.Pages)
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return cmp.Compare(a.Order, b.Order) })
	for _, p := range pages {
		in, _, nested := strings.Cut(p.Path, "/")
		if p.Path == "" || p.Path == "404" || nested != (folder != "") || nested && in != folder {
			continue
		}
		list = append(list, page.Link{Text: render.Value(p.Title.Text(values)), Address: v.address(v.locale.Folder + p.Path)})
	}
	return list
}
