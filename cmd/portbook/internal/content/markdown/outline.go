package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

// A Kind says what a block of a text is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota // running text: a paragraph, also one in a list or a quotation
	Title                 // a heading
	Cell                  // a cell of a table
	Footnote              // a paragraph of a footnote
	Code                  // a block of code
)

// A Block is the smallest part of a text that stands by itself.
type Block struct {
	Kind  Kind
	Level int    // of a heading, as written: 2 is ##
	Line  int    // of the file, on which it begins
	Text  string // what it says, on one line, `code` in its backticks; of a block of code, the code
}

// An Outline is a text as a critic reads it: its blocks and where it leads, without HTML.
// Placeholders stand in it as written.
type Outline struct {
	Blocks []Block
	Links  []Link
}

// NewOutline reads a Markdown text. Line is the line of the file on which src begins.
func NewOutline(line int, src []byte) Outline {
	src = frontmatter.Normalise(src)
	o := outliner{src: src, line: line}
	root := converter().Parser().Parse(text.NewReader(src))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			o.block(n)
			o.link(n)
		}
		return ast.WalkContinue, nil
	})
	return o.Outline
}

// An outliner gathers an outline.
type outliner struct {
	Outline
	src  []byte
	line int
}

func (o *outliner) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		o.add(n, Title, n.Level)
	case *ast.Paragraph, *ast.TextBlock:
		if within(n, extast.KindFootnote) {
			o.add(n, Footnote, 0)
		} else {
			o.add(n, Paragraph, 0)
		}
	case *extast.TableCell:
		o.add(n, Cell, 0)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		if n.Lines().Len() > 0 {
			o.Blocks = append(o.Blocks, Block{Code, 0, o.lineAt(n.Lines().At(0).Start), linesOf(n.Lines(), o.src)})
		}
	}
}

func (o *outliner) add(n ast.Node, kind Kind, level int) {
	var b strings.Builder
	o.say(&b, n)
	o.Blocks = append(o.Blocks, Block{kind, level, o.lineAt(offsetOf(n)), strings.Join(strings.Fields(b.String()), " ")})
}

// say writes what the inline nodes below n say.
func (o *outliner) say(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(o.src))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.CodeSpan:
			b.WriteByte('`')
			o.say(b, c)
			b.WriteByte('`')
		case *ast.AutoLink:
			b.Write(c.Label(o.src))
		default:
			o.say(b, c)
		}
	}
}

func (o *outliner) link(n ast.Node) {
	dest, image := "", false
	switch n := n.(type) {
	case *ast.Link:
		dest = string(n.Destination)
	case *ast.Image:
		dest, image = string(n.Destination), true
	case *ast.AutoLink:
		if dest = string(n.URL(o.src)); n.AutoLinkType == ast.AutoLinkEmail {
			return
		}
	default:
		return
	}
	o.Links = append(o.Links, Link{Dest: dest, Line: o.lineAt(offsetOf(n)), Image: image})
}

func (o *outliner) lineAt(offset int) int {
	return o.line + bytes.Count(o.src[:min(offset, len(o.src))], []byte("\n"))
}
