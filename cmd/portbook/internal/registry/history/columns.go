package history

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// columns are those that are compared where a row stayed. Dates are not: they say when a row
// changed, not what.
var columns = []struct {
	kind Kind
	cell func(a *registry.Assignment) string
	form func(cell string) string // the cell without what is only form
}{
	{Description, func(a *registry.Assignment) string { return a.Description }, oneLine},
	{Assignee, func(a *registry.Assignment) string { return a.Assignee }, people},
	{Contact, func(a *registry.Assignment) string { return a.Contact }, people},
	{Reference, func(a *registry.Assignment) string { return a.Reference }, references},
	{ServiceCode, func(a *registry.Assignment) string { return a.ServiceCode }, oneLine},
	{Unauthorized, func(a *registry.Assignment) string { return a.Unauthorized }, oneLine},
	{Notes, func(a *registry.Assignment) string { return a.Notes }, oneLine},
}

// columns compares the rows of one service, or those without one, that are on both sides.
func (c *comparer) columns(t registry.Transport, service string, before, after []*registry.Assignment) {
	if len(before) == 0 || len(after) == 0 {
		return
	}
	for _, col := range columns {
		from, to := joined(before, col.cell, col.form), joined(after, col.cell, col.form)
		if from == to || col.kind == Description && service == "" && tellsStatus(from, to, before, after) {
			continue
		}
		c.note(t, Change{Kind: col.kind, Service: service, From: from, To: to})
	}
}

// joined is what a column of rows of the same service says. Nearly always there is one row; if there
// are more, their order does not matter.
func joined(rows []*registry.Assignment, cell func(*registry.Assignment) string, form func(string) string) string {
	if len(rows) == 1 {
		return form(cell(rows[0]))
	}
	var texts []string
	for _, a := range rows {
		if text := form(cell(a)); text != "" {
			texts = append(texts, text)
		}
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " / ")
}

// tellsStatus reports whether the descriptions of rows without a service differ only in the word for
// their status, which is another change or, in the case of letters, none.
func tellsStatus(from, to string, before, after []*registry.Assignment) bool {
	return strings.EqualFold(from, to) || before[0].Status != after[0].Status
}

func oneLine(cell string) string { return strings.Join(strings.Fields(cell), " ") }

func people(cell string) string { return strings.Join(registry.People(cell), ", ") }

func references(cell string) string {
	var texts []string
	for _, r := range registry.References(cell) {
		texts = append(texts, r.Text)
	}
	return strings.Join(texts, ", ")
}
