package site

import (
	"bytes"
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// An independent reading of the registry: what the pages are held against shares no code with what
// they are made by.

// A listing is one row of the file as far as a page must show it.
type listing struct{ service, transport, description string }

// readListings returns the rows of the file that cover each port.
func readListings(t *testing.T, file string) [][]listing {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\uFEFF"))))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	listings := make([][]listing, registry.Ports)
	for _, row := range rows[1:] {
		low, high, span := strings.Cut(row[column["Port Number"]], "-")
		if low == "" {
			continue
		}
		if !span {
			high = low
		}
		first, err1 := strconv.Atoi(low)
		last, err2 := strconv.Atoi(high)
		if err1 != nil || err2 != nil {
			t.Fatalf("ports of %q", row)
		}
		l := listing{
			strings.TrimSpace(row[column["Service Name"]]), row[column["Transport Protocol"]],
			folded(strings.ToValidUTF8(row[column["Description"]], "\uFFFD")),
		}
		for port := first; port <= last; port++ {
			listings[port] = append(listings[port], l)
		}
	}
	return listings
}

// heldBack are the words by which descriptions say that a number is not given out.
var heldBack = []string{
	"reserved", "iana reserved", "removed", "de-registered", "deregistered", "deprecated", "de-commissioned",
	"decommissioned", "decomissioned", "de-assigned",
}

// dueWord is the word that must stand in the title when nothing is assigned; "" when something is.
func dueWord(port int, rows []listing) string {
	word := "Unassigned"
	for _, row := range rows {
		text := strings.ToLower(row.description)
		open := strings.HasPrefix(text, "unassigned") || strings.HasPrefix(text, "(unassigned)") || strings.HasPrefix(text, "possibly used")
		held := false
		for _, begin := range heldBack {
			held = held || strings.HasPrefix(text, begin)
		}
		switch {
		case row.service != "" || !open && !held:
			return ""
		case held:
			word = "Reserved"
		}
	}
	if port >= 49152 {
		return "Dynamic"
	}
	return word
}
