package check

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// Material is what rules look at: the site, and its texts as they were written.
type material struct {
	site    *site.Site
	content string            // folder
	files   map[string][]byte // of it
	texts   []*text
}

// A text is one Markdown file of content/.
type text struct {
	file   string // as the user would type it
	folder string // ports, pages, notes …: which kind of text it is
	locale string // its folder below content/; "" for the first locale
	name   string // of the file, without folder and ending
	src    []byte
	body   frontmatter.Parts
	fields []field              // of its front matter, in order; none if that has faults
	parts  []markdown.PlainText // everything that is Markdown: fields and body
	main   markdown.PlainText   // the body alone

	essay *content.EssayFront // of an essay whose front matter has no faults
	when  *condition.When     // of a note, check, question or status text, likewise
}

// A field is a text of the front matter.
type field struct {
	key string
	frontmatter.Text
}

// gather reads the texts of a site. Files that cannot be read were reported by loading.
func gather(s *site.Site) *material {
	m := &material{site: s, content: s.Inputs().Content}
	folder, _ := content.ReadFolder(m.content)
	m.files = folder.Files
	for _, name := range folder.Names {
		if t := m.newText(name); t != nil {
			m.texts = append(m.texts, t)
		}
	}
	return m
}

// file is the path of a content file as the user would type it.
func (m *material) file(name string) string { return filepath.ToSlash(filepath.Join(m.content, name)) }

// locales are the folders of all locales but the first, which has none.
func (m *material) locales() []string {
	var dirs []string
	for _, l := range m.site.Content().Config.Locales {
		if l.Value.Dir != "" {
			dirs = append(dirs, l.Value.Dir)
		}
	}
	return dirs
}

func (m *material) newText(name string) *text {
	t := &text{file: m.file(name), src: m.files[name]}
	folder, below, _ := strings.Cut(name, "/")
	if slices.Contains(m.locales(), folder) {
		t.locale = folder
		folder, below, _ = strings.Cut(below, "/")
	}
	t.folder, t.name = folder, strings.TrimSuffix(path.Base(below), ".md")
	parts, faults := frontmatter.Split(t.file, t.src)
	if path.Ext(name) != ".md" || below == "" || len(faults) > 0 {
		return nil
	}
	t.body, t.main = parts, markdown.NewPlainText(parts.BodyLine, parts.Body)
	t.readFront()
	for _, f := range t.fields {
		if f.isMarkdown() {
			t.parts = append(t.parts, markdown.NewPlainText(f.Line, []byte(f.Source)))
		}
	}
	t.parts = append(t.parts, t.main)
	return t
}

// isMarkdown reports whether the field may hold links and code.
func (f field) isMarkdown() bool {
	return slices.Contains([]string{"summary", "lead", "question", "answer"}, f.key)
}

// readFront decodes the front matter in the form that its folder demands.
func (t *text) readFront() {
	switch t.folder {
	case "ports":
		var f content.EssayFront
		if !t.decode(&f) {
			return
		}
		t.essay = &f
		t.add(field{"name", f.Name}, field{"tagline", f.Tagline}, field{"summary", f.Summary})
		for _, q := range f.FAQ {
			t.add(field{"question", q.Question}, field{"answer", q.Answer})
		}
		for _, s := range f.Sources {
			t.add(field{"source", frontmatter.Text{Source: s.URL, Line: t.lineOf(s.URL)}})
		}
		for _, a := range f.Authors {
			t.add(field{"author", a})
		}
	case "pages", "guides":
		var f content.PageFront
		if t.decode(&f) {
			t.add(field{"title", f.Title}, field{"description", f.Description}, field{"lead", f.Lead})
			t.addSources(f.Sources)
		}
	case "status":
		var f content.StatusFront
		if t.decode(&f) {
			t.when = &f.When
			t.add(field{"heading", f.Heading}, field{"tagline", f.Tagline}, field{"description", f.Description}, field{"lead", f.Lead}, field{"title", f.Title})
			t.addSources(f.Sources)
		}
	default:
		var f content.PieceFront
		if t.decode(&f) {
			t.when = &f.When
			t.add(field{"title", f.Title}, field{"question", f.Question})
			t.addSources(append(f.Sources, f.Source...))
		}
	}
}

func (t *text) decode(into any) bool {
	return len(frontmatter.Decode(t.file, t.body.YAMLLine, t.body.YAML, into)) == 0
}

// add adds fields, but for empty ones.
func (t *text) add(fields ...field) {
	for _, f := range fields {
		if strings.TrimSpace(f.Source) != "" {
			t.fields = append(t.fields, f)
		}
	}
}

func (t *text) addSources(list frontmatter.Texts) {
	for _, s := range list {
		t.add(field{"source", s})
	}
}

// field returns the field of a key; its Source is empty when there is none.
func (t *text) field(key string) frontmatter.Text {
	for _, f := range t.fields {
		if f.key == key {
			return f.Text
		}
	}
	return frontmatter.Text{}
}

// lineOf is the line of the file on which s first stands, or 1.
func (t *text) lineOf(s string) int {
	before, _, found := strings.Cut(string(t.src), s)
	if !found {
		return 1
	}
	return 1 + strings.Count(before, "\n")
}
