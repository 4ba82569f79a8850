package registry

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// maxCovered bounds how many ports all rows together may cover, counted with repetition. IANA's
// file covers about 60,000; without a bound, a short file could ask for all the memory there is.
const maxCovered = 64 * Ports

// columns are those of IANA's file. They may stand in any order.
var columns = []struct {
	header string
	read   func(p *parser, a *Assignment, cell string) // from a cell into its row
}{
	{"Service Name", func(_ *parser, a *Assignment, cell string) { a.Service = oneLine(cell) }},
	{"Port Number", (*parser).readPorts},
	{"Transport Protocol", (*parser).readTransport},
	{"Description", func(_ *parser, a *Assignment, cell string) { a.Description = paragraph(cell) }},
	{"Assignee", func(_ *parser, a *Assignment, cell string) { a.Assignee = oneLine(cell) }},
	{"Contact", func(_ *parser, a *Assignment, cell string) { a.Contact = oneLine(cell) }},
	{"Registration Date", func(_ *parser, a *Assignment, cell string) { a.Registered = oneLine(cell) }},
	{"Modification Date", func(_ *parser, a *Assignment, cell string) { a.Modified = oneLine(cell) }},
	{"Reference", func(_ *parser, a *Assignment, cell string) { a.Reference = oneLine(cell) }},
	{"Service Code", func(_ *parser, a *Assignment, cell string) { a.ServiceCode = oneLine(cell) }},
	{"Unauthorized Use Reported", func(_ *parser, a *Assignment, cell string) { a.Unauthorized = paragraph(cell) }},
	{"Assignment Notes", func(_ *parser, a *Assignment, cell string) { a.Notes = paragraph(cell) }},
}

// headerKey is a header without regard to case and spaces. Before 2020, one had another name.
func headerKey(header string) string {
	key := strings.ToLower(strings.Join(strings.Fields(header), ""))
	if key == "knownunauthorizeduses" {
		return "unauthorizedusereported"
	}
	return key
}

// readHeaders finds the place of every column. It reports false when rows cannot be read with them.
func (p *parser) readHeaders(cells []string) bool {
	var keys []string
	for _, cell := range cells {
		keys = append(keys, headerKey(cell))
	}
	missing := 0
	for _, c := range columns {
		key := headerKey(c.header)
		place := slices.Index(keys, key)
		if place < 0 {
			missing++
			advice := fetchAgain
			if near := fault.Nearest(c.header, cells); near != "" {
				advice = fmt.Sprintf("rename %q to %q", near, c.header)
			}
			p.fault(fmt.Sprintf("column %q is missing", c.header), advice)
		} else if slices.Contains(keys[place+1:], key) {
			p.fault(fmt.Sprintf("column %q stands here twice", c.header), "delete one of the two")
		}
		p.places = append(p.places, place)
	}
	if missing == len(columns) {
		p.faults = nil
		p.fault("the first line names none of the registry's columns", "this is not IANA's CSV; "+fetchAgain)
	}
	p.width = len(cells)
	return len(p.faults) == 0
}

// readRow appends the assignment of one row, or adds its faults.
func (p *parser) readRow(cells []string) {
	if len(cells) != p.width {
		p.fault(fmt.Sprintf("the row has %d instead of %d cells", len(cells), p.width),
			"put a cell that holds a comma into quotes, and write a comma for every empty cell")
		return
	}
	before := len(p.faults)
	p.rows = append(p.rows, Assignment{Line: p.line, First: -1, Last: -1, Transport: Unstated})
	a := &p.rows[len(p.rows)-1]
	for i, c := range columns {
		if cell := cells[p.places[i]]; cell != "" {
			c.read(p, a, cell)
		}
	}
	a.Status = statusOfRow(a.Service, a.Description)
	a.AnyTransport = a.Service == "" && a.Transport == Unstated
	if a.Service == "" && a.First < 0 {
		p.fault("the row has neither a port number nor a service name", "complete the row or delete it")
	} else if a.Service == "" && a.Description == "" {
		p.fault("the row has neither a service name nor a description", "name the service, or describe the port as Unassigned or Reserved")
	}
	if p.covered += a.Last - max(a.First, 0) + 1; p.covered > maxCovered {
		p.fault("the rows up to this one cover the port space more than 64 times", "delete the ranges that repeat others")
	}
	if len(p.faults) > before {
		p.rows = p.rows[:len(p.rows)-1]
	}
}

func (p *parser) readTransport(a *Assignment, cell string) {
	cell = oneLine(cell)
	t := slices.IndexFunc(transportNames, func(name string) bool { return strings.EqualFold(cell, name) })
	if t < 0 {
		meant := fault.DidYouMean(strings.ToLower(cell), transportNames[:Transports])
		p.fault(fmt.Sprintf("unknown transport %q", cell), cmp.Or(meant, "write tcp, udp, sctp or dccp, or leave the cell empty"))
	}
	a.Transport = Transport(t)
}

func (p *parser) readPorts(a *Assignment, cell string) {
	if cell = oneLine(cell); cell == "" {
		return
	}
	var err error
	if a.First, a.Last, err = ParseSpan(cell); err != nil {
		p.fault(err.Error(), "")
		a.First, a.Last = 0, 0
	}
}
