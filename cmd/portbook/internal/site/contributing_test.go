package site

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const contributing = "../../../../CONTRIBUTING.md"

// TestContributingListsPlaceholdersAndConditions: the two tables that a writer needs are made from the code that
// implements them, between a comment with their name and the comment <!-- end -->.
func TestContributingListsPlaceholdersAndConditions(t *testing.T) {
	text, err := os.ReadFile(contributing)
	if err != nil {
		t.Fatal(err)
	}
	renewed := string(text)
	for name, table := range map[string]string{"placeholders": placeholderTable(), "conditions": conditionTable(t)} {
		before, rest, begins := strings.Cut(renewed, "<!-- "+name+" -->\n")
		_, after, ends := strings.Cut(rest, "<!-- end -->")
		if !begins || !ends {
			t.Errorf("%s has no place for the %s: <!-- %s -->, a line <!-- end -->", contributing, name, name)
			continue
		}
		renewed = before + "<!-- " + name + " -->\n" + table + "<!-- end -->" + after
	}
	if *update {
		writeFile(t, contributing, renewed)
	}
	if renewed != string(text) && !*update {
		t.Errorf("the tables in %s are not up to date (write them anew with make renew)", contributing)
	}
}

// placeholderTable has a line for each placeholder.
func placeholderTable() string {
	var b strings.Builder
	b.WriteString("| placeholder | what stands there | where |\n|---|---|---|\n")
	for i, p := range placeholders {
		if p.Hidden {
			continue
		}
		where := "pages of ports"
		switch {
		case i >= vSite:
			where = "every page"
		case p.needs != "":
			where = "ports with `" + adviceFor(p.needs) + "`"
		}
		fmt.Fprintf(&b, "| `{%s}` | %s | %s |\n", p.Name.Name, p.doc, where)
	}
	return b.String()
}

// conditionDocs say what the values of `when` mean.
var conditionDocs = map[string]string{
	"status=assigned":   "a service has the port, for at least one transport",
	"status=unassigned": "open to applications",
	"status=reserved":   "held back by IANA",
	"status=dynamic":    "49152 to 65535, never assigned",

	"tcp=not-listed":    "no row of the registry speaks of this transport",
	"tcp=assigned":      "assigned for this transport",
	"tcp=unassigned":    "open to applications for this transport",
	"tcp=reserved":      "held back for this transport",
	"tcp=de-registered": "given back: the registry says removed, deprecated and the like",
	"tcp=dynamic":       "49152 to 65535",

	"range=system":  "0 to 1023",
	"range=user":    "1024 to 49151",
	"range=dynamic": "49152 to 65535",

	"services=none":    "no row names a service",
	"services=one":     "one name, aliases not counted",
	"services=several": "several names on one transport",
	"services=differ":  "different names for TCP and UDP",

	"kind=edge":            "reserved as the end of a range: 0, 1023, 1024, 49151",
	"kind=other-transport": "assigned, with a transport that is reserved for that reason",
	"kind=deassigned":      "was assigned once, by status or by note",
	"kind=private-use":     "assigned to a use without a name, such as “any private mail system”",
	"kind=unstated":        "a row names a service and no transport",
	"kind=widespread":      "a row records a use that is widespread without being assigned",
	"kind=plain":           "none of these",

	"has=previous":          "not port 0",
	"has=next":              "not port 65535",
	"has=previous-assigned": "a lower port has a service",
	"has=next-assigned":     "a higher port has a service",
	"has=alone":             "its block is this port only",
	"has=large-block":       fmt.Sprintf("its block has %d ports or more", largeBlock),
	"has=references":        "a row has references",
	"has=notes":             "a row has notes",
	"has=unauthorized":      "a row reports use without assignment",
	"has=aliases":           "a row's name is an alias or historic",
	"has=transports":        "a row names a service and its transport",
	"has=long-services":     fmt.Sprintf("the list of its services is longer than %d characters", longList),
	"has=uses":              "software is known to use it for which the registry does not name it",

	"essay=true":  "there is an essay for the port",
	"essay=false": "there is none",
}

// otherConditions are the keys whose values are not fixed.
var otherConditions = [][3]string{
	{"in", "a table of `content/facts` or a slug in one", "the table lists the port"},
	{"ports", "`8080`, `6000-6063`", "one of these ports"},
	{"not", "conditions of its own", "these do not hold"},
}

// conditionTable has a line for each value of each key of `when`. The four transports have the same values.
func conditionTable(t *testing.T) string {
	values := Conditions()
	var b strings.Builder
	b.WriteString("| key | value | holds for |\n|---|---|---|\n")
	said := 0
	for _, key := range []string{"status", "tcp", "range", "services", "kind", "has", "essay"} {
		name := "`" + key + "`"
		if key == "tcp" {
			name = "`tcp` `udp` `sctp` `dccp`"
		}
		for _, value := range values[key] {
			doc, ok := conditionDocs[key+"="+value]
			if !ok {
				t.Errorf("nothing says what %s: %s means", key, value)
			}
			said++
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", name, value, doc)
		}
	}
	for _, c := range otherConditions {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c[0], c[1], c[2])
	}
	if said != len(conditionDocs) {
		t.Errorf("%d values of conditions are described, of which %d exist", len(conditionDocs), said)
	}
	for _, key := range transportKeys {
		if !slices.Equal(values[key], values["tcp"]) {
			t.Errorf("the values of %s differ from those of tcp", key)
		}
	}
	return b.String()
}
