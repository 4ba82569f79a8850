package site

import (
	"strings"
	"testing"
)

func TestConfigIsReadWithItsDefaults(t *testing.T) {
	c, faults := loadConfig("site.yaml", []byte("base_url: https://a.example/\nlocales: [{lang: en}, {lang: tl, dir: tl, ports: 0-1023}]\n"))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if c.Links.Source != "clean" || c.Branch != "main" || c.StripWidth.Value != 17 || c.Name == "" {
		t.Errorf("defaults: %+v", c)
	}
	english, err := c.Locales[0].Value.published()
	if err != nil || english.Len() != 65536 {
		t.Errorf("the first locale publishes %d ports, %v", english.Len(), err)
	}
	tagalog, err := c.Locales[1].Value.published()
	if err != nil || tagalog.Len() != 1024 {
		t.Errorf("the second locale publishes %d ports, %v", tagalog.Len(), err)
	}
	none, err := LocaleConfig{Ports: "none"}.published()
	if err != nil || none.Len() != 0 {
		t.Errorf("none is %d ports, %v", none.Len(), err)
	}
}

// TestEveryFaultOfTheConfigIsNamed with its line.
func TestEveryFaultOfTheConfigIsNamed(t *testing.T) {
	const good = "base_url: https://a.example/\nlocales: [{lang: en}]\n"
	for src, want := range map[string]string{
		"links: short\n" + good:                                          `s:1: links cannot be "short" (use clean or html)`,
		good + "strip_width: 4":                                          `s:3: strip_width is 4 (it must be odd, from 3 to 99)`,
		good + "strip_width: 1":                                          `s:3: strip_width is 1 (it must be odd, from 3 to 99)`,
		good + "strip_width: x":                                          `s:3: "strip_width" must be a whole number, not "x"`,
		good + "feedback: http://a.example/":                             `s:3: feedback is "http://a.example/" (write an address that begins with https://, or leave it out)`,
		good + "nane: x":                                                 `s:3: unknown key "nane" (did you mean "name"?)`,
		good + "name: a\nname: b":                                        `s:4: key "name" again (it stands on line 3 too)`,
		"base_url: https://a.example/":                                   `s:1: there is no locale (write at least one: - lang: en)`,
		"base_url: a.example\nlocales: [{lang: en}]":                     `s:1: the base URL cannot be "a.example" (write https://host/ or https://host/path/)`,
		"base_url: https://a.example/?q\nlocales: [{lang: en}]":          `s:1: the base URL cannot be "https://a.example/?q" (write https://host/ or https://host/path/)`,
		"base_url: https://a.example/\nlocales:\n- name: English":        `s:3: locale 1 has no lang (write a language tag, such as tl)`,
		"base_url: https://a.example/\nlocales:\n- {lang: en, dir: en}":  `s:3: the first locale has the folder "en" (it stands at the root: leave dir out)`,
		"base_url: https://a.example/\nlocales:\n- lang: en\n- lang: tl": `s:4: locale tl has no dir (write the folder it stands in, such as tl)`,
		"base_url: https://a.example/\nlocales:\n- {lang: en, ports: x}": `s:3: "x" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)`,
		"links: x\nbase_url: y\nstrip_width: 2\nlocales: [{lang: en}]": `s:2: the base URL cannot be "y" (write https://host/ or https://host/path/)` + "\n" +
			`s:1: links cannot be "x" (use clean or html)` + "\n" + `s:3: strip_width is 2 (it must be odd, from 3 to 99)`,
	} {
		_, faults := loadConfig("s", []byte(src))
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}

// TestStripsFitBetweenTheEnds: a strip that is wider than there are ports cannot be shown.
func TestStripsFitBetweenTheEnds(t *testing.T) {
	_, faults := loadConfig("s", []byte("base_url: https://a.example/\nlocales: [{lang: en}]\nstrip_width: 65537\n"))
	if len(faults) == 0 {
		t.Error("a strip of 65,537 ports is accepted")
	}
}

// TestTwoLocalesCannotShareAFolderOrALanguage: one would overwrite the other.
func TestTwoLocalesCannotShareAFolderOrALanguage(t *testing.T) {
	for _, second := range []string{"{lang: tl, dir: ports}", "{lang: tl, dir: ../x}", "{lang: tl, dir: tl}\n- {lang: es, dir: tl}", "{lang: en, dir: en}"} {
		_, faults := loadConfig("s", []byte("base_url: https://a.example/\nlocales:\n- lang: en\n- "+second+"\n"))
		if len(faults) == 0 {
			t.Errorf("accepted: %s", second)
		}
	}
}

func TestRegistryConfigNeedsADate(t *testing.T) {
	for src, want := range map[string]string{
		"file: r.csv\ndate: 2026-09-17\nsource: https://a.example/": ``,
		"file: r.csv\ndate: 17.9.2026\nsource: https://a.example/":  `r:2: "17.9.2026" is no date (write it as 2026-09-17)`,
		"file: r.csv\ndate: 2026-02-30\nsource: https://a.example/": `r:2: "2026-02-30" is no date (write it as 2026-09-17)`,
		"date: 2026-09-17": `r:1: missing key "file"` + "\n" + `r:1: missing key "source"`,
	} {
		_, faults := loadRegistryConfig("r", []byte(src))
		if got := faults.Error(); got != want {
			t.Errorf("%q:\n got %s\nwant %s", src, got, want)
		}
	}
}

// TestThePolicyAllowsThisSiteOnly, and the place that feedback goes to.
func TestThePolicyAllowsThisSiteOnly(t *testing.T) {
	for endpoint, host := range map[string]string{"": "", "https://form.example/f/1?x": "https://form.example", "https://form.example": "https://form.example"} {
		s := &Site{basePath: "/x/"}
		s.config.Feedback.Source = endpoint
		policy := s.policy()
		for _, part := range []string{"default-src 'none'", "style-src 'self'", "script-src 'self'", "form-action 'self'", "base-uri 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("feedback %q: the policy %q lacks %q", endpoint, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("the policy allows too much: %q", policy)
		}
		if got := strings.Count(policy, "https://form.example"); host != "" && got != 2 || host == "" && got != 0 {
			t.Errorf("feedback %q: %d sources in %q", endpoint, got, policy)
		}
		if strings.Contains(policy, "/f/1") {
			t.Errorf("the policy names a path: %q", policy)
		}
		if headers := string(s.renderHeaders()(nil)); !strings.HasPrefix(headers, "/x/*\n") || !strings.Contains(headers, policy+"; frame-ancestors 'none'\n") {
			t.Errorf("the headers do not hold the policy: %q", headers)
		}
	}
}
