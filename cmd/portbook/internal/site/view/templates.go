package view

import (
	"fmt"
	"html/template"
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// Templates are those of each kind of page: every kind is declared here.
type Templates struct {
	Port     *render.Template[page.PortPage]
	Thousand *render.Template[page.ThousandPage]
	Range    *render.Template[page.RangePage]
	Ports    *render.Template[page.PortsPage]
	Words    *render.Template[page.ContentPage]
	Home     *render.Template[page.HomePage]
	List     *render.Template[page.ListPage]
	Block    *render.Template[page.BlockPage]
	Changes  *render.Template[page.ChangesPage]
	Update   *render.Template[page.UpdatePage]
	Search   *render.Template[page.SearchPage]
	NotFound *render.Template[page.NotFoundPage]
}

func declareTemplates(set *render.Set) Templates {
	return Templates{
		Port:     render.Declare[page.PortPage](set, "port"),
		Thousand: render.Declare[page.ThousandPage](set, "thousand"),
		Range:    render.Declare[page.RangePage](set, "range"),
		Ports:    render.Declare[page.PortsPage](set, "ports"),
		Words:    render.Declare[page.ContentPage](set, "page"),
		Home:     render.Declare[page.HomePage](set, "home"),
		List:     render.Declare[page.ListPage](set, "list"),
		Block:    render.Declare[page.BlockPage](set, "block"),
		Changes:  render.Declare[page.ChangesPage](set, "changes"),
		Update:   render.Declare[page.UpdatePage](set, "update"),
		Search:   render.Declare[page.SearchPage](set, "search"),
		NotFound: render.Declare[page.NotFoundPage](set, "notfound"),
	}
}

// ParseTemplates parses the templates for each view.
func (c *Common) ParseTemplates() {
	for _, v := range c.views {
		v.set, v.misparsed = v.Parse()
		v.Templates = declareTemplates(v.set)
	}
}

// CompileTemplates compiles the templates of each view, and returns all faults in them.
func (c *Common) CompileTemplates() (faults fault.List) {
	for _, v := range c.views {
		faults = append(append(faults, v.misparsed...), v.set.Compile()...)
	}
	return faults
}

// Parse parses the templates for the pages of a view.
func (v *View) Parse() (*render.Set, fault.List) {
	escapes := make([]bool, placeholder.ListLen) // values that have to be escaped
	for i, p := range placeholder.All {
		escapes[i] = !p.Safe
	}
	dir := v.Folders.Templates
	return render.Parse(dir, os.DirFS(dir), template.FuncMap{"word": v.wordFor, "link": v.link}, v.markers, escapes)
}

// wordFor is what templates call word; see package page. Placeholders that are the same on every page are filled in;
// words that hold others are Phrases.
func (v *View) wordFor(key string) (string, error) {
	if _, err := v.Locale.Words.Get(key); err != nil {
		return "", err
	}
	text := v.Locale.Phrase(key)
	for _, i := range text.Uses() {
		if i < placeholder.Site {
			return "", fmt.Errorf("the word %q uses {%s}, which not every page has", key, placeholder.All[i].Name)
		}
	}
	return text.Text(v.NewValues()), nil
}

// link returns, for templates, the address of a page or asset of the site. A page that the locale has not is the
// first locale's.
func (v *View) link(path string) (string, error) {
	name, _, _ := strings.Cut(path, "#")
	if !IsAsset(name) && v.Locale.Folder != "" && v.HasPage(v.Locale.Folder+name) {
		path = v.Locale.Folder + path
	}
	if err := v.MustExist(path); err != nil {
		return "", err
	}
	if to := v.Root + v.Links.Shown(path); to != "" {
		return to, nil
	}
	return "./", nil // home, from a page beside it
}
