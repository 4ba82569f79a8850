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

// Parse reads IANA's CSV. file is the name to use in faults, data its content: UTF-8 with or
// without byte order mark, lines ending in CR LF or LF, columns in any order, found by their headers.
//
// All faults of all rows are returned at once, except that nothing can be read after a misplaced
// quote. The Registry is never nil: where there are faults, it holds the rows without any. It is then
// fit for looking for other faults, not for publishing.
func Parse(file string, data []byte) (*Registry, fault.List) {
	p := parser{file: file}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if p.isText(data) {
		p.parse(withLineEnds(withoutBadBytes(data)))
	}
	p.faults.Sort()
	return newRegistry(p.rows), p.faults
}

// parser is the state of one reading.
type parser struct {
	file    string
	line    int   // on which the row begins that is read
	width   int   // cells that every row must have
	places  []int // of each of columns, in a row
	covered int   // ports covered so far, with repetition
	rows    []Assignment
	faults  fault.List
}

// fault adds a fault of the row that is read.
func (p *parser) fault(problem, advice string) { p.faults.Add(p.file, p.line, problem, advice) }

func (p *parser) isText(data []byte) bool {
	if len(bytes.TrimSpace(data)) == 0 {
		p.faults.Add(p.file, 0, "the file is empty", fetchAgain)
	} else if before, _, binary := bytes.Cut(data, []byte{0}); binary {
		line := 1 + bytes.Count(before, []byte("\n"))
		p.faults.Add(p.file, line, "the file is not text: it holds a zero byte", "save it as CSV in UTF-8, or "+fetchAgain)
	}
	return len(p.faults) == 0
}

// parse reads the headers and then the rows, up to where encoding/csv can read.
func (p *parser) parse(data []byte) {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1 // counted here, to report every row instead of the first
	reader.ReuseRecord = true
	rows := 0
	for ; p.covered <= maxCovered; rows++ {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.reportQuote(err)
			return
		}
		p.line, _ = reader.FieldPos(0)
		if rows > 0 {
			p.readRow(cells)
		} else if !p.readHeaders(cells) {
			return
		}
	}
	if rows == 1 {
		p.faults.Add(p.file, 0, "no row follows the headers", fetchAgain)
	}
}

// reportQuote adds the fault for what encoding/csv could not read: only quotes can be that.
func (p *parser) reportQuote(err error) {
	var at *csv.ParseError
	errors.As(err, &at) // reading from memory has no other errors
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
