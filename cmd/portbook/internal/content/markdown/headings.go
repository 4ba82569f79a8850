package markdown

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// checkHeadings gives every heading its level and its id.
func (d *document) checkHeadings() {
	taken := map[string]bool{}
	for _, h := range nodes[*ast.Heading](d.root) {
		if h.Level == 1 {
			d.fault(offsetOf(h), "heading of level 1", "the page's title is its only one; begin with ##")
		}
		h.Level = min(max(h.Level+d.Shift, 1), 6)
		slug := d.slug(h)
		unique := slug
		for n := 2; taken[unique]; n++ {
			unique = slug + "-" + strconv.Itoa(n)
		}
		taken[unique] = true
		id := d.IDPrefix + unique
		h.SetAttributeString("id", []byte(id))
		d.headings = append(d.headings, Heading{ID: id})
	}
}

// headingTexts compiles what the headings say, after everything in them has been prepared.
func (d *document) headingTexts() {
	for i, h := range nodes[*ast.Heading](d.root) {
		d.headings[i].Text = d.fragment(d.render(h.FirstChild()))
	}
}

// slug is the heading's text as an id: letters and digits, in lower case, joined by hyphens.
// Values of placeholders are left out, so that a link to the heading is the same for every port.
func (d *document) slug(h *ast.Heading) string {
	said := d.rewrite(textOf(h, d.source),
		func(int) string { return "" },
		func(name string) string { return name })
	words := strings.FieldsFunc(strings.ToLower(said), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return cmp.Or(strings.Join(words, "-"), "section")
}

// textOf is the text below n, code included, as written.
func textOf(n ast.Node, src []byte) string {
	var b strings.Builder
	for _, t := range nodes[*ast.Text](n) {
		b.Write(t.Segment.Value(src))
		if t.SoftLineBreak() {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
