package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/draft"
)

// headings reports levels that are skipped: a reader who jumps from heading to heading would look for
// what is missing. A text begins with level 2, since its page's title is the heading of level 1.
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

// footnote finds texts of footnotes, the first group being their ids, and marks, the second.
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
				texts[m[1]] = t.bodyLine + i
			} else if marks[m[2]] == 0 {
				marks[m[2]] = t.bodyLine + i
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
	lines := strings.Split(t.body, "\n")
	for _, b := range t.field("text").blocks {
		if b.Kind == markdown.Code {
			first := b.Line - t.bodyLine
			clear(lines[first:min(first+strings.Count(b.Text, "\n"), len(lines))])
		}
	}
	prose := fence.ReplaceAllString(strings.Join(lines, "\n"), "")
	return codeOrComment.ReplaceAllStringFunc(prose, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
}

// Words of an essay: fewer leave the reader's question open, more are not read.
const minWords, maxWords = 150, 3000

func length(t *text, report report) {
	if t.essay == nil || draft.IsUnwritten(t.src) {
		return
	}
	words := 0
	for _, b := range t.field("text").blocks {
		if b.Kind == markdown.Paragraph || b.Kind == markdown.Cell || b.Kind == markdown.Title {
			words += len(strings.Fields(b.Text))
		}
	}
	problem := fmt.Sprintf("the essay has %d words", words)
	switch {
	case words < minWords:
		report(t.bodyLine, problem, fmt.Sprintf("below %d it says little more than its summary; write on, or write a note instead", minWords))
	case words > maxWords:
		report(t.bodyLine, problem, fmt.Sprintf("above %d few read to the end; shorten it, or move a part to a page of its own", maxWords))
	}
}

// maxParagraph is how many words a paragraph may have before a reader's eye slides off.
const maxParagraph = 120

func paragraphs(t *text, report report) {
	for _, b := range t.blocks {
		if n := len(strings.Fields(b.Text)); b.Kind == markdown.Paragraph && n > maxParagraph {
			report(b.Line, fmt.Sprintf("a paragraph of %d words", n), fmt.Sprintf("part it; beyond %d words it is a wall", maxParagraph))
		}
	}
}

// A verb in the passive. Participles without -ed that English texts about ports use are listed.
var passiveVerb = regexp.MustCompile(`\b(?:is|are|was|were|be|been|being) (?:(?:not|also|often|never|now|then|still|\w+ly) )?` +
	`(?:\w+ed|built|chosen|done|drawn|found|given|held|kept|known|left|made|meant|put|read|run|seen|sent|set|shown|taken|told|understood|written)\b`)

// passiveSentences is of how many sentences a paragraph may consist in which nobody does anything.
const passiveSentences = 3

// passive reports paragraphs all of whose sentences hide who acts. English only.
func passive(t *text, report report) {
	for _, b := range t.blocks {
		if t.locale != "" || b.Kind != markdown.Paragraph {
			continue
		}
		active := func(sentence string) bool { return !passiveVerb.MatchString(sentence) }
		if all := sentences(b); len(all) > passiveSentences && !slices.ContainsFunc(all, active) {
			report(b.Line, fmt.Sprintf("%d sentences in a row in the passive", len(all)), "say who does it")
		}
	}
}
