package markdown

import (
	"bytes"
	"slices"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

const plainSource = `Port {port} is ` + "`ssh -p 22`" + `, see [there](/ports/23#a "title")
or <https://a.example/>.[^n]

## A *title*

- one ![picture](/assets/x.png)
- two

| a | b |
|---|---|
| c | ` + "`d`" + ` |

` + "```sh\nnc HOST 22\n```" + `

<!-- [not](/this) -->

[^n]: Note.
`

func TestPlainTextHasEveryBlockAtItsLine(t *testing.T) {
	p := NewPlainText(11, []byte(plainSource))
	blocks := []Block{
		{Kind: Paragraph, Line: 11, Text: "Port {port} is `ssh -p 22`, see there or https://a.example/."},
		{Kind: Title, Level: 2, Line: 14, Text: "A title"},
		{Kind: Paragraph, Line: 16, Text: "one picture"},
		{Kind: Paragraph, Line: 17, Text: "two"},
		{Kind: Cell, Line: 19, Text: "a"},
		{Kind: Cell, Line: 19, Text: "b"},
		{Kind: Cell, Line: 21, Text: "c"},
		{Kind: Cell, Line: 21, Text: "`d`"},
		{Kind: Code, Info: "sh", Line: 24, Text: "nc HOST 22\n"},
		{Kind: Footnote, Line: 29, Text: "Note."},
	}
	if !slices.Equal(p.Blocks, blocks) {
		t.Errorf("got\n%v\nwant\n%v", p.Blocks, blocks)
	}
	links := []Link{{"/ports/23#a", 11, false}, {"https://a.example/", 12, false}, {"/assets/x.png", 16, true}}
	if !slices.Equal(p.Links, links) {
		t.Errorf("got\n%v\nwant\n%v", p.Links, links)
	}
}

// FuzzPlainText: any text has blocks, whose lines are lines of the text.
func FuzzPlainText(f *testing.F) {
	f.Add([]byte(plainSource))
	f.Add([]byte("[a]: b\n\n[^1]: c\r\n|-|\n|\x00|"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p := NewPlainText(1, src)
		last := 1 + bytes.Count(frontmatter.Normalise(src), []byte("\n"))
		for _, b := range p.Blocks {
			if b.Line < 1 || b.Line > last {
				t.Errorf("block on line %d of %d: %q", b.Line, last, b.Text)
			}
		}
	})
}
