// Package view has what all pages of a site are made with: what they share, a locale as they see it, addresses, links,
// the values of placeholders, and the template of each kind of page. It makes no page.
package view

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// Common is what the pages of a site have in common. It does not change after loading.
type Common struct {
	Content  *content.Content
	Registry *registry.Registry
	Date     string // the registry's
	Note     string // what a reader should know of this copy of it, or ""

	Folders  Folders
	Links    LinkStyle
	Origin   string // https://host
	BasePath string // "/" or "/portbook/"

	Locales  []*Locale
	Services []*Service       // by port; nil without
	Blocks   []*Block         // by number
	blockOf  []*Block         // by port
	Noted    registry.PortSet // with an essay, a known use or advice: few, and a bit says so sooner than a map
	Named    int              // services by name that have a port
	Portless int              // and those that have none

	// Known holds the addresses, without root, of all pages but those of ports, whichever are built now, and of all
	// files that links lead to.
	Known map[string]bool

	Marked   []string // a marker for each placeholder, which stands for its value while pages are made
	markers  stencil.Markers
	views    []*View                 // of all locales
	siteWide [placeholder.Len]string // values of the placeholders from placeholder.Site on
}

// Folders is where a site was read from.
type Folders struct{ Content, Templates, Static string }

// BaseURL is where the site will stand, with a slash at the end.
func (c *Common) BaseURL() string { return c.Origin + c.BasePath }

// HasPage reports whether the site has a page at a path without root.
func (c *Common) HasPage(path string) bool {
	if c.Known[path] {
		return !IsAsset(path)
	}
	for _, loc := range c.Locales {
		if number, ok := strings.CutPrefix(path, loc.Folder+"ports/"); ok {
			port, err := registry.ParsePort(number)
			return err == nil && number == Decimal(port) && loc.Publishes(port)
		}
	}
	return false
}

// MustExist returns an error that says what to do when the site has no such page or asset.
func (c *Common) MustExist(path string) error {
	page, _, _ := strings.Cut(path, "#")
	if c.Known[page] || c.HasPage(page) {
		return nil
	}
	if IsAsset(page) {
		return fmt.Errorf("the link /%s leads to no file (assets lie in %s)", path, c.Folders.Static)
	}
	if near := fault.Nearest(page, c.Addresses()); near != "" {
		return fmt.Errorf("the link /%s leads to no page (did you mean /%s?)", path, near)
	}
	return fmt.Errorf("the link /%s leads to no page", path)
}

// Addresses lists, sorted, those of all pages but those of ports.
func (c *Common) Addresses() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(c.Known)), IsAsset)
}

// Policy is the Content-Security-Policy of all pages: everything from this site, nothing inline, and feedback to
// where it goes.
func (c *Common) Policy() string {
	to := "'self'"
	if endpoint := c.Content.Config.Feedback.Source; endpoint != "" {
		scheme, rest, _ := strings.Cut(endpoint, "://")
		host, _, _ := strings.Cut(rest, "/")
		to += " " + scheme + "://" + host
	}
	return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src " + to +
		"; form-action " + to + "; base-uri 'none'"
}

// EditForm is the address of the form that edits a content file of the repository, wherever --content pointed.
func (c *Common) EditForm(file string) string {
	path := file
	if below, err := filepath.Rel(c.Folders.Content, filepath.FromSlash(file)); err == nil {
		path = "content/" + filepath.ToSlash(below)
	}
	return c.Content.Config.Repository + "/edit/" + c.Content.Config.Branch + "/" + path
}
