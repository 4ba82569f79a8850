package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// questions reports two questions that meet on a page and ask the same: two general ones whose
// conditions overlap, or an essay's own that repeats a general one.
func questions(c *corpus, add add) {
	seen := map[[2]site.Place]bool{}
	for address, asked := range c.site.Questions() {
		first := map[string]site.Asked{}
		for _, q := range asked {
			key := normalized(q.Text)
			before, again := first[key]
			if !again {
				first[key] = q
				continue
			}
			if before.Own >= 0 && q.Own < 0 { // then the essay's is the one to change
				before, q = q, before
			}
			here, there := c.placeOf(q), c.placeOf(before)
			if pair := [2]site.Place{here, there}; !seen[pair] {
				seen[pair] = true
				add(here.File, here.Line, fmt.Sprintf("/%s asks this twice, also at %v: %s", address, there, q.Text),
					"take out one of them, or let `when` part their ports")
			}
		}
	}
}

// placeOf is where a question stands.
func (c *corpus) placeOf(q site.Asked) site.Place {
	own := max(q.Own, 0)
	for _, t := range c.texts {
		for _, f := range t.fields {
			if t.file == q.File && (f.key == "question" || f.key == "title") {
				if own == 0 {
					return site.Place{File: q.File, Line: f.Line}
				}
				own--
			}
		}
	}
	return site.Place{File: q.File, Line: 1}
}

// normalized is a text as one hears it: without marks and capitals.
func normalized(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
