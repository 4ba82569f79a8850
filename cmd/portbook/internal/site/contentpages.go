package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// pageFront is the front matter of content/pages and content/guides.
type pageFront struct {
	Title       frontmatter.Text  `yaml:"title" required:"true"`       // heading and title, at most 70 characters
	Description frontmatter.Text  `yaml:"description" required:"true"` // for search engines, 70 to 155 characters
	Lead        frontmatter.Text  `yaml:"lead"`                        // stands below the heading
	Order       int               `yaml:"order"`                       // in lists of pages lower ones stand first
	Sources     frontmatter.Texts `yaml:"sources"`                     // addresses of what it relies on
}

// A contentPage is a compiled page of words.
type contentPage struct {
	file, lang               string
	path                     string // "about", "guides/linux", "" for home, "404"
	order                    int
	title, description, lead *markdown.Fragment
	body                     *markdown.Fragment
	sources                  []Source
}

// loadContentPages compiles the pages of a locale, from content/pages and content/guides.
// Only the first locale's pages stand in for nobody: a locale has the pages that it translates,
// and its home.
func (l *loader) loadContentPages(loc *locale) []*contentPage {
	var pages []*contentPage
	for _, folder := range []string{"pages", "guides"} {
		for _, name := range l.content.below(folder, ".md") {
			file, lang := l.translated(loc, name)
			if lang != "" && name != "pages/index.md" {
				continue
			}
			p := &contentPage{file: l.content.file(file), lang: lang, path: pagePath(name)}
			l.contentPage(loc, p, file)
			pages = append(pages, p) // with faults too: links to it are right
		}
	}
	return pages
}

// pagePath is the address of a page by its file: pages/about.md is "about", pages/index.md "".
func pagePath(name string) string {
	path := strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".md")
	if path == "index" {
		return ""
	}
	return strings.TrimSuffix(path, "/index")
}

func (l *loader) contentPage(loc *locale, p *contentPage, name string) {
	parts, faults := frontmatter.Split(p.file, l.content.files[name])
	if l.faults = append(l.faults, faults...); len(faults) > 0 {
		return
	}
	var front pageFront
	l.faults = append(l.faults, frontmatter.Decode(p.file, parts.YAMLLine, parts.YAML, &front)...)
	c := loc.compiler
	p.order = front.Order
	p.title, p.description = l.text(c.Plain, p.file, front.Title), l.text(c.Plain, p.file, front.Description)
	p.lead = l.text(c.Inline, p.file, front.Lead)
	p.body = l.body(c, p.file, parts)
	p.sources = sourcesOf(front.Sources)
	for _, f := range []*markdown.Fragment{p.title, p.description, p.lead, p.body} {
		l.onlySiteWide(p.file, f)
	}
}

// onlySiteWide reports placeholders of a port on a page that is about none.
func (l *loader) onlySiteWide(file string, f *markdown.Fragment) {
	for _, i := range f.Uses() {
		if i < vSite && !placeholders[i].Hidden {
			l.faults.Add(file, l.lineOf(file, i), "{"+placeholders[i].Name.Name+"} has no meaning on a page that is about no port",
				"write {{"+placeholders[i].Name.Name+"}} to show the braces")
		}
	}
}
