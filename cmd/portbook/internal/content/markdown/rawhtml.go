package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

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
