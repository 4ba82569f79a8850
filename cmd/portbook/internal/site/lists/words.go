package lists

import (
	"cmp"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// essayLinks lists the essays by port.
func (m *maker) essayLinks() render.List[page.EssayLink] {
	var list render.List[page.EssayLink]
	values := m.NewValues()
	for port := range registry.Ports {
		if e := m.Locale.Essays[port]; e != nil {
			m.Describe(values, port)
			list = append(list, page.EssayLink{
				Number: view.Number(port), Name: render.Value(e.Name.Text(values)),
				Tagline: render.Value(e.Tagline.Text(values)), Updated: render.Value(e.Updated), Address: m.PortAddress(port),
			})
		}
	}
	return list
}

// homeEssays is how many essays the home page shows.
const homeEssays = 9

// latestEssays lists the essays that were written or changed last.
func (m *maker) latestEssays() render.List[page.EssayLink] {
	list := m.essayLinks()
	slices.SortStableFunc(list, func(a, b page.EssayLink) int { return cmp.Compare(b.Updated, a.Updated) })
	return list[:min(homeEssays, len(list))]
}

// appendContent appends a page of words.
func (m *maker) appendContent(dst []byte, c *content.Page) []byte {
	text := func(f *markdown.Fragment) page.Text { return m.Text(f, c.Lang) }
	kind := "page"
	if c.Path == "" {
		kind = "home"
	}
	head := m.Head(kind, text(c.Title), text(c.Description), m.path, "site")
	head.Edit = view.Elsewhere(m.EditForm(c.File))
	if head.NoIndex = c.Path == "404"; !head.NoIndex {
		head.Alternates = m.alternates(c.Path)
	}
	title, lead, body := text(c.Title), text(c.Lead), text(c.Body)
	switch c.Path {
	case "":
		head.Feed = m.Address("feed.atom")
		return m.Templates.Home.Append(dst, &page.HomePage{
			Head: head, Title: title, Lead: lead, Body: body, Map: m.portMap(true),
			Counts: m.counts(0, registry.Ports-1), ByRange: m.rangeCounts(), Years: m.assignmentsByYear(),
			Essays: m.latestEssays(), Pages: m.pageLinks(""),
		}, m.values)
	case "404":
		return m.Templates.NotFound.Append(dst, m.notFoundPage(head, title, body), m.values)
	case "search":
		return m.Templates.Search.Append(dst, &page.SearchPage{Head: head, Title: title, Lead: lead, Body: body}, m.values)
	}
	folder, _, nested := strings.Cut(c.Path, "/")
	if !nested {
		folder = ""
	}
	p := &page.ContentPage{Head: head, Title: title, Lead: lead, Body: body, Pages: m.pageLinks(folder)}
	return m.Templates.Words.Append(dst, p, m.values)
}

// alternates lists a page of words in all locales that have it, when there are several.
func (m *maker) alternates(path string) []page.Alternate {
	var list []page.Alternate
	for _, loc := range m.Locales {
		if m.Known[loc.Folder+path] {
			list = append(list, page.Alternate{Lang: loc.Lang, Name: loc.Name, Address: m.Absolute(loc.Folder + path)})
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

func (m *maker) notFoundPage(head page.Head, title, body page.Text) *page.NotFoundPage {
	var folders []string
	for _, loc := range m.Locales {
		if loc.Folder != "" {
			folders = append(folders, strings.TrimSuffix(loc.Folder, "/")+" "+loc.Published.String())
		}
	}
	return &page.NotFoundPage{Head: head, Title: title, Body: body, Ending: m.Links.PortSuffix(), Folders: strings.Join(folders, "|")}
}

// pageLinks lists the pages of words in a folder, home and 404 left out.
func (m *maker) pageLinks(folder string) []page.Link {
	values := m.NewValues()
	var list []page.Link
	pages := slices.Clone(m.Locale.Pages)
	slices.SortStableFunc(pages, func(a, b *content.Page) int { return cmp.Compare(a.Order, b.Order) })
	for _, p := range pages {
		in, _, nested := strings.Cut(p.Path, "/")
		if p.Path == "" || p.Path == "404" || nested != (folder != "") || nested && in != folder {
			continue
		}
		list = append(list, m.Link(p.Title.Text(values), m.Locale.Folder+p.Path))
	}
	return list
}
