package content

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// open splits the content file of this name, and decodes its front matter. What is right in it is to be read further
// even when something is wrong; ok is false when it has none.
func (r *reader) open(name string, front any) (file string, parts frontmatter.Parts, ok bool) {
	file = r.folder.File(name)
	parts, faults := frontmatter.Split(file, r.folder.Files[name])
	if ok = len(faults) == 0; ok {
		faults = frontmatter.Decode(file, parts.YAMLLine, parts.YAML, front)
	}
	r.faults = append(r.faults, faults...)
	return file, parts, ok
}

// translated returns the file in which a locale has a text, and the language to mark it with when that is the first
// locale's.
func (r *reader) translated(loc *Locale, name string) (file, lang string) {
	if loc.Folder == "" {
		return name, ""
	}
	if r.folder.Has(loc.Folder + name) {
		return loc.Folder + name, ""
	}
	return name, r.Config.Locales[0].Value.Lang
}

// hasFault reports whether a fault of the file has been noted.
func (r *reader) hasFault(file string) bool {
	return slices.ContainsFunc(r.faults, func(f fault.Fault) bool { return f.File == file })
}

// text compiles one text of a front matter; nil when it is empty.
func (r *reader) text(compile compile, file string, t frontmatter.Text) *markdown.Fragment {
	if t.Source == "" {
		return nil
	}
	f, faults := compile(file, t.Line, t.Source)
	r.note(file, f, faults)
	return f
}

// A compile is a method of markdown.Compiler.
type compile = func(file string, line int, src string) (*markdown.Fragment, fault.List)

// body compiles the Markdown below a front matter; nil when there is none.
func (r *reader) body(c markdown.Compiler, file string, parts frontmatter.Parts) *markdown.Fragment {
	if strings.TrimSpace(string(parts.Body)) == "" {
		return nil
	}
	f, faults := c.Markdown(file, parts.BodyLine, parts.Body)
	r.note(file, f, faults)
	return f
}

// note keeps the faults of a text, and its links. Links that hold placeholders can be checked with the values of ports
// only, which package site does.
func (r *reader) note(file string, f *markdown.Fragment, faults fault.List) {
	r.faults = append(r.faults, faults...)
	for _, link := range f.Links() {
		if path, ok := strings.CutPrefix(link.Dest, "/"); ok && !strings.Contains(path, "{") {
			r.Links = append(r.Links, Link{file, link.Line, path})
		}
	}
}

// onlySiteWide reports placeholders of a port on a page that is about none.
func (r *reader) onlySiteWide(file string, f *markdown.Fragment) {
	for _, i := range f.Uses() {
		if p := placeholder.All[i]; i < placeholder.Site && !p.Hidden {
			r.faults.Add(file, r.LineOf(file, i), "{"+p.Name+"} has no meaning on a page that is about no port",
				"write {{"+p.Name+"}} to show the braces")
		}
	}
}
