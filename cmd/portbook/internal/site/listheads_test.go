package site

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	titleOf       = regexp.MustCompile(`<title>([^<]*)</title>`)
	descriptionOf = regexp.MustCompile(`<meta name=description[^>]* content="([^"]*)"`)
)

// TestListsFitSearchResults: each page that is no port's has a title and a description of its own, of a length
// that search engines show.
func TestListsFitSearchResults(t *testing.T) {
	const maxTitle, minDescription, maxDescription = 70, 70, 155
	s := wholeSite(t)
	seen := map[string]string{}
	render := s.NewWorker()
	for i := range s.paths {
		loc, _ := s.portAt(i)
		if loc != nil || !strings.HasSuffix(s.paths[i], ".html") {
			continue
		}
		body := string(render(i, nil))
		title, description := titleOf.FindStringSubmatch(body), descriptionOf.FindStringSubmatch(body)
		if title == nil || description == nil {
			t.Errorf("%s has the title %q and the description %q", s.paths[i], title, description)
			continue
		}
		for _, text := range []string{title[1], description[1]} {
			if other := seen[text]; other != "" {
				t.Errorf("%s and %s both say %q", s.paths[i], other, text)
			}
			seen[text] = s.paths[i]
		}
		if n := utf8.RuneCountInString(html.UnescapeString(title[1])); n > maxTitle {
			t.Errorf("%s has a title of %d characters: %s", s.paths[i], n, title[1])
		}
		if n := utf8.RuneCountInString(html.UnescapeString(description[1])); n < minDescription || n > maxDescription {
			t.Errorf("%s has a description of %d characters: %s", s.paths[i], n, description[1])
		}
	}
}
