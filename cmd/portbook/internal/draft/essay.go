package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// facts is what is known of a port, as the draft of its essay wants it.
type facts struct {
	Port     int
	Name     string
	Assumes  string // the line of the front matter that is true of the registry
	Related  string // ports, joined with commas
	Sources  []source
	Today    string // YYYY-MM-DD
	Assigned bool
	Rows     []string // what the registry says, a line each
	Uses     []site.KnownUse
}

type source struct{ Title, URL string }

// Essay returns the beginning of the essay of a port, filled in with what the registry and the facts
// tables say. The other texts of the site may have faults. Today is the date it begins: YYYY-MM-DD.
func Essay(s *site.Site, port int, today string) []byte {
	r := s.Registry()
	rows := r.Assignments(port)
	f := facts{Port: port, Today: today, Uses: s.KnownUses(port), Name: headline(r, port), Assumes: "status: " + r.Headline(port).String()}
	if services := content.ServicesOf(rows); len(services) > 0 {
		f.Assigned = true
		f.Name = r.Primary(port).Service
		f.Assumes = "services: [" + strings.Join(quoted(services), ", ") + "]"
		f.Related = namesakes(r, port)
	}
	f.Sources = []source{{fmt.Sprintf("IANA: port %d in the Service Name and Transport Protocol Port Number Registry", port), s.RegistryRow(port)}}
	for _, a := range rows {
		f.Rows = append(f.Rows, row(a))
		for _, ref := range registry.References(a.Reference) {
			if rfc := (source{ref.Text, ref.URL}); ref.URL != "" && !slices.Contains(f.Sources, rfc) {
				f.Sources = append(f.Sources, rfc)
			}
		}
	}
	return fill(essayDraft, f)
}

// headline is the name of a port that has no service: Unassigned.
func headline(r *registry.Registry, port int) string {
	status := r.Headline(port).String()
	return strings.ToUpper(status[:1]) + status[1:]
}

func quoted(services []string) []string {
	list := make([]string, len(services))
	for i, s := range services {
		list[i] = inYAML(s)
	}
	return list
}

// namesakes lists the other ports that are assigned to the same service, as related ports.
func namesakes(r *registry.Registry, port int) string {
	name := r.Primary(port).Service
	var list []string
	for _, a := range r.All() {
		number := fmt.Sprint(a.First)
		if a.Service == name && a.First >= 0 && a.First == a.Last && a.First != port && !slices.Contains(list, number) {
			list = append(list, number)
		}
	}
	return strings.Join(list, ", ")
}

// row is a row of the registry in one line.
func row(a *registry.Assignment) string {
	parts := []string{}
	for _, cell := range []string{a.Service, a.Transport.String(), a.Summary(), a.Registered, a.Reference, a.Notes} {
		if cell = strings.Join(strings.Fields(cell), " "); cell != "" {
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, " · ")
}

const essayDraft = `---
# Title of the page: "Port <<.Port>>: NAME — TAGLINE", at most 70 characters in all.
# The name as people write it. The tagline says what it is for, without a full stop and without the name.
name: <<yaml .Name>>
tagline: "Still to be written: what it is for"
# The answer to "what is port <<.Port>>?", also for search engines: 70 to 155 characters.
summary: "Still to be written: one or two sentences that begin with: Port <<.Port>> …"
# What the essay assumes of the registry. When the registry changes, the build says so.
<<.Assumes>>
<<- if .Related>>
# Ports that a reader may also be looking for.
related: [<<.Related>>]
<<- end>>
sources:
<<- range .Sources>>
  - title: <<yaml .Title>>
    url: <<yaml .URL>>
<<- end>>
authors: ["Still to be written: your name"]
updated: <<.Today>>
# Questions that are asked of this port only, if there are any.
# faq:
#   - question: …?
#     answer: "…"
---
<!-- The registry says:
<<range .Rows>>  <<prose .>>
<<else>>  nothing; dynamic ports have no rows
<<end>>
<<- if .Uses>>Known uses (content/facts/defacto.csv):
<<range .Uses>>  <<prose .Name>>: <<prose .What>> <<prose .Source>>
<<end>><<end ->>
Write plainly, in your own words. Prove what you say with footnotes: [^rfc6335] in the text, and a line
[^rfc6335]: RFC 6335, section 6. [rfc-editor.org/rfc/rfc6335](https://www.rfc-editor.org/rfc/rfc6335) at the end.
Leave out sections about which there is nothing to say. 150 to 3000 words; commands in fenced blocks. -->

Still to be written: what this port is about, in one paragraph.
<<if .Assigned>>
## What it carries

<!-- What the service does, and for whom. -->

Still to be written.

## How it came to be

<!-- Who asked for the number, when, and what it replaced. Only what a source states. -->

Still to be written.

## TCP and UDP

<!-- Which transport is used in practice, whatever the registry lists. -->

Still to be written.

## Running it well

<!-- What to know before opening it to others. -->

Still to be written.
<<else>>
## What is seen there

<!-- Which programs are known to use it, by default or by habit, and who says so. -->

Still to be written.

## Its neighbours

<!-- Whether the numbers beside it have to do with it. -->

Still to be written.
<<end ->>
`
