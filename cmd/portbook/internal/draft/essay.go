package draft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// facts is what is known of a port, as the draft of its essay wants it.
type facts struct {
	Port     int
	Name     string
	Services []string // for the line of the front matter that is true of the registry
	Status   registry.Status
	Related  []string // ports
	Sources  []registry.Reference
	Today    string   // YYYY-MM-DD
	Rows     []string // what the registry says, a line each
	Uses     []site.KnownUse
}

// Essay returns the beginning of the essay of a port, filled in with what the registry and the facts
// tables say. The other texts of the site may have faults. Today is the date it begins: YYYY-MM-DD.
func Essay(s *site.Site, port int, today string) []byte {
	r := s.Registry()
	f := facts{Port: port, Today: today, Uses: s.KnownUses(port), Services: content.ServicesOf(r.Assignments(port)), Status: r.Headline(port)}
	status := f.Status.String()
	f.Name = strings.ToUpper(status[:1]) + status[1:]
	if len(f.Services) > 0 {
		f.Name = r.Primary(port).Service
		f.Related = namesakes(r, port)
	}
	iana := fmt.Sprintf("IANA: port %d in the Service Name and Transport Protocol Port Number Registry", port)
	f.Sources = []registry.Reference{{Text: iana, URL: s.RegistryRow(port)}}
	for _, a := range r.Assignments(port) {
		f.Rows = append(f.Rows, row(a))
		for _, ref := range registry.References(a.Reference) {
			if ref.URL != "" && !slices.Contains(f.Sources, ref) {
				f.Sources = append(f.Sources, ref)
			}
		}
	}
	return fill("essay.tmpl", f)
}

// namesakes lists the other ports that are assigned to the same service.
func namesakes(r *registry.Registry, port int) []string {
	name := r.Primary(port).Service
	var list []string
	for _, a := range r.All() {
		number := strconv.Itoa(a.First)
		if a.Service == name && a.First >= 0 && a.First == a.Last && a.First != port && !slices.Contains(list, number) {
			list = append(list, number)
		}
	}
	return list
}

// row is a row of the registry in one line.
func row(a *registry.Assignment) string {
	var parts []string
	for _, cell := range []string{a.Service, a.Transport.String(), a.Summary(), a.Registered, a.Reference, a.Notes} {
		if cell = strings.Join(strings.Fields(cell), " "); cell != "" {
			parts = append(parts, cell)
		}
	}
	return strings.Join(parts, " · ")
}
