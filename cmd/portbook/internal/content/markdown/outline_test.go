package markdown

import (
	"bytes"
	"slices"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

const outlined = `Port {port} is ` + "`ssh -p 22`" + `, see [there](/ports/23#a "title")
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

func TestAnOutlineHasEveryBlockAtItsLine(t *testing.T) {
	o := NewOutline(11, []byte(outlined))
	blocks := []Block{
		{Paragraph, 0, 11, "Port {port} is `ssh -p 22`, see there or https://a.example/."},
		{Title, 2, 14, "A title"},
		{Paragraph, 0, 16, "one picture"},
		{Paragraph, 0, 17, "two"},
		{Cell, 0, 19, "a"},
		{Cell, 0, 19, "b"},
		{Cell, 0, 21, "c"},
		{Cell, 0, 21, "`d`"},
		{Code, 0, 24, "nc HOST 22\n"},
		{Footnote, 0, 29, "Note."},
	}
	if !slices.Equal(o.Blocks, blocks) {
		t.Errorf("got\n%v\nwant\n%v", o.Blocks, blocks)
	}
	links := []Link{{"/ports/23#a", 11, false}, {"https://a.example/", 12, false}, {"/assets/x.png", 16, true}}
	if !slices.Equal(o.Links, links) {
		t.Errorf("got\n%v\nwant\n%v", o.Links, links)
	}
}

// FuzzOutline: any text has an outline, whose lines are lines of the text.
func FuzzOutline(f *testing.F) {
	f.Add([]byte(outlined))
	f.Add([]byte("[a]: b\n\n[^1]: c\r\n|-|\n|\x00|"))
	f.Fuzz(func(t *testing.T, src []byte) {
		o := NewOutline(1, src)
		last := 1 + bytes.Count(frontmatter.Normalise(src), []byte("\n"))
		for _, b := range o.Blocks {
			if b.Line < 1 || b.Line > last {
				t.Errorf("block on line %d of %d: %q", b.Line, last, b.Text)
			}
		}
	})
}
