package export_test

import (
	"encoding/xml"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func place(port int, transport string) string { return strconv.Itoa(port) + "/" + transport }

// TestOpenSearchIsWellFormed, within the limits of OpenSearch 1.1, and leads to a page that exists.
func TestOpenSearchIsWellFormed(t *testing.T) {
	s := wholeSite(t)
	var d struct {
		XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string
		Description string
		Urls        []struct {
			Type     string `xml:"type,attr"`
			Template string `xml:"template,attr"`
		} `xml:"Url"`
	}
	if err := xml.Unmarshal([]byte(file(t, s, "opensearch.xml")), &d); err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(d.ShortName); n == 0 || n > 16 {
		t.Errorf("the short name %q has %d characters", d.ShortName, n)
	}
	if n := utf8.RuneCountInString(d.Description); n == 0 || n > 1024 {
		t.Errorf("the description has %d characters", n)
	}
	for _, u := range d.Urls {
		address, err := url.Parse(strings.ReplaceAll(u.Template, "{searchTerms}", "tcp%2F22"))
		if err != nil || !strings.HasPrefix(u.Template, s.BaseURL()) {
			t.Fatalf("%s: %v", u.Template, err)
		}
		path := strings.TrimPrefix(address.Path, s.BasePath())
		if u.Type == "text/html" {
			path += ".html"
			if address.Query().Get("q") != "tcp/22" {
				t.Errorf("%s does not ask", u.Template)
			}
		}
		if _, ok := s.Find(path); !ok {
			t.Errorf("%s does not exist", u.Template)
		}
	}
	if len(d.Urls) != 2 {
		t.Errorf("%d addresses", len(d.Urls))
	}
}

// TestRobotsAllowEverything and name the sitemap.
func TestRobotsAllowEverything(t *testing.T) {
	s := wholeSite(t)
	want := "User-agent: *\nAllow: /\n\nSitemap: " + s.BaseURL() + "sitemap.xml\n"
	if got := file(t, s, "robots.txt"); got != want {
		t.Errorf("got %q", got)
	}
}

var linkLine = regexp.MustCompile(`^- \[((?:[^\[\]\\]|\\.)+)\]\((\S+)\)(: .+)?$`)

// TestLLMsHasTheFormOfLLMsTxt: a title, a quotation, texts, and lists of links under headings; its links exist.
func TestLLMsHasTheFormOfLLMsTxt(t *testing.T) {
	s := wholeSite(t)
	text := lines(t, file(t, s, "llms.txt"))
	if !strings.HasPrefix(text[0], "# ") || text[1] != "" || !strings.HasPrefix(text[2], "> ") {
		t.Fatalf("it begins %q", text[:3])
	}
	headings, links := 0, 0
	for i, line := range text[3:] {
		switch {
		case line == "":
		case strings.HasPrefix(line, "## "):
			headings++
		case strings.HasPrefix(line, "#"), strings.HasPrefix(line, ">"):
			t.Errorf("line %d: %s", i+4, line)
		case headings > 0:
			m := linkLine.FindStringSubmatch(line)
			if m == nil {
				t.Errorf("line %d is no link: %s", i+4, line)
				continue
			}
			links++
			path := strings.TrimPrefix(m[2], s.BaseURL())
			_, isFile := s.Find(path)
			_, isPage := s.PageAt(path)
			if !isFile && !isPage {
				t.Errorf("%s does not exist", m[2])
			}
		}
	}
	if headings < 3 || links < 15 {
		t.Errorf("%d headings, %d links", headings, links)
	}
}
