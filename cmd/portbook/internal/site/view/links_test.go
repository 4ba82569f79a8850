package view

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
		if got := FileOf(path); want[0] != "" && got != want[0] {
			t.Errorf("the file of %q is %q, want %q", path, got, want[0])
		}
		if got := CleanLinks.Shown(path); got != want[1] {
			t.Errorf("the clean link to %q is %q, want %q", path, got, want[1])
		}
		if got := HTMLLinks.Shown(path); got != want[2] {
			t.Errorf("the html link to %q is %q, want %q", path, got, want[2])
		}
	}
}

// TestADotInAFragmentIsNoEnding: only the last part of the path tells assets from pages.
func TestADotInAFragmentIsNoEnding(t *testing.T) {
	for path, want := range map[string]bool{"about#v1.2": false, "a.b/about": false, "assets/a.css": true, "ports/855": false, "": false, "assets/icon.svg#dark": true} {
		if IsAsset(path) != want {
			t.Errorf("IsAsset(%q) is %v", path, !want)
		}
	}
}

func TestLinksBeginWhereThePageStands(t *testing.T) {
	for _, c := range []struct{ path, base, clean, html string }{
		{"", "/", "/", ""},
		{"about", "/", "/", ""},
		{"ports/855", "/", "/", "../"},
		{"ports/", "/", "/", "../"},
		{"xx/ports/855", "/", "/", "../../"},
		{"ports/855", "/a/b/", "/a/b/", "../"},
	} {
		if got := CleanLinks.rootFor(c.path, c.base); got != c.clean {
			t.Errorf("clean links of %q below %q begin with %q", c.path, c.base, got)
		}
		if got := HTMLLinks.rootFor(c.path, c.base); got != c.html {
			t.Errorf("html links of %q below %q begin with %q", c.path, c.base, got)
		}
	}
	s := &Common{Links: HTMLLinks, BasePath: "/a/"}
	if got := s.rootOf("404"); got != "/a/" {
		t.Errorf("the 404 page, which hosts show anywhere, links from %q", got)
	}
}
