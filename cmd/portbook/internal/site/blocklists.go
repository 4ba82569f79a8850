package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A BlockPage is about a large block of unassigned ports: templates/block.html.
type BlockPage struct {
	Head         Head
	Title        Text
	Lead         Text
	Range        Range
	Size         string
	First, Last  Cell       // the ports at its edges
	Outside      []Cell     // the ports next to them, of another status
	Below, Above *Neighbour // the nearest services; nil when there is none
	Uses         []PortUse  // known uses of ports of the block
	Spans        []Span     // what else takes ports from here
	Thousands    []Link     // the lists that hold its ports
	Ports        []Cell     // every port
	Previous     *Link      // the large blocks before and after it
	Next         *Link
}

// A PortUse is a known use, with its port.
type PortUse struct {
	Cell Cell
	Use  Use
}

// A Span is ports that a system or a program takes for a purpose: client ports, NodePort.
type Span struct {
	Name        string
	Version     string // of the system, or ""
	First, Last string
	Whole       bool // the block lies in it from end to end
	Transports  string
	Meaning     string
	Source      Source
}

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
func (v *view) blockPage(b *block) Address {
	if !v.site.isLarge(b) {
		return Address{}
	}
	return v.address("blocks/" + b.slug())
}

// blockAddress leads to the page of a large block, otherwise to the first port of a block.
func (v *view) blockAddress(b *block) Address {
	if page := v.blockPage(b); page.Given {
		return page
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

func (v *view) blockLink(b *block) *Link {
	if b == nil {
		return nil
	}
	return &Link{b.name(), v.blockAddress(b)}
}

// mostPorts is how many ports the page of a block lists at most.
const mostPorts = 2000

// renderBlock returns how to render the page of a large block.
func (s *Site) renderBlock(loc *locale, b, before, after *block) func(dst []byte) []byte {
	path := "blocks/" + b.slug()
	return func(dst []byte) []byte {
		v := loc.view(s, path)
		values := v.newListValues()
		v.describe(values, b.first)
		values[placeholder.ListRank], values[placeholder.ListItems] = s.rank(b), thousands(len(s.directory.blocks()))
		p := &BlockPage{
			Title: v.phrase("list-block-title", &values), Lead: v.phrase("list-block-lead", &values),
			Range: v.rangeOfPort(b.first), Size: b.size, First: v.cells()[b.first], Last: v.cells()[b.last], Outside: v.outside(b),
			Uses: v.usesWithin(b.first, b.last), Spans: v.spansOver(b.first, b.last),
			Previous: v.blockLink(before), Next: v.blockLink(after),
		}
		p.Below, p.Above = v.aroundBlock(b)
		if b.ports() <= mostPorts {
			p.Ports = v.cells()[b.first : b.last+1]
		}
		for i := b.first / 1000; i <= b.last/1000; i++ {
			p.Thousands = append(p.Thousands, v.thousands[i])
		}
		p.Head = v.head("block", p.Title, v.phrase("list-block-description", &values), path, "unassigned")
		v.crumbs(&p.Head, Range{})
		p.Head.Crumbs = append(p.Head.Crumbs, Link{v.phrase("list-blocks-title", &values).Text(), v.address("blocks/")})
		return v.block.Append(dst, p)
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
func (v *view) outside(b *block) []Cell {
	var list []Cell
	for _, port := range []int{b.first - 1, b.last + 1} {
		if port >= 0 && port < registry.Ports && v.site.primary[port] == nil {
			list = append(list, v.cells()[port])
		}
	}
	return list
}

// aroundBlock returns the nearest services on both sides of a block.
func (v *view) aroundBlock(b *block) (below, above *Neighbour) {
	if n, ok := v.site.registry.PreviousAssigned(b.first); ok {
		below = v.neighbour(n)
	}
	if n, ok := v.site.registry.NextAssigned(b.last); ok {
		above = v.neighbour(n)
	}
	return below, above
}

// usesWithin lists the known uses of the ports first to last.
func (v *view) usesWithin(first, last int) []PortUse {
	var list []PortUse
	for port := first; port <= last; port++ {
		for _, use := range v.uses(port) {
			list = append(list, PortUse{v.cells()[port], use})
		}
	}
	return list
}

// spansOver lists what the facts tables say of spans that have ports of first to last.
func (v *view) spansOver(first, last int) []Span {
	var list []Span
	for _, table := range []string{"ranges", "client-ranges"} {
		for _, r := range v.site.content.Facts.Rows(table) {
			if r.Last < first || r.First > last {
				continue
			}
			span := Span{Name: r.Cells["name"], First: v.site.numbers.decimal[r.First], Last: v.site.numbers.decimal[r.Last],
				Whole: r.First <= first && last <= r.Last, Transports: shownTransportCell(r), Meaning: r.Cells["meaning"], Source: content.NewSource("", r.Cells["source"])}
			if system := r.Cells["system"]; system != "" {
				span.Name, span.Version = system, r.Cells["version"]
				span.Meaning = v.locale.Words.Text("block-clients")
			}
			list = append(list, span)
		}
	}
	return list
}

// shownTransportCell is the transports of a row of a facts table: TCP, UDP.
func shownTransportCell(r content.Fact) string {
	return strings.ReplaceAll(strings.ToUpper(r.Cells["transport"]), "/", ", ")
}

// fillBlocks lists all blocks of unassigned ports, largest first.
func (v *view) fillBlocks(p *ListPage, values markdown.Values) {
	blocks := v.site.directory.blocks()
	large, small := Table{ID: "large"}, Table{ID: "small"}
	alone := Table{ID: "single", Title: v.locale.Words.Text("list-blocks-alone")}
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
	for _, t := range []Table{large, small, alone} {
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

func (v *view) blockRow(b *block) TableRow {
	between := TableCell{}
	below, above := v.aroundBlock(b)
	for _, n := range []*Neighbour{below, above} {
		if n != nil {
			between.Parts = append(between.Parts, CellPart{Link: Link{n.Number, n.Address}, Text: n.Service})
		}
	}
	r := row(CellPart{Link: *v.blockLink(b)}, CellPart{Text: b.size})
	r.Cells = append(r.Cells, between)
	return r
}
