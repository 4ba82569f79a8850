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
func headings(t *text, say say) {
	for _, part := range t.parts {
		before := 1
		for _, b := range part.Blocks {
			if b.Kind != markdown.Title {
				continue
			}
			if b.Level > before+1 {
				say(t.file, b.Line, fmt.Sprintf("heading of level %d below one of level %d", b.Level, before),
					"write "+strings.Repeat("#", before+1))
			}
			before = b.Level
		}
	}
}

var (
	footnoteText = regexp.MustCompile(`^ {0,3}\[\^([^\]\s]+)\]:`)
	footnoteMark = regexp.MustCompile(`\[\^([^\]\s]+)\]`)
)

// footnotes reports marks without a text, which readers would see as brackets, and texts without a
// mark, which they would not see at all.
func footnotes(t *text, say say) {
	texts, marks := map[string]int{}, map[string]int{}
	var order []string
	for i, line := range strings.Split(t.withoutCode(), "\n") {
		if m := footnoteText.FindStringSubmatch(line); m != nil {
			texts[m[1]] = t.body.BodyLine + i
			order = append(order, m[1])
			line = line[len(m[0]):]
		}
		for _, m := range footnoteMark.FindAllStringSubmatch(line, -1) {
			if marks[m[1]] == 0 {
				marks[m[1]] = t.body.BodyLine + i
				order = append(order, m[1])
			}
		}
	}
	for _, id := range order {
		switch {
		case texts[id] == 0 && marks[id] > 0:
			say(t.file, marks[id], "the footnote [^"+id+"] has no text", "add a line [^"+id+"]: …")
		case texts[id] > 0 && marks[id] == 0:
			say(t.file, texts[id], "nothing refers to the footnote [^"+id+"]", "put [^"+id+"] behind what it proves, or take it out")
		}
	}
}

var (
	fence         = regexp.MustCompile("^ {0,3}(?:```|~~~)")
	codeOrComment = regexp.MustCompile("(?s)`[^`]+`|<!--.*?-->")
)

// withoutCode blanks code and comments out of a body, keeping its line breaks.
func (t *text) withoutCode() string {
	lines := strings.Split(string(t.body.Body), "\n")
	for _, b := range t.main.Blocks {
		if b.Kind == markdown.Code {
			first := b.Line - t.body.BodyLine
			for i := range strings.Count(b.Text, "\n") {
				lines[min(first+i, len(lines)-1)] = ""
			}
		}
	}
	for i, line := range lines {
		if fence.MatchString(line) {
			lines[i] = ""
		}
	}
	return codeOrComment.ReplaceAllStringFunc(strings.Join(lines, "\n"), func(s string) string {
		return strings.Repeat("\n", strings.Count(s, "\n"))
	})
}

// Words of an essay: fewer leave the reader's question open, more are not read.
const minWords, maxWords = 150, 3000

func length(t *text, say say) {
	if t.essay == nil || draft.IsUnwritten(string(t.src)) {
		return
	}
	words := 0
	for _, b := range t.main.Blocks {
		if b.Kind == markdown.Paragraph || b.Kind == markdown.Cell || b.Kind == markdown.Title {
			words += len(strings.Fields(b.Text))
		}
	}
	switch {
	case words < minWords:
		say(t.file, t.body.BodyLine, fmt.Sprintf("the essay has %d words", words), fmt.Sprintf("below %d it says little more than its summary; write on, or write a note instead", minWords))
	case words > maxWords:
		say(t.file, t.body.BodyLine, fmt.Sprintf("the essay has %d words", words), fmt.Sprintf("above %d few read to the end; shorten it, or move a part to a page of its own", maxWords))
	}
}

// maxParagraph is how many words a paragraph may have before a reader's eye slides off.
const maxParagraph = 120

func paragraphs(t *text, say say) {
	for _, part := range t.parts {
		for _, b := range part.Blocks {
			if n := len(strings.Fields(b.Text)); b.Kind == markdown.Paragraph && n > maxParagraph {
				say(t.file, b.Line, fmt.Sprintf("a paragraph of %d words", n), fmt.Sprintf("part it; beyond %d words it is a wall", maxParagraph))
			}
		}
	}
}

// A verb in the passive. Participles without -ed that English texts about ports use are listed.
var passiveVerb = regexp.MustCompile(`\b(?:is|are|was|were|be|been|being) (?:(?:not|also|often|never|now|then|still|\w+ly) )?` +
	`(?:\w+ed|built|chosen|done|drawn|found|given|held|kept|known|left|made|meant|put|read|run|seen|sent|set|shown|taken|told|understood|written)\b`)

// passiveSentences is of how many sentences a paragraph may consist in which nobody does anything.
const passiveSentences = 3

// passive reports paragraphs all of whose sentences hide who acts. English only.
func passive(t *text, say say) {
	if t.locale != "" {
		return
	}
	for _, part := range t.parts {
		for _, b := range part.Blocks {
			all := sentences(b)
			if b.Kind != markdown.Paragraph || len(all) <= passiveSentences {
				continue
			}
			if n := len(slices.DeleteFunc(slices.Clone(all), passiveVerb.MatchString)); n == 0 {
				say(t.file, b.Line, fmt.Sprintf("%d sentences in a row in the passive", len(all)), "say who does it")
			}
		}
	}
}
