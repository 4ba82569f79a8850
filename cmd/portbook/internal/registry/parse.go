package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// fetchAgain is the advice for files that cannot be mended by hand.
const fetchAgain = "fetch the registry again: portbook update"

// maxCovered bounds how many ports all rows together may cover, counted with repetition. IANA's
// file covers about 60,000; without a bound, a short file could ask for all the memory there is.
const maxCovered = 64 * Ports

// Parse reads IANA's CSV. file is the name to use in faults, data its content: UTF-8 with or
// without byte order mark, lines ending in CR LF or LF, columns in any order, found by their headers.
//
// All faults of all rows are returned at once, except that nothing can be read after a misplaced
// quote. The Registry is never nil: it holds the rows without fault, which is good for looking at
// what else is wrong, not for publishing.
func Parse(file string, data []byte) (*Registry, fault.List) {
	p := parser{file: file}
	p.parse(data)
	p.faults.Sort()
	return newRegistry(p.rows), p.faults
}

// parser is the state of one reading.
type parser struct {
	file    string
	csv     *csv.Reader
	cols    columns
	width   int  // cells that every row must have
	dirty   bool // the file holds bytes that cells must not keep
	covered int  // ports covered so far, with repetition
	rows    []Assignment
	faults  fault.List
}

func (p *parser) parse(data []byte) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if len(bytes.TrimSpace(data)) == 0 {
		p.faults.Add(p.file, 0, "the file is empty", fetchAgain)
		return
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		line := 1 + bytes.Count(data[:i], []byte("\n"))
		p.faults.Add(p.file, line, "the file is not text: it holds a zero byte", "save it as CSV in UTF-8, or "+fetchAgain)
		return
	}
	p.dirty = isDirty(data)
	data = withLineEnds(data)
	p.open(data)
	if p.readHeader() {
		p.readRows(bytes.Count(data, []byte("\n")) + 1)
	}
}

// withLineEnds mends the line ends that encoding/csv does not know: CR CR LF of copies that were
// converted twice, and CR alone.
func withLineEnds(data []byte) []byte {
	if !bytes.Contains(data, []byte("\n")) {
		return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	if twice := []byte("\r\r\n"); bytes.Contains(data, twice) {
		return bytes.ReplaceAll(data, twice, []byte("\r\n"))
	}
	return data
}

func (p *parser) open(data []byte) {
	p.csv = csv.NewReader(bytes.NewReader(data))
	p.csv.FieldsPerRecord = -1 // counted here, to report every row instead of the first
	p.csv.ReuseRecord = true
}

func (p *parser) readHeader() bool {
	row, line, ok := p.next()
	if !ok {
		return false
	}
	p.width = len(row)
	p.cols, ok = parseColumns(p.file, line, row, &p.faults)
	return ok
}

// readRows reads everything after the header; atMost is how many rows there can be.
func (p *parser) readRows(atMost int) {
	p.rows = make([]Assignment, 0, atMost)
	seen := false
	for {
		row, line, ok := p.next()
		if !ok {
			break
		}
		seen = true
		p.readRow(row, line)
	}
	if !seen && len(p.faults) == 0 {
		p.faults.Add(p.file, 0, "no row follows the headers", fetchAgain)
	}
}

// next returns the cells of the next row and the line it begins on, or false at the end of what
// can be read.
func (p *parser) next() ([]string, int, bool) {
	row, err := p.csv.Read()
	if err == nil {
		line, _ := p.csv.FieldPos(0)
		return row, line, true
	}
	if !errors.Is(err, io.EOF) {
		p.reportQuote(err)
	}
	return nil, 0, false
}

// reportQuote adds the fault for what encoding/csv could not read: only quotes can be that.
func (p *parser) reportQuote(err error) {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		p.faults.Add(p.file, 0, "the file cannot be read: "+err.Error(), fetchAgain)
		return
	}
	if errors.Is(err, csv.ErrBareQuote) {
		p.faults.Add(p.file, at.Line, fmt.Sprintf("a quote inside a cell without quotes, at byte %d of the line", at.Column),
			`put the cell into quotes and double those inside it: "say ""yes"""; rows after this one were not read`)
		return
	}
	problem := "a quoted cell of this row is not closed"
	if at.Line > at.StartLine {
		problem += fmt.Sprintf("; reading stopped at line %d", at.Line)
	}
	p.faults.Add(p.file, at.StartLine, problem,
		`close the cell with one quote before the comma and double the quotes inside it; rows after this one were not read`)
}
