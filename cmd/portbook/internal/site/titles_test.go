package site

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// TestTitlesAndDescriptionsAreUnique: a search engine shows nothing else of a page, so no two pages
// may look alike there, and none may be cut off.
func TestTitlesAndDescriptionsAreUnique(t *testing.T) {
	s := wholeSite(t)
	var mutex sync.Mutex
	titles, descriptions := map[string]string{}, map[string]string{}
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) {
			path := s.paths[i]
			if !strings.HasSuffix(path, ".html") {
				return
			}
			title, description := headOf(page)
			if n := utf8.RuneCountInString(title); n == 0 || n > 75 {
				wrong.addf("%s: the title has %d characters: %q", path, n, title)
			}
			if n := utf8.RuneCountInString(description); n < 60 || n > 170 {
				wrong.addf("%s: the description has %d characters: %q", path, n, description)
			}
			mutex.Lock()
			defer mutex.Unlock()
			for text, seen := range map[string]map[string]string{title: titles, description: descriptions} {
				if other, ok := seen[text]; ok {
					wrong.addf("%s and %s both say %q", path, other, text)
				}
				seen[text] = path
			}
		}
	})
}

// headOf returns the title of a page and its meta description.
func headOf(page []byte) (title, description string) {
	head := page[:min(len(page), 8<<10)]
	scan(head, nil, func(t tag) {
		if string(t.name) != "meta" {
			return
		}
		if name, _ := t.attribute("name"); name == "description" {
			description, _ = t.attribute("content")
		}
	})
	return between(head, "title"), description
}

// TestNoOtherPortsServiceIsInTheTitle: whoever looks for ssh must not land on the page of its neighbour. Between
// "Port 855:" and the dash stands nothing but this port's own; after it, in words of ours that may happen to be names
// (time, login), at least not what stands next to the port.
func TestNoOtherPortsServiceIsInTheTitle(t *testing.T) {
	s := wholeSite(t)
	listings := readListings(t, s.inputs.Registry)
	services := servicesIn(listings)
	near := nearestServices(listings)
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) {
			loc, port := s.portAt(i)
			if loc == nil || loc.Folder != "" {
				return
			}
			title, _ := headOf(page)
			_, rest, _ := strings.Cut(strings.ToLower(title), ": ")
			heading, tagline, _ := strings.Cut(rest, " — ")
			for _, word := range strings.FieldsFunc(heading, partsWords) {
				if services[word] && !ownWord(listings[port], word) {
					wrong.addf("%s: %s in the heading of %q is the service of another port", s.paths[i], word, title)
				}
			}
			for _, word := range strings.FieldsFunc(tagline, partsWords) {
				known := strings.Contains(strings.ToLower(loc.Uses[port]), word) // OpenTelemetry, known at 4318, has 4317 in the registry
				if near[port][word] && !ownWord(listings[port], word) && loc.Essays[port] == nil && !known {
					wrong.addf("%s: %s in %q is the service of a neighbour", s.paths[i], word, title)
				}
			}
		}
	})
}

// servicesIn is the names of all services, in lower case.
func servicesIn(listings [][]listing) map[string]bool {
	names := map[string]bool{}
	for _, rows := range listings {
		for _, row := range rows {
			if row.service != "" {
				names[strings.ToLower(row.service)] = true
			}
		}
	}
	return names
}

// nearestServices is, for each port, the services of the nearest port that has any, on both sides.
func nearestServices(listings [][]listing) []map[string]bool {
	near := make([]map[string]bool, len(listings))
	for port := range near {
		near[port] = map[string]bool{}
	}
	var last map[string]bool
	pass := func(port int) {
		for name := range last {
			near[port][name] = true
		}
		if own := servicesIn(listings[port : port+1]); len(own) > 0 {
			last = own
		}
	}
	for port := range listings {
		pass(port)
	}
	last = nil
	for port := len(listings) - 1; port >= 0; port-- {
		pass(port)
	}
	return near
}

func partsWords(r rune) bool { return strings.ContainsRune(" (),:", r) }

// ownWord reports whether a word of a heading comes from the port's own rows, or is one of the
// words between names.
func ownWord(rows []listing, word string) bool {
	for _, row := range rows {
		if word == strings.ToLower(row.service) || word == row.transport || strings.Contains(strings.ToLower(row.description), word) {
			return true
		}
	}
	return word == "and" || word == "or"
}
