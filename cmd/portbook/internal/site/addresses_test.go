package site

import "testing"

func TestPagesHaveOneFileAndTwoWaysToBeLinked(t *testing.T) {
	for path, want := range map[string][3]string{ // file, clean, html
		"":                   {"index.html", "", "index.html"},
		"404":                {"404.html", "404", "404.html"},
		"about":              {"about.html", "about", "about.html"},
		"ports/":             {"ports/index.html", "ports/", "ports/index.html"},
		"ports/855":          {"ports/855.html", "ports/855", "ports/855.html"},
		"ranges/8000-8999":   {"ranges/8000-8999.html", "ranges/8000-8999", "ranges/8000-8999.html"},
		"xx/":                {"xx/index.html", "xx/", "xx/index.html"},
		"about#why":          {"", "about#why", "about.html#why"},
		"ports/#essays":      {"", "ports/#essays", "ports/index.html#essays"},
		"#top":               {"", "#top", "index.html#top"},
		"assets/style.css":   {"", "assets/style.css", "assets/style.css"},
		"assets/cards/a.png": {"", "assets/cards/a.png", "assets/cards/a.png"},
		"feed.atom":          {"", "feed.atom", "feed.atom"},
	} {
		if got := fileOf(path); want[0] != "" && got != want[0] {
			t.Errorf("the file of %q is %q, want %q", path, got, want[0])
		}
		if got := CleanLinks.shown(path); got != want[1] {
			t.Errorf("the clean link to %q is %q, want %q", path, got, want[1])
		}
		if got := HTMLLinks.shown(path); got != want[2] {
			t.Errorf("the html link to %q is %q, want %q", path, got, want[2])
		}
	}
}

// TestADotInAFragmentIsNoEnding: only the last part of the path tells assets from pages.
func TestADotInAFragmentIsNoEnding(t *testing.T) {
	for path, want := range map[string]bool{"about#v1.2": false, "a.b/about": false, "assets/a.css": true, "ports/855": false, "": false, "assets/icon.svg#dark": true} {
		if isAsset(path) != want {
			t.Errorf("isAsset(%q) is %v", path, !want)
		}
	}
}

func TestLinksBeginWhereThePageStands(t *testing.T) {
	for _, c := range []struct{ path, base, clean, html string }{
		{"", "/", "/", ""}, {"about", "/", "/", ""}, {"ports/855", "/", "/", "../"}, {"ports/", "/", "/", "../"},
		{"xx/ports/855", "/", "/", "../../"}, {"ports/855", "/a/b/", "/a/b/", "../"},
	} {
		if got := CleanLinks.rootFor(c.path, c.base); got != c.clean {
			t.Errorf("clean links of %q below %q begin with %q", c.path, c.base, got)
		}
		if got := HTMLLinks.rootFor(c.path, c.base); got != c.html {
			t.Errorf("html links of %q below %q begin with %q", c.path, c.base, got)
		}
	}
	s := &Site{links: HTMLLinks, basePath: "/a/"}
	if got := s.rootOf("404"); got != "/a/" {
		t.Errorf("the 404 page, which hosts show anywhere, links from %q", got)
	}
}

func TestBaseURLsAreTakenApart(t *testing.T) {
	for base, want := range map[string][2]string{
		"https://a.example": {"https://a.example", "/"}, "https://a.example/": {"https://a.example", "/"},
		"https://a.example/b": {"https://a.example", "/b/"}, "https://a.example/b/c/": {"https://a.example", "/b/c/"},
		"http://localhost:8556": {"http://localhost:8556", "/"}, "https://a.example/b%20c": {"https://a.example", "/b%20c/"},
	} {
		origin, path, err := parseBase(base)
		if err != nil || origin != want[0] || path != want[1] {
			t.Errorf("%q: %q, %q, %v", base, origin, path, err)
		}
	}
	for _, base := range []string{"", "a.example", "/b/", "ftp://a.example/", "https://", "https:///b", "https://a.example/?q=1", "https://a.example/#f",
		"https://a b/", "https://a.example//", "https://a.example/../b"} {
		if origin, path, err := parseBase(base); err == nil {
			t.Errorf("%q is accepted as %q, %q", base, origin, path)
		}
	}
}

func TestOnlyTwoStylesOfLinks(t *testing.T) {
	for _, style := range []LinkStyle{CleanLinks, HTMLLinks} {
		if got, err := ParseLinkStyle(string(style)); err != nil || got != style {
			t.Errorf("%s: %v, %v", style, got, err)
		}
	}
	for _, style := range []string{"", "Clean", "HTML", "relative"} {
		if _, err := ParseLinkStyle(style); err == nil {
			t.Errorf("%q is accepted", style)
		}
	}
}

func TestSourcesAreNamedAfterTheirAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.rfc-editor.org/rfc/rfc6335":                            "RFC 6335",
		"https://www.rfc-editor.org/rfc/rfc7605#section-7.8":                "RFC 7605, section 7.8",
		"https://www.rfc-editor.org/rfc/rfc793#page-4":                      "RFC 793",
		"https://docs.kernel.org/networking/ip-sysctl.html":                 "docs.kernel.org: ip-sysctl",
		"https://www.example.org/":                                          "example.org",
		"https://www.example.org":                                           "example.org",
		"https://example.org/a/b/":                                          "example.org: b",
		"https://github.com/freebsd/freebsd-src/blob/main/sys/netinet/in.h": "freebsd/freebsd-src: in",
		"https://github.com/owner/name":                                     "owner/name",
		"https://www.rfc-editor.org/errata/eid1":                            "rfc-editor.org: eid1",
		"https://fetch.spec.whatwg.org/#port-blocking":                      "fetch.spec.whatwg.org",
		"%zz": "%zz",
		"https://learn.microsoft.com/en-us/windows-server/netsh?view=server-1": "learn.microsoft.com: netsh",
	} {
		if got := newSource("", address); got.Title != want || got.URL != address {
			t.Errorf("%s is named %q, want %q", address, got.Title, want)
		}
	}
	if got := newSource("A title", "https://a.example/"); got.Title != "A title" {
		t.Errorf("the title given is lost: %q", got.Title)
	}
}
