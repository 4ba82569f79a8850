package lookup

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Find lists the ports that a query asks for, the likeliest first. Of a name they are those of a service,
// a program or an essay of just that name; if there is none, those whose names or descriptions have words
// that begin like the ones asked for.
func Find(from *export.Source, q Query) []int {
	if q.Name == "" {
		var ports []int
		for port := q.First; port <= q.Last; port++ {
			ports = append(ports, port)
		}
		return ports
	}
	var exact, named, described []int
	for port := range registry.Ports {
		p := from.Port(port)
		switch {
		case !isKnown(p):
		case slices.ContainsFunc(names(p), func(name string) bool { return strings.EqualFold(name, q.Name) }):
			exact = append(exact, port)
		case slices.ContainsFunc(names(p), func(name string) bool { return Begins(name, q.Name) }):
			named = append(named, port)
		case slices.ContainsFunc(descriptions(p), func(text string) bool { return Begins(text, q.Name) }):
			described = append(described, port)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return append(named, described...)
}

// isKnown reports whether anything names the port.
func isKnown(p *export.Port) bool { return p.Service != "" || len(p.Uses) > 0 || p.Essay != nil }

// names lists what a port is called: its services, programs, and its essay.
func names(p *export.Port) []string {
	var list []string
	for _, t := range p.Transports {
		list = append(list, t.Services...)
	}
	for _, u := range p.Uses {
		list = append(list, u.Name)
	}
	if p.Essay != nil {
		list = append(list, p.Essay.Name)
	}
	return list
}

// descriptions lists what is said about a port in a few words.
func descriptions(p *export.Port) []string {
	list := []string{p.Description}
	for _, u := range p.Uses {
		list = append(list, u.What)
	}
	if p.Essay != nil {
		list = append(list, p.Essay.Tagline)
	}
	return list
}

// Begins reports whether each word asked for begins a word of the text.
func Begins(text, asked string) bool {
	have := words(text)
	for _, word := range words(asked) {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, word) }) {
			return false
		}
	}
	return len(words(asked)) > 0
}

// words splits at all that is neither a letter nor a digit.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r < 0x80 && !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
}

// Missed says why a name finds no port, as advice: it is a service without a port, or a known name was
// meant.
func Missed(from *export.Source, name string) string {
	for _, a := range from.Registry.Names() {
		if strings.EqualFold(a.Service, name) {
			return "the registry has that service without a port number"
		}
	}
	var known []string
	for port := range registry.Ports {
		if p := from.Port(port); isKnown(p) {
			for _, n := range names(p) {
				known = append(known, n)
				known = append(known, words(n)...)
			}
		}
	}
	return fault.DidYouMean(strings.ToLower(name), known)
}
