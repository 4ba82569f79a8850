package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// isLarge reports whether a block of unassigned ports has a page.
func (s *Site) isLarge(b *block) bool {
	return b.ports() >= condition.LargeBlock && s.registry.Headline(b.first) == registry.Unassigned
}

// largeBlocks lists the blocks that have a page, by number.
func (s *Site) largeBlocks() []*block {
	var list []*block
	for i := range s.blocks {
		if b := &s.blocks[i]; s.isLarge(b) {
			list = append(list, b)
		}
	}
	return list
}

// addBlocks adds the pages of large blocks.
func (s *Site) addBlocks(main *locale) {
	list := s.largeBlocks()
	for i, b := range list {
		var before, after *block
		if i > 0 {
			before = list[i-1]
		}
		if i+1 < len(list) {
			after = list[i+1]
		}
		s.addPage("blocks/"+b.slug(), s.renderBlock(main, b, before, after))
		s.others[len(s.others)-1].alike = i > 0
	}
}

// slug is a block in addresses: 29170-29998.
func (b *block) slug() string { return b.firstText + "-" + b.lastText }

// blockPage leads to the page of a large block; others have none.
func (v *view) blockPage(b *block) page.Address {
	if !v.site.isLarge(b) {
		return page.Address{}
	}
	return v.address("blocks/" + b.slug())
}

// blockAddress leads to the page of a large block, otherwise to the first port of a block.
func (v *view) blockAddress(b *block) page.Address {
	if address := v.blockPage(b); address.Given {
		return address
	}
	return v.portAddress(b.first)
}

// name is a block as links call it: 29170–29998, or 855 for a single port.
func (b *block) name() string {
	if b.first == b.last {
		return b.firstText
	}
	return b.firstText + "–" + b.lastText
}

func (v *view) blockLink(b *block) page.Link {
	return page.Link{Text: render.Value(b.name()), Address: v.blockAddress(b)}
}

func (v *view) blockTurn(b *block) *page.Turn {
	if b == nil {
		return nil
	}
	return turnTo(v.blockLink(b))
}

// mostPorts is how many ports the page of a block lists at most.
const mostPorts = 2000

// renderBlock returns how to render the page of a large block.
func (s *Site) renderBlock(loc *locale, b, before, after *block) renderer {
	path := "blocks/" + b.slug()
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.newValues()
		v.describe(values, b.first)
		values[placeholder.ListRank], values[placeholder.ListItems] = s.rank(b), thousands(len(s.directory.blocks()))
		p := &page.BlockPage{
			Title: v.words("list-block-title"), Lead: v.words("list-block-lead"),
			Range: v.rangeOfPort(b.first), Size: render.Value(b.size), First: v.cells()[b.first], Last: v.cells()[b.last], Outside: v.outside(b),
			Uses: v.usesWithin(b.first, b.last), Spans: v.spansOver(b.first, b.last),
			Previous: v.blockTurn(before), Next: v.blockTurn(after),
		}
		p.Below, p.Above = v.aroundBlock(b)
		if b.ports() <= mostPorts {
			p.Ports = v.cells()[b.first : b.last+1]
		}
		for i := b.first / 1000; i <= b.last/1000; i++ {
			p.Thousands = append(p.Thousands, v.thousandLink(i))
		}
		p.Head = v.head("block", p.Title, v.words("list-block-description"), path, "unassigned")
		v.crumbs(&p.Head, page.Range{})
		p.Head.Crumbs = append(p.Head.Crumbs, v.listCrumb("blocks", values))
		return v.templates.block.Append(dst, p, values)
	}
}

// rank is a block's place by size; blocks of one size share it.
func (s *Site) rank(b *block) string {
	for i, other := range s.directory.blocks() {
		if other.ports() == b.ports() {
			return thousands(i + 1)
		}
	}
	return ""
}

// outside lists the ports next to the edges of a block that are not the nearest services anyway.
func (v *view) outside(b *block) render.List[page.Cell] {
	var list render.List[page.Cell]
	for _, port := range []int{b.first - 1, b.last + 1} {
		if port >= 0 && port < registry.Ports && v.site.primary[port] == nil {
			list = append(list, v.cells()[port])
		}
	}
	return list
}

// aroundBlock returns the nearest services on both sides of a block.
func (v *view) aroundBlock(b *block) (below, above *page.Neighbour) {
	if n, ok := v.site.registry.PreviousAssigned(b.first); ok {
		below = v.neighbour(n)
	}
	if n, ok := v.site.registry.NextAssigned(b.last); ok {
		above = v.neighbour(n)
	}
	return below, above
}

// usesWithin lists the known uses of the ports first to last.
func (v *view) usesWithin(first, last int) render.List[page.PortUse] {
	var list render.List[page.PortUse]
	for port := first; port <= last; port++ {
		for _, use := range v.uses(port) {
			list = append(list, page.PortUse{Cell: v.cells()[port], Use: use})
		}
	}
	return list
}

// spansOver lists what the facts tables say of spans that have ports of first to last.
func (v *view) spansOver(first, last int) render.List[page.Span] {
	var list render.List[page.Span]
	for _, table := range []string{"ranges", "client-ranges"} {
		for _, r := range v.site.content.Facts.Rows(table) {
			if r.Last < first || r.First > last {
				continue
			}
			span := page.Span{
				Name: render.Value(r.Cells["name"]), First: v.decimal(r.First), Last: v.decimal(r.Last),
				Whole: r.First <= first && last <= r.Last, Transports: shownTransportCell(r), Meaning: render.Value(r.Cells["meaning"]), Source: source("", r.Cells["source"]),
			}
			if system := r.Cells["system"]; system != "" {
				span.Name, span.Version = render.Value(system), render.Value(r.Cells["version"])
				span.Meaning = render.Value(v.locale.Words.Text("block-clients"))
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
func (v *view) fillBlocks(p *page.ListPage, values []string) {
	blocks := v.site.directory.blocks()
	large, small := page.Table{ID: "large"}, page.Table{ID: "small"}
	alone := page.Table{ID: "single", Title: v.locale.Words.Text("list-blocks-alone")}
	large.Title, small.Title = v.locale.Words.Text("list-blocks-large"), v.locale.Words.Text("list-blocks-small")
	large.Columns = v.columns("list-column-block", "list-column-size", "list-column-between")
	small.Columns = large.Columns
	ports, withPage := 0, 0
	for _, b := range blocks {
		ports += b.ports()
		switch {
		case b.ports() >= condition.LargeBlock:
			withPage++
			large.Rows = append(large.Rows, v.blockRow(b))
		case b.ports() > 1:
			small.Rows = append(small.Rows, v.blockRow(b))
		default:
			alone.Ports = append(alone.Ports, v.cells()[b.first])
		}
	}
	for _, t := range []page.Table{large, small, alone} {
		if len(t.Rows) > 0 || len(t.Ports) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	values[placeholder.ListItems], values[placeholder.ListPorts], values[placeholder.ListLarge] = thousands(len(blocks)), thousands(ports), thousands(withPage)
	values[placeholder.ListLargest] = "0"
	if len(blocks) > 0 {
		values[placeholder.ListLargest] = blocks[0].size
	}
}

func (v *view) blockRow(b *block) page.TableRow {
	between := page.TableCell{}
	below, above := v.aroundBlock(b)
	for _, n := range []*page.Neighbour{below, above} {
		if n != nil {
			between.Parts = append(between.Parts, page.CellPart{Link: page.Link{Text: render.Value(n.Number), Address: n.Address}, Text: n.Service})
		}
	}
	r := row(page.CellPart{Link: v.blockLink(b)}, page.CellPart{Text: render.Value(b.size)})
	r.Cells = append(r.Cells, between)
	return r
}
