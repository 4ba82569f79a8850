package markdown

import (
	"bytes"
	"slices"
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
	Info  string // of a block of code: the word after the opening fence
	Line  int    // of the file, on which it begins
	Text  string // on one line, `code` in its backticks; of a block of code, its lines, each ended by a line feed
}

// PlainText is a Markdown text without markup: its blocks, and where it links to. Placeholders stand in it as written.
type PlainText struct {
	Blocks []Block
	Links  []Link
}

// NewPlainText reads a Markdown text. Line is the line of the file on which src begins.
func NewPlainText(line int, src []byte) PlainText {
	src = frontmatter.Normalise(src)
	var p PlainText
	for _, n := range nodes[ast.Node](converter().Parser().Parse(text.NewReader(src))) {
		lineAt := func(offset int) int { return line + bytes.Count(src[:min(offset, len(src))], []byte("\n")) }
		if b, ok := textBlock(n, src); ok {
			b.Line = lineAt(offsetOf(n))
			p.Blocks = append(p.Blocks, b)
		}
		if info, lines := codeOf(n, src); lines != nil && lines.Len() > 0 {
			p.Blocks = append(p.Blocks, Block{Kind: Code, Info: info, Line: lineAt(lines.At(0).Start), Text: string(lines.Value(src))})
		}
		if dest, image := destinationOf(n, src); dest != nil {
			p.Links = append(p.Links, Link{Dest: string(*dest), Line: lineAt(offsetOf(n)), Image: image})
		}
	}
	return p
}

// CodeBlocks lists the blocks of code of a Markdown text. Lines are counted from 1 at its start.
func CodeBlocks(src []byte) []Block {
	return slices.DeleteFunc(NewPlainText(1, src).Blocks, func(b Block) bool { return b.Kind != Code })
}

// textBlock returns the block that n is, or false.
func textBlock(n ast.Node, src []byte) (b Block, ok bool) {
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Level = Title, n.Level
	case *ast.Paragraph, *ast.TextBlock:
		if within(n, extast.KindFootnote) {
			b.Kind = Footnote
		}
	case *extast.TableCell:
		b.Kind = Cell
	default:
		return b, false
	}
	var text strings.Builder
	writePlain(&text, n, src)
	b.Text = strings.Join(strings.Fields(text.String()), " ")
	return b, true
}

// writePlain writes the text of the inline nodes below n.
func writePlain(b *strings.Builder, n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(src))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.CodeSpan:
			b.WriteByte('`')
			writePlain(b, c, src)
			b.WriteByte('`')
		case *ast.AutoLink:
			b.Write(c.Label(src))
		default:
			writePlain(b, c, src)
		}
	}
}
