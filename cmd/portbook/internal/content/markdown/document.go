package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A document is one text on its way to a fragment.
type document struct {
	Compiler
	stencil.Markers
	file     string
	line     int            // of file, on which the text begins
	source   []byte         // src with markers for placeholders
	literals []string       // the names in double braces
	code     []text.Segment // code and comments, in which braces mean nothing
	root     ast.Node
	headings []Heading
	links    []Link
	faults   fault.List
}

func (c Compiler) newDocument(file string, line int, src string) *document {
	d := &document{Compiler: c, Markers: stencil.NewMarkers([]byte(src)), file: file, line: line}
	d.source = []byte(d.mark(src, false))
	return d
}

// parse builds the tree, finds all faults in it, and prepares it for rendering. What stands on the document is the only
// way to hand the prefix to the footnote renderer, which all documents share.
func (d *document) parse() {
	d.root = converter().Parser().Parse(text.NewReader(d.source))
	d.root.(*ast.Document).AddMeta(idPrefixKey, []byte(d.IDPrefix))
	d.checkHeadings()
	d.checkLinks()
	d.checkRawHTML()
	d.checkTables()
	d.prepareCode()
	d.checkPlaceholders()
	d.headingTexts()
	d.faults.Sort()
}

// checkPlaceholders reports unknown placeholders, which are those that have no marker, outside code. In code other braces
// are what programs are made of; around a marker they are braces, too.
func (d *document) checkPlaceholders() {
	for _, at := range inBraces.FindAllIndex(d.source, -1) {
		name := strings.Trim(string(d.source[at[0]:at[1]]), "{}")
		inCode := slices.ContainsFunc(d.code, func(s text.Segment) bool { return s.Start <= at[0] && at[0] < s.Stop })
		if inCode || d.written(name) != name {
			continue
		}
		advice := cmp.Or(fault.DidYouMean(name, d.Vocabulary.Visible()), "write {{"+name+"}} to show the braces")
		d.fault(at[0], "unknown placeholder {"+name+"}", advice)
	}
}

// fault reports a problem at an offset of the source.
func (d *document) fault(offset int, problem, advice string) {
	d.faults.Add(d.file, d.lineAt(offset), problem, advice)
}

// lineAt is the line of the file for an offset of the source. Markers contain no line breaks, so counting gives the
// writer's line.
func (d *document) lineAt(offset int) int {
	return d.line + bytes.Count(d.source[:min(max(offset, 0), len(d.source))], []byte("\n"))
}

// finish makes the fragment of the whole text from its HTML, and returns all faults.
func (d *document) finish(html string) (*Fragment, fault.List) {
	f := d.fragment(html)
	f.headings, f.links = d.headings, d.links
	return f, d.faults
}

// fragment makes a fragment of finished HTML.
func (d *document) fragment(html string) *Fragment {
	html = d.rewrite(html, d.Marker, inSingle)
	return newFragment(d.cut(html), d.cutText(html))
}

// offsetOf is where a node begins in the source. Inline nodes do not always know, so the nearest
// text within or the block around stands in for them.
func offsetOf(n ast.Node) int {
	for c := n; c != nil; c = c.FirstChild() {
		if p := c.Pos(); p >= 0 {
			return p
		}
	}
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Type() == ast.TypeBlock && p.Pos() >= 0 {
			return p.Pos()
		}
	}
	return 0
}

// nodes lists all nodes of one type in the order of the text. They are listed before any is
// changed, since a walk does not survive changes.
func nodes[T ast.Node](root ast.Node) []T {
	var list []T
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(T); ok && entering {
			list = append(list, t)
		}
		return ast.WalkContinue, nil
	})
	return list
}
