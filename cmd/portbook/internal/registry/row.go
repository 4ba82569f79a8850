package registry

import (
	"fmt"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// readRow appends the assignment of one row, or adds its faults.
func (p *parser) readRow(cells []string, line int) {
	if len(cells) != p.width {
		p.faults.Add(p.file, line, fmt.Sprintf("the row has %s instead of %d", count(len(cells), "cell"), p.width),
			"put a cell that holds a comma into quotes, and write a comma for every empty cell")
		return
	}
	before := len(p.faults)
	a := p.assignment(cells, line)
	if strings.TrimSpace(cells[p.cols[colPort]]) == "" && a.Service == "" {
		p.faults.Add(p.file, line, "the row has neither a port number nor a service name", "complete the row or delete it")
	} else if a.Service == "" && a.Description == "" {
		p.faults.Add(p.file, line, "the row has neither a service name nor a description",
			"name the service, or describe the port as Unassigned or Reserved")
	}
	if len(p.faults) == before && p.fits(a) {
		p.rows = append(p.rows, a)
	}
}

// assignment reads the cells of a row; faults of single cells are added.
func (p *parser) assignment(cells []string, line int) Assignment {
	a := Assignment{
		Line:         line,
		Service:      oneLine(p.cell(cells, colService)),
		Description:  paragraph(p.cell(cells, colDescription)),
		Assignee:     oneLine(p.cell(cells, colAssignee)),
		Contact:      oneLine(p.cell(cells, colContact)),
		Registered:   oneLine(p.cell(cells, colRegistered)),
		Modified:     oneLine(p.cell(cells, colModified)),
		Reference:    oneLine(p.cell(cells, colReference)),
		ServiceCode:  oneLine(p.cell(cells, colServiceCode)),
		Unauthorized: paragraph(p.cell(cells, colUnauthorized)),
		Notes:        paragraph(p.cell(cells, colNotes)),
	}
	a.First, a.Last = p.ports(p.cell(cells, colPort), line)
	a.Transport = p.transport(p.cell(cells, colTransport), line)
	a.Status = statusOfRow(a.Service, a.Description)
	a.AnyTransport = a.Service == "" && a.Transport == Unstated
	a.summary = a.Summary()
	return a
}

// cell is the trimmed text of one column.
func (p *parser) cell(cells []string, c column) string {
	text := cells[p.cols[c]]
	if text == "" {
		return ""
	}
	if p.dirty {
		text = mend(text)
	}
	return strings.TrimSpace(text)
}

func (p *parser) transport(cell string, line int) Transport {
	t, ok := parseTransport(cell)
	if !ok {
		advice := fault.DidYouMean(strings.ToLower(cell), transportNames[:Transports])
		if advice == "" {
			advice = "write tcp, udp, sctp or dccp, or leave the cell empty"
		}
		p.faults.Add(p.file, line, fmt.Sprintf("unknown transport %q", cell), advice)
	}
	return t
}

// ports reads a port number, a range of them such as 6000-6063, or nothing (-1, -1).
func (p *parser) ports(cell string, line int) (first, last int) {
	if cell == "" {
		return -1, -1
	}
	low, high, isRange := strings.Cut(cell, "-")
	first, ok := p.port(low, cell, line)
	if !isRange || !ok {
		return first, first
	}
	if last, ok = p.port(high, cell, line); ok && last < first {
		p.faults.Add(p.file, line, fmt.Sprintf("the range %s runs backwards", cell), fmt.Sprintf("write %d-%d", last, first))
	}
	return first, last
}

// port reads one number of cell and reports whether it is a port.
func (p *parser) port(text, cell string, line int) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, "0123456789") != "" {
		p.faults.Add(p.file, line, fmt.Sprintf("port number %q is not a number", cell),
			"write 0 to 65535, a range such as 6000-6063, or leave the cell empty")
		return -1, false
	}
	n := 0
	for i := 0; i < len(text) && n < Ports; i++ {
		n = 10*n + int(text[i]-'0')
	}
	if n >= Ports {
		p.faults.Add(p.file, line, fmt.Sprintf("port number %s is too large", text), "ports end at 65535")
		return -1, false
	}
	return n, true
}

// fits counts the ports of a, and reports false once there are more than any registry has; the
// first row that is too much gets the fault.
func (p *parser) fits(a Assignment) bool {
	if a.First < 0 {
		return true
	}
	before := p.covered
	p.covered += a.Last - a.First + 1
	if p.covered <= maxCovered {
		return true
	}
	if before <= maxCovered {
		p.faults.Add(p.file, a.Line, "the rows up to this one cover the port space more than 64 times",
			"delete the ranges that repeat others")
	}
	return false
}

// count is "1 cell", "2 cells".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
