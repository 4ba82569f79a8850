package site

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// rowColumns are the columns of the registry by their labels on a page. The number is the page's.
var rowColumns = []struct{ label, column string }{
	{"Service", "Service Name"},
	{"Transport", "Transport Protocol"},
	{"Description", "Description"},
	{"Assignee", "Assignee"},
	{"Contact", "Contact"},
	{"Registered", "Registration Date"},
	{"Modified", "Modification Date"},
	{"Reference", "Reference"},
	{"Service code", "Service Code"},
	{"Unauthorized use reported", "Unauthorized Use Reported"},
	{"Notes", "Assignment Notes"},
}

// TestEveryRowStandsOnItsPages: what a page says under the registry's name is, taken apart again by
// transport, exactly what an independent reading finds in the file: every column, no row less and none more.
func TestEveryRowStandsOnItsPages(t *testing.T) {
	s := wholeSite(t)
	due := make([][]string, registry.Ports)
	for _, row := range fileRows(t, s) {
		first, last, ok := spanOf(row["Port Number"])
		for port := first; ok && port <= last; port++ {
			due[port] = append(due[port], flatRow(func(i int) string { return row[rowColumns[i].column] }))
		}
	}
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) {
			loc, port := s.portAt(i)
			if loc == nil || loc.Folder != "" {
				return
			}
			want, got := slices.Sorted(slices.Values(due[port])), slices.Sorted(slices.Values(rowsOnPage(page)))
			want, got = slices.Compact(want), slices.Compact(got) // rows may differ in the span of their ports only
			if !slices.Equal(got, want) {
				wrong.addf("%s:\n got %q\nwant %q", s.paths[i], got, want)
			}
		}
	})
}

func spanOf(cell string) (first, last int, ok bool) {
	low, high, span := strings.Cut(cell, "-")
	if !span {
		high = low
	}
	first, err1 := strconv.Atoi(low)
	last, err2 := strconv.Atoi(high)
	return first, last, err1 == nil && err2 == nil
}

// namesake is how the registry tells people of one name apart.
var namesake = regexp.MustCompile(`(\pL)_[2-9]\]`)

// flatRow writes a row down in one line, without what pages leave out: the brackets around people and
// references, and the underscores in names.
func flatRow(cell func(column int) string) string {
	var b strings.Builder
	for i, c := range rowColumns {
		text := folded(cell(i))
		switch c.label {
		case "Transport":
			text = strings.ToLower(text)
		case "Assignee", "Contact", "Reference":
			text = namesake.ReplaceAllString(text, "$1]")
			text = strings.NewReplacer("[", " ", "]", " ", "_", " ", ",", " ").Replace(text)
			text = strings.Join(strings.Fields(text), " ")
		}
		fmt.Fprintf(&b, "%s=%s|", c.label, text)
	}
	return b.String()
}

// rowsOnPage reads the rows of a page, one for each of the transports that a row names.
func rowsOnPage(page []byte) []string {
	_, section, _ := bytes.Cut(page, []byte("<h2 id=registry>"))
	section, _, _ = bytes.Cut(section, []byte("<h2"))
	var rows []string
	for _, list := range bytes.Split(section, []byte("<dl class=row>"))[1:] {
		list, _, _ = bytes.Cut(list, []byte("</dl>"))
		cells := map[string]string{}
		for _, part := range bytes.Split(list, []byte("<dt>"))[1:] {
			label, value, _ := bytes.Cut(part, []byte("<dd>"))
			if string(label) == "Service" {
				name, transports, _ := bytes.Cut(value, []byte("</b>"))
				cells["Transport"] = folded(string(appendText(nil, transports)))
				value = name
			}
			cells[string(label)] = folded(string(appendText(nil, value)))
		}
		for _, transport := range strings.Split(strings.ReplaceAll(cells["Transport"], " and ", ", "), ", ") {
			cells["Transport"] = transport
			rows = append(rows, flatRow(func(i int) string { return cells[rowColumns[i].label] }))
		}
	}
	return rows
}
