package check

import (
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A corpus is what rules look at: the site, and its texts as they were written.
type corpus struct {
	site      *site.Site
	folder    content.Folder // content/
	locales   []string       // folders of all locales but the first, which has none
	texts     []*text
	templates []source
}

// A source is a file as it was written.
type source struct {
	file string // as the user would type it
	src  string
}

// A text is one Markdown file of content/.
type text struct {
	source
	folder string // ports, pages, notes …: which kind of text it is
	locale string // its folder below content/; "" for the first locale
	name   string // of the file, without folder and ending
	body   frontmatter.Parts

	fields  []field            // of its front matter, in order, none if that has faults; the last one is the body
	sources []frontmatter.Text // addresses
	blocks  []markdown.Block   // of all fields that are Markdown
	links   []markdown.Link    // likewise

	essay *content.EssayFront // of an essay whose front matter has no faults
	when  *condition.When     // of a note, check, question or status text, likewise
}

// A field is a text of the front matter. The body counts as one with the key "text" whose source is the first paragraph.
type field struct {
	key string
	frontmatter.Text
	blocks []markdown.Block
}

// newCorpus reads the texts of a site. Files that cannot be read were reported by loading.
func newCorpus(s *site.Site) *corpus {
	c := &corpus{site: s}
	for _, l := range s.Content().Config.Locales {
		if l.Value.Dir != "" {
			c.locales = append(c.locales, l.Value.Dir)
		}
	}
	c.folder, _ = content.ReadFolder(s.Inputs().Content)
	for _, name := range c.folder.Names {
		if parts, faults := frontmatter.Split(name, c.folder.Files[name]); path.Ext(name) == ".md" && len(faults) == 0 {
			c.addText(name, parts)
		}
	}
	templates, _ := content.ReadFolder(s.Inputs().Templates)
	for _, name := range templates.Names {
		c.templates = append(c.templates, source{templates.File(name), string(templates.Files[name])})
	}
	return c
}

func (c *corpus) addText(name string, parts frontmatter.Parts) {
	t := &text{source: source{c.folder.File(name), string(c.folder.Files[name])}, body: parts}
	folder, below, _ := strings.Cut(name, "/")
	if slices.Contains(c.locales, folder) {
		t.locale = folder
		folder, below, _ = strings.Cut(below, "/")
	}
	if below == "" {
		return // no text stands outside of the folders
	}
	t.folder, t.name = folder, strings.TrimSuffix(path.Base(below), ".md")
	t.readFront()
	o, body := markdown.NewPlainText(parts.BodyLine, parts.Body), field{key: "text"}
	if i := slices.IndexFunc(o.Blocks, func(b markdown.Block) bool { return b.Kind == markdown.Paragraph }); i >= 0 {
		body.Text = frontmatter.Text{Source: o.Blocks[i].Text, Line: o.Blocks[i].Line}
	}
	t.add(body, o)
	c.texts = append(c.texts, t)
}

// readFront decodes the front matter in the form that its folder demands.
func (t *text) readFront() {
	decode := func(into any) bool { return len(frontmatter.Decode(t.file, t.body.YAMLLine, t.body.YAML, into)) == 0 }
	switch t.folder {
	case "ports":
		if f := new(content.EssayFront); decode(f) {
			t.essay = f
			t.addFields(field{key: "name", Text: f.Name}, field{key: "tagline", Text: f.Tagline}, field{key: "summary", Text: f.Summary})
			for _, q := range f.FAQ {
				t.addFields(field{key: "question", Text: q.Question}, field{key: "answer", Text: q.Answer})
			}
			for _, s := range f.Sources {
				t.sources = append(t.sources, frontmatter.Text{Source: s.URL, Line: t.lineOf(s.URL)})
			}
		}
	case "pages", "guides":
		if f := new(content.PageFront); decode(f) {
			t.sources = f.Sources
			t.addFields(field{key: "title", Text: f.Title}, field{key: "description", Text: f.Description}, field{key: "lead", Text: f.Lead})
		}
	case "status":
		if f := new(content.StatusFront); decode(f) {
			t.when, t.sources = &f.When, f.Sources
			t.addFields(field{key: "heading", Text: f.Heading}, field{key: "tagline", Text: f.Tagline},
				field{key: "description", Text: f.Description}, field{key: "lead", Text: f.Lead}, field{key: "title", Text: f.Title})
		}
	default:
		if f := new(content.PieceFront); decode(f) {
			t.when, t.sources = &f.When, append(f.Sources, f.Source...)
			t.addFields(field{key: "title", Text: f.Title}, field{key: "question", Text: f.Question})
		}
	}
}

// addFields adds fields of the front matter, but for empty ones. Some may hold links and code.
func (t *text) addFields(fields ...field) {
	for _, f := range fields {
		switch {
		case strings.TrimSpace(f.Source) == "":
		case slices.Contains([]string{"summary", "lead", "question", "answer"}, f.key):
			t.add(f, markdown.NewPlainText(f.Line, []byte(f.Source)))
		default:
			f.blocks = []markdown.Block{{Line: f.Line, Text: f.Source}}
			t.fields = append(t.fields, f)
		}
	}
}

func (t *text) add(f field, o markdown.PlainText) {
	f.blocks = o.Blocks
	t.fields = append(t.fields, f)
	t.blocks = append(t.blocks, o.Blocks...)
	t.links = append(t.links, o.Links...)
}

// field returns the first field of a key; its Source is empty when there is none.
func (t *text) field(key string) field {
	i := slices.IndexFunc(t.fields, func(f field) bool { return f.key == key })
	if i < 0 {
		return field{}
	}
	return t.fields[i]
}

// lineOf is the line of the file on which s first stands, or 1.
func (f source) lineOf(s string) int {
	before, _, found := strings.Cut(f.src, s)
	if !found {
		return 1
	}
	return 1 + strings.Count(before, "\n")
}
