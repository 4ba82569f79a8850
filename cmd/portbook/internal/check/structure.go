package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/draft"
)

// headings looks for skipped levels: a reader who jumps from heading to heading would look for what is missing. A text
// begins with level 2, since its page's title is the heading of level 1.
func headings(t *text, report report) {
	for _, f := range t.fields {
		before := 1
		for _, b := range f.blocks {
			if b.Kind != markdown.Title {
				continue
			}
			if b.Level > before+1 {
				report(b.Line, fmt.Sprintf("heading of level %d below one of level %d", b.Level, before), "write "+strings.Repeat("#", before+1))
			}
			before = b.Level
		}
	}
}

// The first group is the id of a footnote's text, the second that of a mark.
var footnote = regexp.MustCompile(`^ {0,3}\[\^([^\]\s]+)\]:|\[\^([^\]\s]+)\]`)

// footnotes reports marks without a text, which readers would see as brackets, and texts without a
// mark, which they would not see at all.
func footnotes(t *text, report report) {
	texts, marks := map[string]int{}, map[string]int{} // lines
	var order []string
	for i, line := range strings.Split(t.withoutCode(), "\n") {
		for _, m := range footnote.FindAllStringSubmatch(line, -1) {
			if id := m[1] + m[2]; texts[id]+marks[id] == 0 {
				order = append(order, id)
			}
			if m[1] != "" {
				texts[m[1]] = t.body.BodyLine + i
			} else if marks[m[2]] == 0 {
				marks[m[2]] = t.body.BodyLine + i
			}
		}
	}
	for _, id := range order {
		switch {
		case texts[id] == 0:
			report(marks[id], "the footnote [^"+id+"] has no text", "add a line [^"+id+"]: …")
		case marks[id] == 0:
			report(texts[id], "nothing refers to the footnote [^"+id+"]", "put [^"+id+"] behind what it proves, or take it out")
		}
	}
}

var (
	fence         = regexp.MustCompile("(?m)^ {0,3}(?:```|~~~).*$")
	codeOrComment = regexp.MustCompile("(?s)`[^`]+`|<!--.*?-->")
)

// withoutCode blanks code and comments out of a body, keeping its line breaks.
func (t *text) withoutCode() string {
	lines := strings.Split(string(t.body.Body), "\n")
	for _, b := range t.field("text").blocks {
		if b.Kind == markdown.Code {
			first := b.Line - t.body.BodyLine
			clear(lines[first:min(first+strings.Count(b.Text, "\n"), len(lines))])
		}
	}
	prose := fence.ReplaceAllString(strings.Join(lines, "\n"), "")
	return codeOrComment.ReplaceAllStringFunc(prose, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
}

// length counts the words of an essay: too few leave the reader's question open, too many are not read.
func length(t *text, report report) {
	words := 0
	for _, b := range t.field("text").blocks {
		if b.Kind == markdown.Paragraph || b.Kind == markdown.Cell || b.Kind == markdown.Title {
			words += len(strings.Fields(b.Text))
		}
	}
	switch problem := fmt.Sprintf("the essay has %d words", words); {
	case t.essay == nil || draft.IsUnwritten(t.src):
	case words < 150:
		report(t.body.BodyLine, problem, "below 150 it says little more than its summary; write on, or write a note instead")
	case words > 3000:
		report(t.body.BodyLine, problem, "above 3000 few read to the end; shorten it, or move a part to a page of its own")
	}
}

func paragraphs(t *text, report report) {
	for _, b := range t.blocks {
		if n := len(strings.Fields(b.Text)); b.Kind == markdown.Paragraph && n > 120 {
			report(b.Line, fmt.Sprintf("a paragraph of %d words", n), "part it; beyond 120 words it is a wall")
		}
	}
}

// A verb in the passive. Participles without -ed that English texts about ports use are listed.
var passiveVerb = regexp.MustCompile(`\b(?:is|are|was|were|be|been|being) (?:(?:not|also|often|never|now|then|still|\w+ly) )?` +
	`(?:\w+ed|built|chosen|done|drawn|found|given|held|kept|known|left|made|meant|put|read|run|seen|sent|set|shown|` +
	`taken|told|understood|written)\b`)

// passive reports paragraphs of more than three sentences all of which hide who acts. English only.
func passive(t *text, report report) {
	active := func(sentence string) bool { return !passiveVerb.MatchString(sentence) }
	for _, b := range t.blocks {
		all := sentences(b)
		if t.locale == "" && b.Kind == markdown.Paragraph && len(all) > 3 && !slices.ContainsFunc(all, active) {
			report(b.Line, fmt.Sprintf("%d sentences in a row in the passive", len(all)), "say who does it")
		}
	}
}
