package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Comments of HTML are for writers, to each other and to themselves: they are no part of the page.
// They are the only raw HTML that a text may hold.

// dropComment takes a block out of the tree if it is a comment and nothing else. What stands in it is
// treated like code: placeholders in a comment mean nothing.
func (d *document) dropComment(n *ast.HTMLBlock) bool {
	lines := n.Lines()
	if n.HTMLBlockType != ast.HTMLBlockType2 || lines.Len() == 0 {
		return false
	}
	last := lines.At(lines.Len() - 1)
	if n.HasClosure() {
		last = n.ClosureLine
	}
	whole := text.NewSegment(lines.At(0).Start, last.Stop)
	if !isComment(whole.Value(d.source)) {
		return false
	}
	d.code = append(d.code, whole)
	n.Parent().RemoveChild(n.Parent(), n)
	return true
}

// dropInlineComment is dropComment within a line of text.
func (d *document) dropInlineComment(n *ast.RawHTML) bool {
	if n.Segments.Len() == 0 {
		return false
	}
	whole := text.NewSegment(n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop)
	if !isComment(whole.Value(d.source)) {
		return false
	}
	d.code = append(d.code, whole)
	n.Parent().RemoveChild(n.Parent(), n)
	return true
}

// isComment reports whether src is one comment from its beginning to its end.
func isComment(src []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(src), []byte("<!--"))
	return ok && bytes.Index(rest, []byte("-->")) == len(rest)-len("-->")
}
