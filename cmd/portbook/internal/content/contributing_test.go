package content_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
)

var update = flag.Bool("update", false, "write the tables of CONTRIBUTING.md anew")

const contributing = "../../../../CONTRIBUTING.md"

// TestContributingListsPlaceholdersAndConditions: the two tables that a writer needs are made from the code that
// implements them, between a comment with their name and the comment <!-- end -->.
func TestContributingListsPlaceholdersAndConditions(t *testing.T) {
	text, err := os.ReadFile(contributing)
	if err != nil {
		t.Fatal(err)
	}
	renewed := string(text)
	for name, table := range map[string]string{"placeholders": placeholderTable(), "conditions": conditionTable()} {
		before, rest, begins := strings.Cut(renewed, "<!-- "+name+" -->\n")
		_, after, ends := strings.Cut(rest, "<!-- end -->")
		if !begins || !ends {
			t.Errorf("%s has no place for the %s: <!-- %s -->, a line <!-- end -->", contributing, name, name)
			continue
		}
		renewed = before + "<!-- " + name + " -->\n" + table + "<!-- end -->" + after
	}
	if *update {
		if err := os.WriteFile(contributing, []byte(renewed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if renewed != string(text) && !*update {
		t.Errorf("the tables in %s are not up to date (write them anew with make renew)", contributing)
	}
}

// placeholderTable has a line for each placeholder.
func placeholderTable() string {
	var b strings.Builder
	b.WriteString("| placeholder | what stands there | where |\n|---|---|---|\n")
	for i, p := range placeholder.All[:placeholder.Len] {
		if p.Hidden {
			continue
		}
		where := "pages of ports"
		switch {
		case i >= placeholder.Site:
			where = "every page"
		case p.When() != "":
			where = "ports with `" + p.When() + "`"
		}
		fmt.Fprintf(&b, "| `{%s}` | %s | %s |\n", p.Name, p.Doc, where)
	}
	return b.String()
}

// otherConditions are the keys whose values are not fixed.
var otherConditions = [][3]string{
	{"in", "a table of `content/facts` or a slug in one", "the table lists the port"},
	{"ports", "`8080`, `6000-6063`", "one of these ports"},
	{"not", "conditions of its own", "these do not hold"},
}

// conditionTable has a line for each value of each key of `when`, by value. The four transports have the same values.
func conditionTable() string {
	var b strings.Builder
	b.WriteString("| key | value | holds for |\n|---|---|---|\n")
	for _, key := range condition.Keys() {
		name := "`" + key.Name + "`"
		switch key.Name {
		case "tcp":
			name = "`tcp` `udp` `sctp` `dccp`"
		case "udp", "sctp", "dccp":
			continue
		}
		byName := func(a, b condition.Value) int { return strings.Compare(a.Name, b.Name) }
		for _, v := range slices.SortedFunc(slices.Values(key.Values), byName) {
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", name, v.Name, v.Doc)
		}
	}
	for _, c := range otherConditions {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c[0], c[1], c[2])
	}
	return b.String()
}
