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

// Essay returns the beginning of the essay of a port, filled in with what the registry and the facts
// tables say. The other texts of the site may have faults. Today is the date it begins: YYYY-MM-DD.
func Essay(s *site.Site, port int, today string) []byte {
	r := s.Registry()
	status, services := r.Headline(port).String(), content.ServicesOf(r.Assignments(port))
	name, related := strings.ToUpper(status[:1])+status[1:], []string(nil)
	if len(services) > 0 {
		name = r.Primary(port).Service
		related = namesakes(r, port)
	}
	iana := fmt.Sprintf("IANA: port %d in the Service Name and Transport Protocol Port Number Registry", port)
	sources := []registry.Reference{{Text: iana, URL: s.RegistryRow(port)}}
	var rows []string
	for _, a := range r.Assignments(port) {
		rows = append(rows, row(a))
		for _, ref := range registry.References(a.Reference) {
			if ref.URL != "" && !slices.Contains(sources, ref) {
				sources = append(sources, ref)
			}
		}
	}
	return fill("essay.tmpl", map[string]any{
		"Port": port, "Name": name, "Services": services, "Status": status, "Related": related, "Sources": sources,
		"Rows": rows, "Uses": s.KnownUses(port), "Today": today,
	})
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
