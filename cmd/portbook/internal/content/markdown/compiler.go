package markdown

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Compiler turns texts into fragments. It is a value: copy it to change a setting for one text.
type Compiler struct {
	Vocabulary placeholder.Vocabulary

	// Link gives the form that a link inside the site takes in this build. It gets the path after
	// the leading slash, escaped for a URL, with query and fragment ("ports/853#history"), and
	// returns its form as a file or clean URL ("ports/853.html#history"). Placeholders stand in
	// it in braces, and it may add hidden ones. Images pass through it too. Nil changes nothing.
	Link func(path string) string

	// IDPrefix stands before every id of the fragment (headings, footnotes), so that several
	// fragments can share a page.
	IDPrefix string

	// Shift is added to the level of every heading: 1 makes ## an <h3>.
	Shift int
}

// Markdown compiles a whole text: GitHub's Markdown with tables, strikethrough, bare links and
// footnotes, without task lists and without raw HTML.
//
// Line is the line of file on which src begins. The fragment is never nil; when there are faults it
// must not be published.
func (c Compiler) Markdown(file string, line int, src string) (*Fragment, fault.List) {
	d := c.newDocument(file, line, src)
	d.parse()
	// HTML does not need the end tags of paragraphs before another block or the end of the one around: five bytes, thirty
	// times on 65,536 pages.
	return d.finish(strings.ReplaceAll(d.render(d.root), "</p>\n", "\n"))
}

// Inline compiles one paragraph of Markdown and leaves out its <p>. Arguments and results
// are those of Markdown.
func (c Compiler) Inline(file string, line int, src string) (*Fragment, fault.List) {
	trimmed := strings.TrimLeft(src, " \t\r\n")
	line += strings.Count(src[:len(src)-len(trimmed)], "\n")
	d := c.newDocument(file, line, trimmed)
	d.parse()
	return d.finish(d.renderInline())
}

// Plain compiles a text in which nothing but placeholders has a meaning: titles, words. Arguments
// and results are those of Markdown; AppendHTML escapes the text like html/template.
func (c Compiler) Plain(file string, line int, src string) (*Fragment, fault.List) {
	d := c.newDocument(file, line, src)
	d.checkPlaceholders()
	return d.finish(string(stencil.AppendEscaped(nil, string(d.source))))
}
