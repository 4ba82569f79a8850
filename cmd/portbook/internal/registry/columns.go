package registry

import (
	"fmt"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A column is what the cells in one place of every row mean, wherever the file puts them.
type column int

const (
	colService column = iota
	colPort
	colTransport
	colDescription
	colAssignee
	colContact
	colRegistered
	colModified
	colReference
	colServiceCode
	colUnauthorized
	colNotes
	columnCount
)

// headers are IANA's names of the columns.
var headers = [columnCount]string{
	"Service Name", "Port Number", "Transport Protocol", "Description", "Assignee", "Contact",
	"Registration Date", "Modification Date", "Reference", "Service Code",
	"Unauthorized Use Reported", "Assignment Notes",
}

// formerUnauthorized is what the eleventh column was called before 2020.
const formerUnauthorized = "Known Unauthorized Uses"

// columns says at which place of a row each column stands.
type columns [columnCount]int

// parseColumns reads the row of headers that begins on line. It reports false when rows cannot
// be read with it.
func parseColumns(file string, line int, row []string, faults *fault.List) (columns, bool) {
	var cols columns
	for c := range cols {
		cols[c] = -1
	}
	ok := true
	var strangers []string
	for place, cell := range row {
		cell = oneLine(mend(cell))
		c, known := columnNamed(cell)
		if !known {
			strangers = append(strangers, cell)
		} else if cols[c] >= 0 {
			faults.Add(file, line, fmt.Sprintf("column %q stands here twice", headers[c]), "delete one of the two")
			ok = false
		} else {
			cols[c] = place
		}
	}
	if len(strangers) == len(row) {
		faults.Add(file, line, "the first line names none of the registry's columns", "this is not IANA's CSV; "+fetchAgain)
		return cols, false
	}
	return cols, reportMissing(file, line, cols, strangers, faults) && ok
}

// reportMissing adds a fault for each column without a place and reports whether there was none.
func reportMissing(file string, line int, cols columns, strangers []string, faults *fault.List) bool {
	ok := true
	for c, place := range cols {
		if place >= 0 {
			continue
		}
		ok = false
		advice := fetchAgain
		if near := fault.Nearest(headers[c], strangers); near != "" {
			advice = fmt.Sprintf("rename %q to %q", near, headers[c])
		}
		faults.Add(file, line, fmt.Sprintf("column %q is missing", headers[c]), advice)
	}
	return ok
}

// columnNamed finds the column of a header without regard to case and spaces.
func columnNamed(header string) (column, bool) {
	key := strings.ReplaceAll(header, " ", "")
	for c, name := range headers {
		if strings.EqualFold(key, strings.ReplaceAll(name, " ", "")) {
			return column(c), true
		}
	}
	return colUnauthorized, strings.EqualFold(key, strings.ReplaceAll(formerUnauthorized, " ", ""))
}
