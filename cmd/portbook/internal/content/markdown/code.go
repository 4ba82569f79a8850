package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// prepareCode replaces code by its finished HTML, so that goldmark's renderer just copies it.
func (d *document) prepareCode() {
	for _, n := range nodes[ast.Node](d.root) {
		switch n := n.(type) {
		case *ast.CodeSpan:
			d.prepareSpan(n)
		case *ast.FencedCodeBlock:
			d.prepareBlock(n, string(n.Language(d.source)))
		case *ast.CodeBlock:
			d.prepareBlock(n, "")
		}
	}
}

func (d *document) prepareSpan(n *ast.CodeSpan) {
	var b strings.Builder
	for _, t := range nodes[*ast.Text](n) {
		d.code = append(d.code, t.Segment)
		b.WriteString(strings.ReplaceAll(string(t.Segment.Value(d.source)), "\n", " "))
	}
	if within(n, ast.KindImage) {
		return // there it is part of an attribute, which takes no tags
	}
	html := appendMarkup([]byte("<code>"), d.codeText(b.String()))
	replaceByHTML(n, string(html)+"</code>")
}

func (d *document) prepareBlock(n ast.Node, info string) {
	lines := n.Lines()
	for i := range lines.Len() {
		d.code = append(d.code, lines.At(i))
	}
	language, known := languageOf(info)
	if !known {
		d.fault(offsetOf(n), "unknown language "+quoted(d.marks.written(info))+" of a code block", languageAdvice(info))
	}
	source := strings.TrimRight(linesOf(lines, d.source), "\n")
	code := d.setOff(language.highlight(d.codeText(source)))
	replaceByHTML(n, language.open()+code+"</code></pre>\n")
}

// setOff makes the values in a block of code stand out, so that the eye finds the number.
func (d *document) setOff(html string) string {
	return d.marks.rewrite(html,
		func(slot int) string { return "<b>" + d.marks.mark(slot) + "</b>" },
		func(name string) string { return "{" + name + "}" })
}

// codeText resolves the double braces of code: around a known name they show single braces,
// around anything else they are part of the code.
func (d *document) codeText(code string) string {
	return d.marks.rewrite(code, d.marks.mark, func(name string) string {
		if _, known := d.Vocabulary.written(name); known {
			return "{" + name + "}"
		}
		return "{{" + name + "}}"
	})
}

func replaceByHTML(n ast.Node, html string) {
	finished := ast.NewString([]byte(html))
	finished.SetCode(true) // goldmark's word for: write as it is
	n.Parent().ReplaceChild(n.Parent(), n, finished)
}

func within(n ast.Node, kind ast.NodeKind) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == kind {
			return true
		}
	}
	return false
}

func linesOf(lines *text.Segments, src []byte) string {
	var b strings.Builder
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(src))
	}
	return b.String()
}

// A CodeBlock is a fenced or indented block of code in a Markdown text.
type CodeBlock struct {
	Info string // the word after the opening fence; "" without one
	Line int    // of the first line of code, counted from 1 at the start of the text
	Text string // the code with its placeholders as written, every line ended by a line feed
}

// CodeBlocks lists the code blocks of a Markdown text in order, whatever language they are in.
func CodeBlocks(src []byte) []CodeBlock {
	root := converter().Parser().Parse(text.NewReader(src))
	var blocks []CodeBlock
	for _, n := range nodes[ast.Node](root) {
		info := ""
		switch n := n.(type) {
		case *ast.FencedCodeBlock:
			info = string(n.Language(src))
		case *ast.CodeBlock:
		default:
			continue
		}
		block := CodeBlock{Info: info, Text: linesOf(n.Lines(), src)}
		if n.Lines().Len() > 0 {
			first := n.Lines().At(0)
			block.Line = 1 + strings.Count(string(src[:first.Start]), "\n")
		}
		blocks = append(blocks, block)
	}
	return blocks
}
