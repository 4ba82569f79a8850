package content

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// PageFront is the front matter of content/pages and content/guides.
type PageFront struct {
	Title       frontmatter.Text  `yaml:"title" required:"true"`       // heading and title, at most 70 characters
	Description frontmatter.Text  `yaml:"description" required:"true"` // for search engines, 70 to 155 characters
	Lead        frontmatter.Text  `yaml:"lead"`                        // stands below the heading
	Order       int               `yaml:"order"`                       // in lists of pages lower ones stand first
	Sources     frontmatter.Texts `yaml:"sources"`                     // addresses of what it relies on
}

// A Page is a page of words, about no port.
type Page struct {
	File, Lang               string // Lang is set when it is not in the locale's language
	Path                     string // "about", "guides/linux", "" for home, "404"
	Order                    int
	Title, Description, Lead *markdown.Fragment
	Body                     *markdown.Fragment
	Sources                  []Source
}

// pages compiles the pages of a locale, from content/pages and content/guides. Only the first locale's pages stand in
// for nobody: a locale has the pages that it translates, and its home.
func (r *reader) pages(loc *Locale) []*Page {
	var pages []*Page
	for _, folder := range []string{"pages", "guides"} {
		for name, t := range r.texts(loc, folder) {
			if t.lang == "" || name == "pages/index.md" {
				pages = append(pages, t.page(pagePath(name)))
			}
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

// page reads a page. One with faults is there, too: links to it are right.
func (t *text) page(path string) *Page {
	var front PageFront
	p := &Page{File: t.file, Lang: t.lang, Path: path}
	if t.read(&front) {
		p.Order, p.Sources = front.Order, SourcesOf(front.Sources)
		p.Title, p.Description = t.plain(front.Title), t.plain(front.Description)
		p.Lead, p.Body = t.inline(front.Lead), t.body()
		t.onlySiteWide(t.file, p.Title, p.Description, p.Lead, p.Body)
	}
	return p
}
