package content

import (
	"iter"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A text is a Markdown file with front matter that is being read.
type text struct {
	*reader
	c     markdown.Compiler
	name  string // below content
	file  string // as the user would type it
	lang  string // set when it is the first locale's, in place of one that another locale lacks
	parts frontmatter.Parts
	clean bool // the front matter has no faults
}

// texts yields the Markdown files of a folder, in the locale's own version or else in the first locale's, by the name
// that they have there.
func (r *reader) texts(loc *Locale, folder string) iter.Seq2[string, *text] {
	return func(yield func(string, *text) bool) {
		for _, name := range r.folder.Below(folder, ".md") {
			t := &text{reader: r, c: loc.compiler, name: loc.Folder + name}
			if !r.folder.Has(t.name) {
				t.name, t.lang = name, r.Config.Locales[0].Value.Lang
			}
			t.file = r.folder.File(t.name)
			if !yield(name, t) {
				return
			}
		}
	}
}

// read splits the text, and decodes its front matter. What is right in it is to be read further even when something is
// wrong; it reports false when there is none.
func (t *text) read(front any) bool {
	parts, faults := frontmatter.Split(t.file, t.folder.Files[t.name])
	found := len(faults) == 0
	if found {
		faults = frontmatter.Decode(t.file, parts.YAMLLine, parts.YAML, front)
	}
	t.parts, t.clean, t.faults = parts, len(faults) == 0, append(t.faults, faults...)
	return found
}

func (t *text) plain(s frontmatter.Text) *markdown.Fragment { return t.compile(t.c.Plain, t.file, s) }

func (t *text) inline(s frontmatter.Text) *markdown.Fragment { return t.compile(t.c.Inline, t.file, s) }

// body compiles the Markdown below the front matter; nil when there is none.
func (t *text) body() *markdown.Fragment {
	if strings.TrimSpace(string(t.parts.Body)) == "" {
		return nil
	}
	return t.markdown(frontmatter.Text{Source: string(t.parts.Body), Line: t.parts.BodyLine})
}

func (t *text) markdown(s frontmatter.Text) *markdown.Fragment {
	return t.compile(t.c.Markdown, t.file, s)
}

type compileMethod = func(file string, line int, src string) (*markdown.Fragment, fault.List)

// compile calls a method of markdown.Compiler, and keeps the links of the fragment; nil when there is no text. Links that
// hold placeholders can be checked with the values of ports only, which package site does.
func (r *reader) compile(method compileMethod, file string, s frontmatter.Text) *markdown.Fragment {
	if s.Source == "" {
		return nil
	}
	f, faults := method(file, s.Line, s.Source)
	r.faults = append(r.faults, faults...)
	for _, link := range f.Links() {
		if path, ok := strings.CutPrefix(link.Dest, "/"); ok && !strings.Contains(path, "{") {
			r.Links = append(r.Links, Link{file, link.Line, path})
		}
	}
	return f
}

// onlySiteWide reports placeholders of a port in texts that are about none.
func (r *reader) onlySiteWide(file string, texts ...*markdown.Fragment) {
	for _, f := range texts {
		for _, i := range f.Uses() {
			if p := placeholder.All[i]; i < placeholder.Site && !p.Hidden {
				r.faults.Add(file, r.LineOf(file, i), "{"+p.Name+"} has no meaning on a page that is about no port",
					"write {{"+p.Name+"}} to show the braces")
			}
		}
	}
}
