package content

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A FactsTable is one file of content/facts. Every row speaks of a port (column port, a number or a span) or of a range
// (columns first and last), and names its source.
type FactsTable struct {
	File string // as the user would type it
	Name string // file name without ending: what `in` in a condition calls it
	Rows []Fact
}

// A Fact is one row of a table: where it stands, which ports it speaks of, and its cells by column.
type Fact struct {
	Line        int
	First, Last int
	Cells       map[string]string
}

// factsColumns are the columns that tables may have; each is documented in CONTRIBUTING.md.
var factsColumns = []string{
	"port", "first", "last", "transport", "name", "what", "slug", "system", "version",
	"relation", "advice", "rule", "meaning", "how_to_see", "source",
}

// Facts is what the tables say.
type Facts struct {
	Tables []FactsTable                 // by name
	Sets   map[string]*registry.PortSet // the ports that tables speak of, by table name and by slug
	Uses   map[int][]Fact               // de-facto uses, by port
	Advice map[int][]Fact               // by port
}

// Rows returns the rows of a table, in file order; none of one that is not there.
func (f *Facts) Rows(table string) []Fact {
	for _, t := range f.Tables {
		if t.Name == table {
			return t.Rows
		}
	}
	return nil
}

// facts reads all tables.
func (r *reader) facts() *Facts {
	f := &Facts{Sets: map[string]*registry.PortSet{}, Uses: map[int][]Fact{}, Advice: map[int][]Fact{}}
	for _, name := range r.folder.Below("facts", ".csv") {
		f.add(r.table(name))
	}
	for name, set := range f.Sets {
		if _, err := r.conditions.Add("in", name, set); err != nil {
			r.faults.Add(r.folder.Dir+"/facts", 0, err.Error(), "")
		}
	}
	return f
}

func (f *Facts) add(t FactsTable) {
	f.Tables = append(f.Tables, t)
	f.Sets[t.Name] = new(registry.PortSet) // also for a table whose rows are all faulty
	for _, row := range t.Rows {
		f.addTo(t.Name, row)
		if slug := row.Cells["slug"]; slug != "" {
			f.addTo(slug, row)
		}
		switch t.Name {
		case "defacto":
			f.Uses[row.First] = append(f.Uses[row.First], row)
		case "security":
			for port := row.First; port <= row.Last; port++ {
				f.Advice[port] = append(f.Advice[port], row)
			}
		}
	}
}

func (f *Facts) addTo(set string, row Fact) {
	if f.Sets[set] == nil {
		f.Sets[set] = new(registry.PortSet)
	}
	f.Sets[set].Add(row.First, row.Last)
}

// table reads one table and reports every row that is not right.
func (r *reader) table(name string) FactsTable {
	t := FactsTable{File: r.folder.File(name), Name: strings.TrimSuffix(path.Base(name), ".csv")}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(r.folder.Files[name], []byte("\uFEFF"))))
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if err != nil {
		r.faults.Add(t.File, 1, "no header line", "begin with the names of the columns, such as port,name,source")
		return t
	}
	checkHead(t.File, head, &r.faults)
	for {
		record, err := rows.Read()
		if err != nil {
			var at *csv.ParseError
			if errors.As(err, &at) {
				r.faults.Add(t.File, at.StartLine, "broken CSV: "+at.Err.Error(),
					`put cells with commas or quotes in quotes, and double the quotes inside`)
			}
			return t
		}
		line, _ := rows.FieldPos(0)
		if row, ok := newFact(t.File, line, head, record, &r.faults); ok {
			t.Rows = append(t.Rows, row)
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

func newFact(file string, line int, head, record []string, faults *fault.List) (Fact, bool) {
	row := Fact{Line: line, Cells: map[string]string{}}
	if len(record) != len(head) {
		faults.Add(file, line, fmt.Sprintf("%d cells instead of %d", len(record), len(head)), "")
		return row, false
	}
	for i, column := range head {
		row.Cells[column] = strings.TrimSpace(record[i])
	}
	var err error
	if row.First, row.Last, err = registry.ParseSpan(cmp.Or(row.Cells["port"], row.Cells["first"]+"-"+row.Cells["last"])); err != nil {
		faults.Add(file, line, err.Error(), "")
		return row, false
	}
	if s := row.Cells["source"]; !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		faults.Add(file, line, "no source", "write the address of the page that states it")
		return row, false
	}
	for t := range strings.SplitSeq(row.Cells["transport"], "/") {
		if t != "" && t != "all" && !slices.Contains(transports, t) {
			faults.Add(file, line, fmt.Sprintf("unknown transport %q", t), "use tcp, udp, sctp, dccp, or several with a slash between")
			return row, false
		}
	}
	return row, true
}

// transports are those that have ports of their own, by their numbers.
var transports = []string{"tcp", "udp", "sctp", "dccp"}

// relations are the words by which a de-facto use may relate to the registry, by what that says of the port: the use is
// the registered service, one compatible with it, another one, or there is none.
var relations = map[registry.Status][]string{
	registry.Assigned:     {"same", "compatible", "other"},
	registry.Unassigned:   {"unassigned"},
	registry.NotListed:    {"unassigned"},
	registry.Reserved:     {"reserved"},
	registry.Deregistered: {"reserved"},
	registry.Dynamic:      {"dynamic"},
}

// relation reports a row whose relation the registry does not confirm.
func (c *checker) relation(t FactsTable, row Fact) {
	relation, port := row.Cells["relation"], row.First
	index := slices.Index(transports, row.Cells["transport"])
	switch {
	case relation == "":
		return
	case !slices.Contains([]string{"same", "compatible", "other", "unassigned", "reserved", "dynamic"}, relation):
		c.faults.Add(t.File, row.Line, fmt.Sprintf("unknown relation %q", relation), "use same, compatible, other, unassigned, reserved, dynamic")
		return
	case index < 0:
		c.faults.Add(t.File, row.Line, "a relation needs one transport", "write a row for each of tcp and udp")
		return
	}
	status := c.registry.StatusOf(port, registry.Transport(index))
	right := slices.Contains(relations[status], relation)
	if status == registry.Unassigned || status == registry.NotListed { // a service without a transport may be meant
		unstated := c.registry.StatusOf(port, registry.Unstated)
		right = right || unstated == registry.Assigned && slices.Contains(relations[unstated], relation)
	}
	if !right {
		c.outdated(t.File, row.Line, fmt.Sprintf("the relation of port %d is %q, but %s says %s", port, relation, c.rowAt(port), status),
			"look the row up again")
	}
}

// roomForUses is how many characters of names a title has room for.
const roomForUses = 28

// uses spells out, for each port, the names of software for which the registry does not name it: as many as there is
// room for, at least one, and a word for the others. Whoever looks for 25565 looks for Minecraft.
func (f *Facts) uses(w *Words) map[int]string {
	uses := map[int]string{}
	for port, rows := range f.Uses {
		var names []string
		for _, u := range rows {
			if name := u.Cells["name"]; u.Cells["relation"] != "same" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			uses[port] = w.enumeration(fitting(names, w.Text("others")))
		}
	}
	return uses
}

func fitting(names []string, others string) []string {
	length := utf8.RuneCountInString(names[0])
	for i, name := range names[1:] {
		if length += len(", ") + utf8.RuneCountInString(name); length > roomForUses {
			return append(names[:i+1], others)
		}
	}
	return names
}
