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
			path := s.files[i].path
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

// TestNoOtherPortsServiceIsTheHeading: what stands in the title between "Port 855:" and the dash is
// this port's, so that nobody who looks for ssh lands on the page of its neighbour. The tagline
// after the dash may place a port among its neighbours.
func TestNoOtherPortsServiceIsTheHeading(t *testing.T) {
	s := wholeSite(t)
	listings := readListings(t, s.inputs.Registry)
	services := map[string]bool{}
	for _, rows := range listings {
		for _, row := range rows {
			services[row.service] = row.service != ""
		}
	}
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) {
			f := &s.files[i]
			if f.render != nil || f.locale.dir != "" {
				return
			}
			title, _ := headOf(page)
			heading, _, _ := strings.Cut(title, " — ")
			_, heading, _ = strings.Cut(heading, ": ")
			for _, word := range strings.FieldsFunc(strings.ToLower(heading), partsWords) {
				if services[word] && !ownWord(listings[f.port], word) {
					wrong.addf("%s: %s in the heading of %q is the service of another port", f.path, word, title)
				}
			}
		}
	})
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
