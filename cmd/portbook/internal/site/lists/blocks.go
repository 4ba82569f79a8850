package lists

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// unassignedBlocks lists the blocks of unassigned ports, largest first, equal ones by number.
func unassignedBlocks(c *view.Common) []*view.Block {
	list := slices.DeleteFunc(slices.Clone(c.Blocks), func(b *view.Block) bool { return c.Registry.Headline(b.First) != registry.Unassigned })
	slices.SortStableFunc(list, func(a, b *view.Block) int { return cmp.Compare(b.Ports(), a.Ports()) })
	return list
}

// blockAddress leads to the page of a large block, otherwise to the first port of a block.
func (m *maker) blockAddress(b *view.Block) page.Address {
	if address := m.BlockPage(b); address.Given {
		return address
	}
	return m.PortAddress(b.First)
}

func (m *maker) blockLink(b *view.Block) page.Link {
	return page.Link{Text: m.PortLink(b.First, b.Last).Text, Address: m.blockAddress(b)}
}

// mostPorts is how many ports the page of a block lists at most.
const mostPorts = 2000

// appendBlock appends the page of a large block, by its place among them.
func (m *maker) appendBlock(dst []byte, i int) []byte {
	large := m.lists.Large
	b := large[i]
	m.Describe(m.values, b.First)
	m.count(placeholder.ListRank, m.lists.rank(b))
	m.count(placeholder.ListItems, len(m.lists.unassigned))
	p := &page.BlockPage{
		Head: m.Head("block", m.Phrase("list-block-title"), m.Phrase("list-block-description"), m.path, "unassigned"),
		Lead: m.Phrase("list-block-lead"), Range: m.Range(registry.RangeOf(b.First)), Size: render.Value(b.Size),
		First: m.Cells()[b.First], Last: m.Cells()[b.Last], Outside: m.outside(b),
		Uses: m.usesWithin(b.First, b.Last), Spans: m.spansOver(b.First, b.Last),
	}
	p.Title, p.Head.Crumbs = p.Head.Title, append(m.Crumbs(page.Range{}), m.listCrumb("blocks"))
	p.Below, p.Above = m.Neighbours(b.First, b.Last)
	if i > 0 {
		p.Previous = turnTo(m.blockLink(large[i-1]))
	}
	if i+1 < len(large) {
		p.Next = turnTo(m.blockLink(large[i+1]))
	}
	if b.Ports() <= mostPorts {
		p.Ports = m.Cells()[b.First : b.Last+1]
	}
	for i := b.First / 1000; i <= b.Last/1000; i++ {
		p.Thousands = append(p.Thousands, m.thousandLink(i))
	}
	return m.Templates.Block.Append(dst, p, m.values)
}

// rank is a block's place by size; blocks of one size share it.
func (l *Lists) rank(b *view.Block) int {
	return 1 + slices.IndexFunc(l.unassigned, func(other *view.Block) bool { return other.Ports() == b.Ports() })
}

// outside lists the ports next to the edges of a block that are not the nearest services anyway.
func (m *maker) outside(b *view.Block) render.List[page.Cell] {
	var list render.List[page.Cell]
	for _, port := range []int{b.First - 1, b.Last + 1} {
		if port >= 0 && port < registry.Ports && m.Services[port] == nil {
			list = append(list, m.Cells()[port])
		}
	}
	return list
}

// usesWithin lists the known uses of the ports first to last.
func (m *maker) usesWithin(first, last int) render.List[page.PortUse] {
	var list render.List[page.PortUse]
	for port := first; port <= last; port++ {
		for _, use := range m.Uses(port) {
			list = append(list, page.PortUse{Cell: m.Cells()[port], Use: use})
		}
	}
	return list
}

// spansOver lists what the facts tables say of spans that have ports of first to last.
func (m *maker) spansOver(first, last int) render.List[page.Span] {
	var list render.List[page.Span]
	for _, table := range []string{"ranges", "client-ranges"} {
		for _, r := range m.Content.Facts.Rows(table) {
			if r.Last < first || r.First > last {
				continue
			}
			span := page.Span{
				Name: render.Value(r.Cells["name"]), First: decimal(r.First), Last: decimal(r.Last),
				Whole: r.First <= first && last <= r.Last, Transports: shownTransportCell(r), Meaning: render.Value(r.Cells["meaning"]),
				Source: view.Source(content.NewSource("", r.Cells["source"])),
			}
			if system := r.Cells["system"]; system != "" {
				span.Name, span.Version = render.Value(system), render.Value(r.Cells["version"])
				span.Meaning = render.Value(m.Word("block-clients"))
			}
			list = append(list, span)
		}
	}
	return list
}

// shownTransportCell is the transports of a row of a facts table: TCP, UDP.
func shownTransportCell(r content.Fact) render.Value {
	return render.Value(strings.ReplaceAll(strings.ToUpper(r.Cells["transport"]), "/", ", "))
}

// fillBlocks lists all blocks of unassigned ports, largest first.
func (m *maker) fillBlocks(p *page.ListPage) {
	columns := []string{"list-column-block", "list-column-size", "list-column-between"}
	large, small, alone := m.newTable("large", columns...), m.newTable("small", columns...), page.Table{ID: "single"}
	large.Title, small.Title, alone.Title = m.Word("list-blocks-large"), m.Word("list-blocks-small"), m.Word("list-blocks-alone")
	ports, largest := 0, "0"
	for i, b := range m.lists.unassigned {
		if i == 0 {
			largest = b.Size
		}
		ports += b.Ports()
		switch {
		case m.HasPageOf(b):
			large.Rows = append(large.Rows, m.blockRow(b))
		case b.Ports() > 1:
			small.Rows = append(small.Rows, m.blockRow(b))
		default:
			alone.Ports = append(alone.Ports, m.Cells()[b.First])
		}
	}
	for _, t := range []page.Table{large, small, alone} {
		if len(t.Rows) > 0 || len(t.Ports) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	m.values[placeholder.ListLargest] = largest
	m.count(placeholder.ListItems, len(m.lists.unassigned))
	m.count(placeholder.ListPorts, ports)
	m.count(placeholder.ListLarge, len(large.Rows))
}

func (m *maker) blockRow(b *view.Block) page.TableRow {
	var between render.List[page.CellPart]
	below, above := m.Neighbours(b.First, b.Last)
	for _, n := range []*page.Neighbour{below, above} {
		if n != nil {
			between = append(between, page.CellPart{Link: page.Link{Text: render.Value(n.Number), Address: n.Address}, Text: n.Service})
		}
	}
	return wideRow(render.List[page.CellPart]{{Link: m.blockLink(b)}}, render.List[page.CellPart]{plain(b.Size)}, between)
}
