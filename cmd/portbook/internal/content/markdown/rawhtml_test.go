package markdown

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
)

// TestCommentsAreNotPublished: neither what they say nor that they are there, whatever stands in them.
func TestCommentsAreNotPublished(t *testing.T) {
	c := Compiler{Vocabulary: placeholder.Vocabulary{{Name: "port", Safe: true}}}
	for src, want := range map[string]string{
		"<!-- say who -->\n\nText.":                       "<p>Text.",
		"Text.\n<!-- two\n\nlines {prot} {port} -->\nEnd": "<p>Text.\n<p>End",
		"A <!-- {x} --> b":                                "<p>A  b",
		"- one\n  <!-- [no](link) -->\n- two":             "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
		"<!-- # no heading -->":                           "",
		"`<!-- code -->`":                                 "<p><code>&lt;!-- code --&gt;</code>",
	} {
		f, faults := c.Markdown("a.md", 1, src)
		if len(faults) > 0 {
			t.Errorf("%q: %v", src, faults)
		}
		if got := strings.ReplaceAll(string(f.AppendHTML(nil, []string{"1"})), "</p>", ""); got != want {
			t.Errorf("%q becomes %q, want %q", src, got, want)
		}
	}
}

// TestOnlyWholeCommentsAreAllowed: a tag behind a comment, or a comment that never ends and swallows the rest of
// the text, is raw HTML as before.
func TestOnlyWholeCommentsAreAllowed(t *testing.T) {
	c := Compiler{Vocabulary: placeholder.Vocabulary{}}
	for _, src := range []string{"<!-- a --> <b>bold</b>", "<!-- never\n\nended", "<!-- a --> text -->", "x <!-- a --><i>", "<? a ?>", "<!DOCTYPE html>"} {
		if _, faults := c.Markdown("a.md", 1, src); len(faults) != 1 || faults[0].Line != 1 {
			t.Errorf("%q: %v", src, faults)
		}
	}
}
