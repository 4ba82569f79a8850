package repository

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

const root = "../../../../.."

// A form is an issue form, with the keys that GitHub knows:
// https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
type form struct {
	Name, Description, Title, Type string
	Labels, Assignees, Projects    []string
	Body                           []field
}

type field struct {
	Type, ID   string
	Attributes struct {
		Label, Description, Placeholder, Value, Render string
		Options                                        []any
		Multiple                                       bool
		Default                                        int
	}
	Validations struct{ Required bool }
}

// chooser is config.yml, which says what stands beside the forms.
type chooser struct {
	Blank bool                                `yaml:"blank_issues_enabled"`
	Links []struct{ Name, URL, About string } `yaml:"contact_links"`
}

// asks reports whether an address can fill in the field: GitHub takes text for these only.
func (f field) asks() bool { return f.Type == "input" || f.Type == "textarea" }

// read decodes a file of .github/ISSUE_TEMPLATE. A key that the type does not have is an error.
func read(t *testing.T, name string, into any) {
	t.Helper()
	file, err := os.Open(filepath.Join(root, ".github", "ISSUE_TEMPLATE", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// forms returns all issue forms by the name of their file.
func forms(t *testing.T) map[string]form {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, ".github", "ISSUE_TEMPLATE", "*.yml"))
	if err != nil || len(files) < 2 {
		t.Fatalf("issue forms: %q, %v", files, err)
	}
	all := map[string]form{}
	for _, file := range files {
		if name := filepath.Base(file); name != "config.yml" {
			var f form
			read(t, name, &f)
			all[name] = f
		}
	}
	return all
}

var fieldID = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// TestGitHubTakesTheIssueForms: GitHub shows a blank issue in place of a form that breaks one of its rules.
func TestGitHubTakesTheIssueForms(t *testing.T) {
	names := map[string]bool{}
	for file, f := range forms(t) {
		if f.Name == "" || f.Description == "" || names[f.Name] {
			t.Errorf("%s: a form needs a name of its own and a description", file)
		}
		names[f.Name] = true
		ids, labels := map[string]bool{}, map[string]bool{}
		for _, field := range f.Body {
			if wrong := wrongWith(field); wrong != "" {
				t.Errorf("%s: the field %q %s", file, field.ID+field.Attributes.Label, wrong)
			}
			if field.Type == "markdown" {
				continue
			}
			if ids[field.ID] || labels[field.Attributes.Label] {
				t.Errorf("%s: two fields are called %q, %q", file, field.ID, field.Attributes.Label)
			}
			ids[field.ID], labels[field.Attributes.Label] = true, true
		}
		if len(ids) == 0 {
			t.Errorf("%s asks for nothing", file)
		}
	}
	var c chooser
	read(t, "config.yml", &c)
	for _, l := range c.Links {
		if l.Name == "" || l.About == "" || !strings.HasPrefix(l.URL, "https://") {
			t.Errorf("config.yml: a link needs name, url and about: %+v", l)
		}
	}
}

// wrongWith is what GitHub would refuse in a field, or "".
func wrongWith(f field) string {
	a := f.Attributes
	switch f.Type {
	case "markdown":
		if a.Value == "" || f.ID != "" || f.Validations.Required {
			return "is text: it has a value, and nothing to be asked for"
		}
		return ""
	case "input", "textarea":
		if len(a.Options) > 0 || a.Multiple {
			return "has no options to choose from"
		}
	case "dropdown", "checkboxes":
		if len(a.Options) == 0 {
			return "needs options"
		}
	default:
		return "has an unknown type " + f.Type
	}
	if !fieldID.MatchString(f.ID) || a.Label == "" {
		return "needs an id and a label"
	}
	return ""
}

// TestFeedbackFillsInFieldsThatExist: the faces of every kind of port page lead to a form that is there, and fill
// in fields that it has.
func TestFeedbackFillsInFieldsThatExist(t *testing.T) {
	all := forms(t)
	var c chooser
	read(t, "config.yml", &c)
	filled := 0
	for _, address := range issueLinks(t) {
		query := address.Query()
		name := query.Get("template")
		query.Del("template")
		f, exists := all[name]
		switch {
		case name == "" && !c.Blank:
			t.Errorf("%s opens a blank issue, which config.yml forbids", address)
		case name != "" && !exists:
			t.Errorf("%s opens a form that is not there", address)
		}
		for key, values := range query {
			if key == "title" {
				continue
			}
			filled++
			if !slices.ContainsFunc(f.Body, func(field field) bool { return field.ID == key && field.asks() }) {
				t.Errorf("%s fills in %q, which %s does not ask for", address, key, name)
			}
			if values[0] == "" {
				t.Errorf("%s says nothing in %q", address, key)
			}
		}
	}
	if filled == 0 {
		t.Error("no page fills in a form")
	}
}

var href = regexp.MustCompile(`href="([^"]*/issues/new[^"]*)"`)

// issueLinks are the addresses of issues to be opened, on pages of ports of all statuses and with an essay.
func issueLinks(t *testing.T) []*url.URL {
	t.Helper()
	s, faults := site.Load(site.Inputs{Registry: root + "/registry.csv", Content: root + "/content", Templates: root + "/templates", Static: root + "/static"})
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	render, pages := s.NewWorker(), map[string]bool{"ports/22.html": true}
	for port := range registry.Ports { // the first of each status
		status := s.Registry().Headline(port).String()
		if !pages[status] {
			pages[status], pages["ports/"+strconv.Itoa(port)+".html"] = true, true
		}
	}
	var links []*url.URL
	for i, path := range s.Paths() {
		if !pages[path] {
			continue
		}
		found := href.FindAllSubmatch(render(i, nil), -1)
		if len(found) == 0 {
			t.Errorf("%s leads to no issue", path)
		}
		for _, m := range found {
			address, err := url.Parse(strings.ReplaceAll(string(m[1]), "&amp;", "&"))
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			links = append(links, address)
		}
	}
	return links
}
