package lookup

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Find lists the ports that a query asks for, the likeliest first. Of a name they are those of a service,
// a program or an essay of just that name; if there is none, those whose names or descriptions have words
// that begin like the ones asked for.
func Find(facts func(port int) facts.Port, q Query) []int {
	var exact, named, described []int
	if q.Name == "" {
		for port := q.First; port <= q.Last; port++ {
			exact = append(exact, port)
		}
		return exact
	}
	for port := range registry.Ports {
		names, descriptions := texts(facts(port))
		switch {
		case slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, q.Name) }):
			exact = append(exact, port)
		case slices.ContainsFunc(names, func(name string) bool { return Begins(name, q.Name) }):
			named = append(named, port)
		case slices.ContainsFunc(descriptions, func(text string) bool { return Begins(text, q.Name) }):
			described = append(described, port)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return append(named, described...)
}

// texts lists what a port is called (its services, programs, and its essay), and what is said about those in a few words.
func texts(p facts.Port) (names, descriptions []string) {
	for t := range p.Statuses {
		names = append(names, p.Services(registry.Transport(t))...)
	}
	descriptions = append(descriptions, p.Description)
	for _, u := range p.Uses {
		names, descriptions = append(names, u.Name), append(descriptions, u.What)
	}
	if e := p.Essay; e != nil {
		names, descriptions = append(names, e.Name), append(descriptions, e.Tagline)
	}
	return names, descriptions
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
func Missed(facts func(port int) facts.Port, r *registry.Registry, name string) string {
	for _, a := range r.Names() {
		if strings.EqualFold(a.Service, name) {
			return "the registry has that service without a port number"
		}
	}
	var known []string
	for port := range registry.Ports {
		names, _ := texts(facts(port))
		for _, n := range names {
			known = append(append(known, n), words(n)...)
		}
	}
	return fault.DidYouMean(strings.ToLower(name), known)
}
