package content

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Config is content/site.yaml: what a publisher decides.
type Config struct {
	Name       string                              `yaml:"name"`        // the site's name: portbook
	BaseURL    frontmatter.Text                    `yaml:"base_url"`    // where the site will stand; may have a path
	Repository string                              `yaml:"repository"`  // where the sources are, for "edit this page"
	Branch     string                              `yaml:"branch"`      // the repository's main branch
	Links      frontmatter.Text                    `yaml:"links"`       // clean or html
	Locales    []frontmatter.Located[LocaleConfig] `yaml:"locales"`     // all others fall back to the first
	Feedback   frontmatter.Text                    `yaml:"feedback"`    // endpoint for "was this page helpful?", or ""
	StripWidth frontmatter.Located[int]            `yaml:"strip_width"` // ports in the neighbourhood strip, odd
	Index      IndexConfig                         `yaml:"index"`       // what search engines may list
}

// IndexConfig says which pages of ports search engines may list, by headline status. The others tell them
// not to, and stand in no sitemap. Pages with an essay are always listed.
type IndexConfig struct {
	Assigned   bool `yaml:"assigned"`
	Unassigned bool `yaml:"unassigned"`
	Reserved   bool `yaml:"reserved"`
	Dynamic    bool `yaml:"dynamic"`
}

// Lists reports whether pages of ports of a headline status are listed.
func (c IndexConfig) Lists(s registry.Status) bool {
	switch s {
	case registry.Assigned:
		return c.Assigned
	case registry.Reserved:
		return c.Reserved
	case registry.Dynamic:
		return c.Dynamic
	}
	return c.Unassigned
}

// LocaleConfig is one language of the site.
type LocaleConfig struct {
	Lang  string `yaml:"lang"`  // BCP 47 tag, as in <html lang>
	Name  string `yaml:"name"`  // the language's own name
	Dir   string `yaml:"dir"`   // folder under content/ and in the site; "" for the first locale
	Ports string `yaml:"ports"` // ports it publishes besides those with an essay: "0-1023", "all", "none"
}

// readConfig reads site.yaml and checks what it says.
func readConfig(file string, src []byte) (Config, fault.List) {
	c := Config{ // where the file is silent
		Name: "portbook", Branch: "main", Links: frontmatter.Text{Source: "clean"},
		StripWidth: frontmatter.Located[int]{Value: 17},
		Index:      IndexConfig{Assigned: true, Unassigned: true, Reserved: true, Dynamic: true},
	}
	faults := frontmatter.Decode(file, 1, src, &c)
	wrong := len(faults) > 0 // what is missing may have been misspelt: then that was said
	bad := func(line int, err error) {
		if err != nil {
			faults.Add(file, max(line, 1), err.Error(), "") // of a key that is not there the line is 0
		}
	}
	if _, _, err := ParseBase(c.BaseURL.Source); c.BaseURL.Source != "" || !wrong {
		bad(c.BaseURL.Line, err)
	}
	bad(c.Links.Line, CheckLinks(c.Links.Source))
	if n := c.StripWidth; n.Value < 3 || n.Value > 99 || n.Value%2 == 0 {
		bad(n.Line, fmt.Errorf("strip_width is %d (it must be odd, from 3 to 99)", n.Value))
	}
	if f := c.Feedback; f.Source != "" && !strings.HasPrefix(f.Source, "https://") {
		bad(f.Line, fmt.Errorf("feedback is %q (write an address that begins with https://, or leave it out)", f.Source))
	}
	seen := map[string]bool{}
	for i, l := range c.Locales {
		bad(l.Line, checkLocale(i, l.Value))
		if seen[l.Value.Lang] || l.Value.Dir != "" && seen["/"+l.Value.Dir] {
			bad(l.Line, fmt.Errorf("the locale %s stands there twice, or its folder does", l.Value.Lang))
		}
		seen[l.Value.Lang], seen["/"+l.Value.Dir] = true, true
	}
	if len(c.Locales) == 0 && !wrong {
		bad(1, fmt.Errorf("there is no locale (write at least one: - lang: en)"))
	}
	return c, faults
}

func checkLocale(i int, l LocaleConfig) error {
	switch {
	case l.Lang == "":
		return fmt.Errorf("locale %d has no lang (write a language tag, such as tl)", i+1)
	case i == 0 && l.Dir != "":
		return fmt.Errorf("the first locale has the folder %q (it stands at the root: leave dir out)", l.Dir)
	case i > 0 && l.Dir == "":
		return fmt.Errorf("locale %s has no dir (write the folder it stands in, such as %s)", l.Lang, l.Lang)
	}
	if taken := slices.Contains(takenFolders, l.Dir); i > 0 && (taken || !folderName.MatchString(l.Dir)) {
		return fmt.Errorf("locale %s cannot stand in the folder %q (use its language tag, such as %s)", l.Lang, l.Dir, strings.ToLower(l.Lang))
	}
	_, err := l.published()
	return err
}

// folderName is what a locale's folder may be called, and takenFolders what it may not since the
// site or its content has a folder of that name.
var (
	folderName   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	takenFolders = []string{
		"ports", "pages", "guides", "ranges", "status", "checks", "notes", "faq", "facts", "changes",
		"schema", "assets", "api", "data", "blocks", "transports", "services", "uses", "rfcs", "newest", "essays", "sitemaps",
	}
)

// published returns the ports that a locale publishes whether or not it has an essay for them.
func (l LocaleConfig) published() (*registry.PortSet, error) {
	switch l.Ports {
	case "", "all":
		all := new(registry.PortSet)
		all.Add(0, registry.Ports-1)
		return all, nil
	case "none":
		return new(registry.PortSet), nil
	}
	return registry.ParsePorts(l.Ports)
}

// CheckLinks returns an error unless style is one of the two that links inside the site may have.
func CheckLinks(style string) error {
	if style != "clean" && style != "html" {
		return fmt.Errorf("links cannot be %q (use clean or html)", style)
	}
	return nil
}

// ParseBase checks a base URL and returns it without a path, and its path, which begins and ends with a slash.
func ParseBase(base string) (origin, path string, err error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", "", fmt.Errorf("the base URL cannot be %q (write https://host/ or https://host/path/)", base)
	}
	path = strings.TrimSuffix(u.EscapedPath(), "/") + "/"
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/") {
		if path != "/" && (part == "" || part == "." || part == "..") {
			return "", "", fmt.Errorf("the base URL %q has a path that leads elsewhere (write https://host/path/)", base)
		}
	}
	return u.Scheme + "://" + u.Host, path, nil
}

// RegistryConfig is content/registry.yaml: where and when registry.csv was taken.
type RegistryConfig struct {
	File   string           `yaml:"file" required:"true"`   // the registry it speaks of
	Date   frontmatter.Text `yaml:"date" required:"true"`   // YYYY-MM-DD
	Source string           `yaml:"source" required:"true"` // address
	Note   string           `yaml:"note"`                   // what a reader should know about this copy
}

// readRegistryConfig reads registry.yaml.
func readRegistryConfig(file string, src []byte) (RegistryConfig, fault.List) {
	var c RegistryConfig
	faults := frontmatter.Decode(file, 1, src, &c)
	if _, err := time.Parse(time.DateOnly, c.Date.Source); err != nil && len(faults) == 0 {
		faults.Add(file, c.Date.Line, fmt.Sprintf("%q is no date", c.Date.Source), "write it as 2026-09-17")
	}
	return c, faults
}

// describes reports whether registry.yaml of the folder dir is about a registry file. The one that it speaks of lies
// beside the folder; one of the same name elsewhere is another registry, with another date.
func (c RegistryConfig) describes(dir, file string) bool {
	a, errA := filepath.Abs(file)
	b, errB := filepath.Abs(filepath.Join(filepath.Dir(filepath.Clean(dir)), c.File))
	return errA == nil && errB == nil && a == b
}

// RegistryDate is the date that registry.yaml of the folder dir states, if that is about a registry file; "" otherwise.
// What is wrong with registry.yaml is not reported here: Read does.
func RegistryDate(dir, file string) string {
	name := filepath.Join(dir, "registry.yaml")
	src, err := os.ReadFile(name)
	c, faults := readRegistryConfig(name, src)
	if err != nil || len(faults) > 0 || !c.describes(dir, file) {
		return ""
	}
	return c.Date.Source
}
