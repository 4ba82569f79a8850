package content_test

import (
	"slices"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

func TestConfigIsReadWithItsDefaults(t *testing.T) {
	c := readWithoutFaults(t, map[string]string{
		"site.yaml": "base_url: https://a.example/\nlocales: [{lang: en}, {lang: tl, dir: tl, ports: 0-1023}, {lang: de, dir: de, ports: none}]\n",
	})
	if c.Config.Links.Source != "clean" || c.Config.Branch != "main" || c.Config.StripWidth.Value != 17 || c.Config.Name == "" {
		t.Errorf("defaults: %+v", c.Config)
	}
	for i, want := range []int{65536, 1024, 0} {
		if got := c.Locales[i].Published.Len(); got != want {
			t.Errorf("locale %d publishes %d ports, want %d", i, got, want)
		}
	}
}

// TestEveryFaultOfTheConfigIsNamed with its line.
func TestEveryFaultOfTheConfigIsNamed(t *testing.T) {
	const good = "base_url: https://a.example/\nlocales: [{lang: en}]\n"
	for src, want := range map[string]string{
		"links: short\n" + good:                                          `site.yaml:1: links cannot be "short" (use clean or html)`,
		good + "strip_width: 4":                                          `site.yaml:3: strip_width is 4 (it must be odd, from 3 to 99)`,
		good + "strip_width: 1":                                          `site.yaml:3: strip_width is 1 (it must be odd, from 3 to 99)`,
		good + "strip_width: x":                                          `site.yaml:3: "strip_width" must be a whole number, not "x"`,
		good + "feedback: http://a.example/":                             `site.yaml:3: feedback is "http://a.example/" (write an address that begins with https://, or leave it out)`,
		good + "nane: x":                                                 `site.yaml:3: unknown key "nane" (did you mean "name"?)`,
		good + "name: a\nname: b":                                        `site.yaml:4: key "name" again (it stands on line 3 too)`,
		"base_url: https://a.example/":                                   `site.yaml:1: there is no locale (write at least one: - lang: en)`,
		"base_url: a.example\nlocales: [{lang: en}]":                     `site.yaml:1: the base URL cannot be "a.example" (write https://host/ or https://host/path/)`,
		"base_url: https://a.example/?q\nlocales: [{lang: en}]":          `site.yaml:1: the base URL cannot be "https://a.example/?q" (write https://host/ or https://host/path/)`,
		"base_url: https://a.example/\nlocales:\n- name: English":        `site.yaml:3: locale 1 has no lang (write a language tag, such as tl)`,
		"base_url: https://a.example/\nlocales:\n- {lang: en, dir: en}":  `site.yaml:3: the first locale has the folder "en" (it stands at the root: leave dir out)`,
		"base_url: https://a.example/\nlocales:\n- lang: en\n- lang: tl": `site.yaml:4: locale tl has no dir (write the folder it stands in, such as tl)`,
		"base_url: https://a.example/\nlocales:\n- {lang: en, ports: x}": `site.yaml:3: "x" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)`,
		"links: x\nbase_url: y\nstrip_width: 2\nlocales: [{lang: en}]": `site.yaml:1: links cannot be "x" (use clean or html)` + "\n" +
			`site.yaml:2: the base URL cannot be "y" (write https://host/ or https://host/path/)` + "\n" + `site.yaml:3: strip_width is 2 (it must be odd, from 3 to 99)`,
	} {
		_, faults := read(t, map[string]string{"site.yaml": src})
		faults = slices.DeleteFunc(faults, func(f fault.Fault) bool { return f.File != "site.yaml" }) // of a locale in a wrong place, all is missing
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}

// TestStripsFitBetweenTheEnds: a strip that is wider than there are ports cannot be shown.
func TestStripsFitBetweenTheEnds(t *testing.T) {
	_, faults := read(t, map[string]string{"site.yaml": "base_url: https://a.example/\nlocales: [{lang: en}]\nstrip_width: 65537\n"})
	if len(faults) == 0 {
		t.Error("a strip of 65,537 ports is accepted")
	}
}

// TestTwoLocalesCannotShareAFolderOrALanguage: one would overwrite the other.
func TestTwoLocalesCannotShareAFolderOrALanguage(t *testing.T) {
	for _, second := range []string{"{lang: tl, dir: ports}", "{lang: tl, dir: ../x}", "{lang: tl, dir: tl}\n- {lang: es, dir: tl}", "{lang: en, dir: en}"} {
		_, faults := read(t, map[string]string{"site.yaml": "base_url: https://a.example/\nlocales:\n- lang: en\n- " + second + "\n"})
		if len(faults) == 0 {
			t.Errorf("accepted: %s", second)
		}
	}
}

func TestRegistryConfigNeedsADate(t *testing.T) {
	for src, want := range map[string]string{
		"file: r.csv\ndate: 2026-09-17\nsource: https://a.example/": ``,
		"file: r.csv\ndate: 17.9.2026\nsource: https://a.example/":  `registry.yaml:2: "17.9.2026" is no date (write it as 2026-09-17)`,
		"file: r.csv\ndate: 2026-02-30\nsource: https://a.example/": `registry.yaml:2: "2026-02-30" is no date (write it as 2026-09-17)`,
		"date: 2026-09-17": `registry.yaml:1: missing key "file"` + "\n" + `registry.yaml:1: missing key "source"`,
	} {
		_, faults := read(t, map[string]string{"registry.yaml": src})
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}

func TestBaseURLsAreTakenApart(t *testing.T) {
	for base, want := range map[string][2]string{
		"https://a.example": {"https://a.example", "/"}, "https://a.example/": {"https://a.example", "/"},
		"https://a.example/b": {"https://a.example", "/b/"}, "https://a.example/b/c/": {"https://a.example", "/b/c/"},
		"http://localhost:8556": {"http://localhost:8556", "/"}, "https://a.example/b%20c": {"https://a.example", "/b%20c/"},
	} {
		origin, path, err := content.ParseBase(base)
		if err != nil || origin != want[0] || path != want[1] {
			t.Errorf("%q: %q, %q, %v", base, origin, path, err)
		}
	}
	for _, base := range []string{
		"", "a.example", "/b/", "ftp://a.example/", "https://", "https:///b", "https://a.example/?q=1", "https://a.example/#f",
		"https://a b/", "https://a.example//", "https://a.example/../b",
	} {
		if origin, path, err := content.ParseBase(base); err == nil {
			t.Errorf("%q is accepted as %q, %q", base, origin, path)
		}
	}
}

func TestOnlyTwoStylesOfLinks(t *testing.T) {
	for style, right := range map[string]bool{"clean": true, "html": true, "": false, "Clean": false, "HTML": false, "relative": false} {
		if err := content.CheckLinks(style); (err == nil) != right {
			t.Errorf("%q: %v", style, err)
		}
	}
}

// TestIndexPolicyIsRead: every class is listed unless site.yaml says otherwise, and misspelt classes are faults.
func TestIndexPolicyIsRead(t *testing.T) {
	const good = "base_url: https://a.example/\nlocales: [{lang: en}]\n"
	for src, want := range map[string]content.IndexConfig{
		"":                              {true, true, true, true},
		"index: {dynamic: false}\n":     {true, true, true, false},
		"index:\n  unassigned: false\n": {true, false, true, true},
	} {
		c, faults := read(t, map[string]string{"site.yaml": good + src})
		if len(faults) > 0 || c.Config.Index != want {
			t.Errorf("%q: %+v, %v", src, c.Config.Index, faults)
		}
	}
	for src, want := range map[string]string{
		"index: {unasigned: false}": `site.yaml:3: unknown key "unasigned" (did you mean "unassigned"?)`,
		"index: {assigned: never}":  `site.yaml:3: "assigned" must be true or false, not "never"`,
	} {
		if _, faults := read(t, map[string]string{"site.yaml": good + src}); faults.Error() != want {
			t.Errorf("%q: %s, want %s", src, faults.Error(), want)
		}
	}
}
