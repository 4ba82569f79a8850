package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// questions reports two questions that meet on a page and ask the same: two general ones whose
// conditions overlap, or an essay's own that repeats a general one.
func questions(m *material, say say) {
	type place struct {
		file string
		line int
	}
	seen := map[[2]place]bool{}
	for address, asked := range m.site.Questions() {
		first := map[string]site.Asked{}
		for _, q := range asked {
			key := spoken(q.Text)
			before, again := first[key]
			if !again {
				first[key] = q
				continue
			}
			if before.Own >= 0 && q.Own < 0 { // then the essay's is the one to change
				before, q = q, before
			}
			here, there := place{q.File, m.lineOfQuestion(q)}, place{before.File, m.lineOfQuestion(before)}
			if !seen[[2]place{here, there}] {
				seen[[2]place{here, there}] = true
				say(here.file, here.line, fmt.Sprintf("/%s asks this twice, also at %s:%d: %s", address, there.file, there.line, q.Text),
					"take out one of them, or let `when` part their ports")
			}
		}
	}
}

func (m *material) lineOfQuestion(q site.Asked) int {
	own := q.Own
	for _, t := range m.texts {
		for _, f := range t.fields {
			if t.file != q.File || f.key != "question" && f.key != "title" {
				continue
			}
			if own <= 0 {
				return f.Line
			}
			own--
		}
	}
	return 1
}

// spoken is a text as one hears it: without marks and capitals.
func spoken(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
