package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
)

// idPrefixKey is where a document carries its prefix of ids.
const idPrefixKey = "portbook-id-prefix"

// converter is the one goldmark value. It holds no state of any text.
var converter = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(
		extension.Table,
		extension.Strikethrough,
		extension.Linkify,
		extension.NewFootnote(extension.WithFootnoteIDPrefixFunction(idPrefix)),
	))
})

func idPrefix(n ast.Node) []byte {
	prefix, _ := n.OwnerDocument().Meta()[idPrefixKey].([]byte)
	return prefix
}

// render returns the HTML of a node, of those after it, and of all below them, markers still in it.
func (d *document) render(n ast.Node) string {
	var b bytes.Buffer
	for ; n != nil; n = n.NextSibling() {
		if err := converter().Renderer().Render(&b, d.source, n); err != nil {
			// A buffer does not fail, so this is a node that nobody can render.
			d.fault(offsetOf(n), "cannot be rendered: "+err.Error(), "")
		}
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// renderInline renders a document that must consist of one paragraph.
func (d *document) renderInline() string {
	first := d.root.FirstChild()
	if first == nil {
		return ""
	}
	if first.Kind() != ast.KindParagraph {
		d.fault(offsetOf(first), "this place takes running text only", "write one paragraph without headings, lists or code blocks")
		return ""
	}
	if next := first.NextSibling(); next != nil {
		d.fault(offsetOf(next), "this place takes one paragraph only", "")
	}
	return d.render(first.FirstChild())
}

// checkTables turns the alignment of cells into classes, since the site's content security
// policy forbids the style attributes that goldmark would write.
func (d *document) checkTables() {
	for _, cell := range nodes[*extast.TableCell](d.root) {
		if cell.Alignment == extast.AlignCenter || cell.Alignment == extast.AlignRight {
			cell.SetAttributeString("class", []byte(cell.Alignment.String()))
		}
		cell.Alignment = extast.AlignNone
	}
}
