package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// prepareCode replaces code by its finished HTML, so that goldmark's renderer just copies it.
func (d *document) prepareCode() {
	for _, n := range nodes[ast.Node](d.root) {
		if span, ok := n.(*ast.CodeSpan); ok {
			d.prepareSpan(span)
		}
		if info, lines := codeOf(n, d.source); lines != nil {
			d.prepareBlock(n, info, lines)
		}
	}
}

// codeOf returns the lines of a block of code and the word after its opening fence; nil for other nodes.
func codeOf(n ast.Node, src []byte) (info string, lines *text.Segments) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		return string(n.Language(src)), n.Lines()
	case *ast.CodeBlock:
		return "", n.Lines()
	}
	return "", nil
}

func (d *document) prepareSpan(n *ast.CodeSpan) {
	for _, t := range nodes[*ast.Text](n) {
		d.code = append(d.code, t.Segment)
	}
	if within(n, ast.KindImage) {
		return // there it is part of an attribute, which takes no tags
	}
	code := strings.ReplaceAll(textOf(n, d.source), "\n", " ")
	replaceByHTML(n, "<code>"+markup.Replace(d.codeText(code))+"</code>")
}

func (d *document) prepareBlock(n ast.Node, info string, lines *text.Segments) {
	d.code = append(d.code, lines.Sliced(0, lines.Len())...)
	language, known := languages[info]
	if !known {
		d.fault(offsetOf(n), "unknown language "+quoted(d.written(info))+" of a code block", languageAdvice(info))
	}
	source := strings.TrimRight(string(lines.Value(d.source)), "\n")
	code := language.highlight(d.codeText(source))
	code = d.rewrite(code, func(i int) string { return "<b>" + d.Marker(i) + "</b>" }, inSingle) // the eye finds the number
	replaceByHTML(n, "<pre"+language.class+"><code>"+code+"</code></pre>\n")
}

// codeText resolves the double braces of code: around a known name they show single braces,
// around anything else they are part of the code.
func (d *document) codeText(code string) string {
	return d.rewrite(code, d.Marker, func(name string) string {
		if slices.Contains(d.Vocabulary.Visible(), name) {
			return inSingle(name)
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

// checkRawHTML refuses tags, since every tag of the site stands in a template. Comments are for writers: they are taken
// out of the tree, and what stands in them is treated like code: placeholders mean nothing there.
func (d *document) checkRawHTML() {
	for _, n := range nodes[ast.Node](d.root) {
		var lines *text.Segments
		var closure text.Segment
		switch n := n.(type) {
		case *ast.HTMLBlock:
			lines, closure = n.Lines(), n.ClosureLine
		case *ast.RawHTML:
			lines = n.Segments
		}
		if lines == nil || lines.Len() == 0 {
			continue
		}
		whole := text.NewSegment(lines.At(0).Start, max(closure.Stop, lines.At(lines.Len()-1).Stop))
		if !isComment(whole.Value(d.source)) {
			d.fault(whole.Start, "raw HTML is not allowed", "write Markdown; to show a tag, put it in `code`")
			continue
		}
		d.code = append(d.code, whole)
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// isComment reports whether src is one comment from its beginning to its end.
func isComment(src []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(src), []byte("<!--"))
	return ok && bytes.Index(rest, []byte("-->")) == len(rest)-len("-->")
}
