package site

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A factsTable is one file of content/facts. Every row speaks of a port (column port, a number or a
// span) or of a range (columns first and last), and names its source.
type factsTable struct {
	file string // as the user would type it
	name string // file name without ending: what `in` in a condition calls it
	rows []factsRow
}

// A factsRow is one row: where it stands, which ports it speaks of, and its cells by column.
type factsRow struct {
	line        int
	first, last int
	cells       map[string]string
}

// factsColumns are the columns that tables may have; each is documented in CONTRIBUTING.md.
var factsColumns = []string{"port", "first", "last", "transport", "name", "what", "slug", "system", "version",
	"relation", "advice", "rule", "meaning", "how_to_see", "source"}

// facts is what the tables say, by port.
type facts struct {
	sets   map[string]*registry.PortSet // by table name, and by slug
	uses   map[int][]factsRow           // de-facto uses
	advice map[int][]factsRow
	tables []factsTable
	rows   map[string][]factsRow // by table name, in file order
	spans  []page.Span           // rows with first and last, of all tables
}

// loadFacts reads all tables.
func (l *loader) loadFacts() *facts {
	f := &facts{sets: map[string]*registry.PortSet{}, uses: map[int][]factsRow{}, advice: map[int][]factsRow{}, rows: map[string][]factsRow{}}
	for _, name := range l.content.below("facts", ".csv") {
		t, faults := parseFacts(l.content.file(name), l.content.files[name])
		l.faults = append(l.faults, faults...)
		f.sets[t.name] = new(registry.PortSet) // also for a table whose rows are all faulty
		f.rows[t.name] = t.rows
		f.tables = append(f.tables, t)
		for _, row := range t.rows {
			f.addTo(t.name, row)
			if slug := row.cells["slug"]; slug != "" {
				f.addTo(slug, row)
			}
			if row.cells["first"] != "" {
				f.addSpan(t.name, row)
			}
			switch t.name {
			case "defacto":
				f.uses[row.first] = append(f.uses[row.first], row)
			case "security":
				for port := row.first; port <= row.last; port++ {
					f.advice[port] = append(f.advice[port], row)
				}
			}
		}
	}
	for name, set := range f.sets {
		if _, err := l.features.addSet("in="+name, set); err != nil {
			l.faults.Add(l.content.dir+"/facts", 0, err.Error(), "")
		}
	}
	return f
}

func (f *facts) addTo(set string, row factsRow) {
	if f.sets[set] == nil {
		f.sets[set] = new(registry.PortSet)
	}
	f.sets[set].Add(row.first, row.last)
}

// parseFacts reads one table and reports every row that is not right.
func parseFacts(file string, src []byte) (factsTable, fault.List) {
	t := factsTable{file: file, name: strings.TrimSuffix(path.Base(file), ".csv")}
	var faults fault.List
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		faults.Add(file, 1, "no header line", "begin with the names of the columns, such as port,name,source")
		return t, faults
	}
	checkHead(file, head, &faults)
	for {
		record, err := r.Read()
		if err != nil {
			var at *csv.ParseError
			if errors.As(err, &at) {
				faults.Add(file, at.StartLine, "broken CSV: "+at.Err.Error(), `put cells with commas or quotes in quotes, and double the quotes inside`)
			}
			return t, faults
		}
		line, _ := r.FieldPos(0)
		if len(record) != len(head) {
			faults.Addf(file, line, "%d cells instead of %d", len(record), len(head))
			continue
		}
		if row, ok := newFactsRow(file, line, head, record, &faults); ok {
			t.rows = append(t.rows, row)
		}
	}
}

func checkHead(file string, head []string, faults *fault.List) {
	for _, column := range head {
		if !slices.Contains(factsColumns, column) {
			faults.Add(file, 1, fmt.Sprintf("unknown column %q", column), fault.DidYouMean(column, factsColumns))
		}
	}
	if !slices.Contains(head, "source") {
		faults.Add(file, 1, "no column source", "every row has to say where it is from")
	}
	if !slices.Contains(head, "port") && !(slices.Contains(head, "first") && slices.Contains(head, "last")) {
		faults.Add(file, 1, "no column port", "add port, or first and last")
	}
}

func newFactsRow(file string, line int, head, record []string, faults *fault.List) (factsRow, bool) {
	row := factsRow{line: line, cells: map[string]string{}}
	for i, column := range head {
		row.cells[column] = strings.TrimSpace(record[i])
	}
	span := row.cells["port"]
	if span == "" {
		span = row.cells["first"] + "-" + row.cells["last"]
	}
	var err error
	if row.first, row.last, err = registry.ParseSpan(span); err != nil {
		faults.Add(file, line, err.Error(), "")
		return row, false
	}
	if s := row.cells["source"]; !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		faults.Add(file, line, "no source", "write the address of the page that states it")
		return row, false
	}
	for t := range strings.SplitSeq(row.cells["transport"], "/") {
		if t != "" && t != "all" && !slices.Contains(transportKeys, t) {
			faults.Add(file, line, fmt.Sprintf("unknown transport %q", t), "use tcp, udp, sctp, dccp, or several with a slash between")
			return row, false
		}
	}
	return row, true
}

// relations are the words by which a de-facto use relates to the registry: it is the registered
// service, one compatible with it, another one, or there is none.
var relations = []string{"same", "compatible", "other", "unassigned", "reserved", "dynamic"}

// checkRelations reports all rows whose relation is wrong.
func (l *loader) checkRelations(f *facts) {
	for _, t := range f.tables {
		for _, row := range t.rows {
			l.checkRelation(t, row)
		}
	}
}

// checkRelation reports a row whose relation the registry no longer confirms.
func (l *loader) checkRelation(t factsTable, row factsRow) {
	said := row.cells["relation"]
	if said == "" || l.unsure {
		return
	}
	if !slices.Contains(relations, said) {
		l.faults.Add(t.file, row.line, fmt.Sprintf("unknown relation %q", said), "use "+strings.Join(relations, ", "))
		return
	}
	index := slices.Index(transportKeys, row.cells["transport"])
	if index < 0 {
		l.faults.Add(t.file, row.line, "a relation needs one transport", "write a row for each of tcp and udp")
		return
	}
	status := l.registry.StatusOf(row.first, registry.Transport(index))
	unstated := l.registry.StatusOf(row.first, registry.Unstated) == registry.Assigned
	holds := false
	switch status {
	case registry.Assigned:
		holds = said == "same" || said == "compatible" || said == "other"
	case registry.Reserved, registry.Deregistered:
		holds = said == "reserved"
	case registry.Dynamic:
		holds = said == "dynamic"
	default:
		holds = said == "unassigned" || unstated && (said == "same" || said == "compatible" || said == "other")
	}
	if !holds {
		list := &l.faults
		if l.inputs.otherRegistry {
			list = &l.warnings
		}
		list.Add(t.file, row.line, fmt.Sprintf("the relation of port %d is %q, but %s says %s", row.first, said,
			l.rowAt(row.first), status), "look the row up again")
	}
}
