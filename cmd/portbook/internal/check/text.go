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

// A corpus is what rules look at: the site, and its texts as they were written.
type corpus struct {
	site    *site.Site
	dir     string            // content/, as the user typed it
	files   map[string][]byte // by path below it
	locales []string          // folders of all locales but the first, which has none
	texts   []*text
}

// A text is one Markdown file of content/.
type text struct {
	file     string // as the user would type it
	folder   string // ports, pages, notes …: which kind of text it is
	locale   string // its folder below content/; "" for the first locale
	name     string // of the file, without folder and ending
	src      string
	body     string
	bodyLine int // of the file, on which the body begins

	fields  []field            // of its front matter, in order, none if that has faults; the last one is the body
	sources []frontmatter.Text // addresses
	blocks  []markdown.Block   // of all fields
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

// plain is the kind of the only block of a field that is not Markdown.
const plain markdown.Kind = -1

// newCorpus reads the texts of a site. Files that cannot be read were reported by loading.
func newCorpus(s *site.Site) *corpus {
	c := &corpus{site: s, dir: s.Inputs().Content}
	for _, l := range s.Content().Config.Locales {
		if l.Value.Dir != "" {
			c.locales = append(c.locales, l.Value.Dir)
		}
	}
	folder, _ := content.ReadFolder(c.dir)
	c.files = folder.Files
	for _, name := range folder.Names {
		if t := c.newText(name); t != nil {
			c.texts = append(c.texts, t)
		}
	}
	return c
}

// file is the path of a content file as the user would type it.
func (c *corpus) file(name string) string { return filepath.ToSlash(filepath.Join(c.dir, name)) }

func (c *corpus) newText(name string) *text {
	t := &text{file: c.file(name), src: string(c.files[name])}
	folder, below, _ := strings.Cut(name, "/")
	if slices.Contains(c.locales, folder) {
		t.locale = folder
		folder, below, _ = strings.Cut(below, "/")
	}
	t.folder, t.name = folder, strings.TrimSuffix(path.Base(below), ".md")
	parts, faults := frontmatter.Split(t.file, c.files[name])
	if path.Ext(name) != ".md" || below == "" || len(faults) > 0 {
		return nil
	}
	t.body, t.bodyLine = string(parts.Body), parts.BodyLine
	t.readFront(parts)
	body := markdown.NewPlainText(parts.BodyLine, parts.Body)
	text := field{key: "text", blocks: body.Blocks}
	if i := slices.IndexFunc(body.Blocks, func(b markdown.Block) bool { return b.Kind == markdown.Paragraph }); i >= 0 {
		text.Text = frontmatter.Text{Source: body.Blocks[i].Text, Line: body.Blocks[i].Line}
	}
	t.addField(text, body.Links)
	return t
}

// readFront decodes the front matter in the form that its folder demands.
func (t *text) readFront(parts frontmatter.Parts) {
	decode := func(into any) bool { return len(frontmatter.Decode(t.file, parts.YAMLLine, parts.YAML, into)) == 0 }
	switch t.folder {
	case "ports":
		if f := new(content.EssayFront); decode(f) {
			t.essay = f
			t.add("name", f.Name)
			t.add("tagline", f.Tagline)
			t.add("summary", f.Summary)
			for _, q := range f.FAQ {
				t.add("question", q.Question)
				t.add("answer", q.Answer)
			}
			for _, s := range f.Sources {
				t.sources = append(t.sources, frontmatter.Text{Source: s.URL, Line: t.lineOf(s.URL)})
			}
		}
	case "pages", "guides":
		if f := new(content.PageFront); decode(f) {
			t.sources = f.Sources
			t.add("title", f.Title)
			t.add("description", f.Description)
			t.add("lead", f.Lead)
		}
	case "status":
		if f := new(content.StatusFront); decode(f) {
			t.when, t.sources = &f.When, f.Sources
			t.add("heading", f.Heading)
			t.add("tagline", f.Tagline)
			t.add("description", f.Description)
			t.add("lead", f.Lead)
			t.add("title", f.Title)
		}
	default:
		if f := new(content.PieceFront); decode(f) {
			t.when, t.sources = &f.When, append(f.Sources, f.Source...)
			t.add("title", f.Title)
			t.add("question", f.Question)
		}
	}
}

// add adds a field of the front matter, unless it is empty. Some may hold links and code.
func (t *text) add(key string, s frontmatter.Text) {
	outline := markdown.PlainText{Blocks: []markdown.Block{{Kind: plain, Line: s.Line, Text: s.Source}}}
	switch key {
	case "summary", "lead", "question", "answer":
		outline = markdown.NewPlainText(s.Line, []byte(s.Source))
	}
	if strings.TrimSpace(s.Source) != "" {
		t.addField(field{key, s, outline.Blocks}, outline.Links)
	}
}

func (t *text) addField(f field, links []markdown.Link) {
	t.fields = append(t.fields, f)
	t.blocks = append(t.blocks, f.blocks...)
	t.links = append(t.links, links...)
}

// field returns the first field of a key; its Source is empty when there is none.
func (t *text) field(key string) field {
	for _, f := range t.fields {
		if f.key == key {
			return f
		}
	}
	return field{}
}

// lineOf is the line of the file on which s first stands, or 1.
func (t *text) lineOf(s string) int {
	before, _, found := strings.Cut(t.src, s)
	if !found {
		return 1
	}
	return 1 + strings.Count(before, "\n")
}
