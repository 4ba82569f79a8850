package site

import (
	"encoding/xml"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestTheHistoryIsTrueOfTheRegistry: going back from the registry through the updates of
// content/changes, every service that an update says was assigned is there, every one that it says
// was removed is not, and undoing the update leads to where the one before it ended.
func TestTheHistoryIsTrueOfTheRegistry(t *testing.T) {
	s := loadReal(t)
	if len(s.common.Content.Updates) == 0 || s.common.Content.Updates[0].To != s.common.Date {
		t.Skip("the newest update is not that of the registry")
	}
	type place struct {
		port      int
		transport registry.Transport
	}
	at := map[place][]string{}
	for _, a := range s.common.Registry.All() {
		for port := a.First; port >= 0 && port <= a.Last && a.Service != ""; port++ {
			at[place{port, a.Transport}] = append(at[place{port, a.Transport}], a.Service)
		}
	}
	undo := func(u *content.Update, p place, is, was string) {
		i := slices.Index(at[p], is)
		switch {
		case is != "" && i < 0:
			t.Errorf("%s: %q is not at %d %v", u.File, is, p.port, p.transport)
		case is != "":
			at[p] = slices.Delete(at[p], i, i+1)
		}
		if was != "" && slices.Contains(at[p], was) {
			t.Errorf("%s: %q is still at %d %v", u.File, was, p.port, p.transport)
		} else if was != "" {
			at[p] = append(at[p], was)
		}
	}
	for _, u := range s.common.Content.Updates {
		for _, c := range u.Changes {
			for port := c.First; port <= c.Last; port++ {
				for transport := registry.TCP; transport <= registry.Unstated; transport++ {
					switch p := (place{port, transport}); {
					case !c.Transports.Has(transport):
					case c.Kind == history.Assigned:
						undo(u, p, c.Service, "")
					case c.Kind == history.Removed:
						undo(u, p, "", c.Service)
					case c.Kind == history.Renamed:
						undo(u, p, c.To, c.From)
					}
				}
			}
		}
	}
	for _, c := range history.OfKind(s.common.Content.Updates[0].Changes, history.StatusChanged) {
		for transport := registry.TCP; transport < registry.Transports; transport++ {
			if got := s.common.Registry.StatusOf(c.First, transport).String(); c.Transports.Has(transport) && got != c.To {
				t.Errorf("%s: %d %v is %s, not %s", s.common.Content.Updates[0].File, c.First, transport, got, c.To)
			}
		}
	}
}

// TestEveryChangeIsOnThePageOfItsUpdate, with a link to its port.
func TestEveryChangeIsOnThePageOfItsUpdate(t *testing.T) {
	s := loadReal(t)
	for _, u := range s.common.Content.Updates {
		html := pageAt(t, s, u.Path()+".html")
		for _, c := range u.Changes {
			link := `<a href="/ports/` + view.Decimal(c.First) + `">`
			if !strings.Contains(html, link) || !strings.Contains(html, c.Service) {
				t.Errorf("%s: %v is not there", u.Path(), c)
			}
		}
	}
}

func TestFaultsOfTheHistoryAreReported(t *testing.T) {
	in := tinySite(t)
	writeFile(t, "content/changes/2021-01-01.yaml", "from: 2019-06-01\nto: 2021-01-01\nsources: x\nnote: See [it](/nowhere) of {port}.\nassigned: |\n  1 tpc: a\n")
	writeFile(t, "content/changes/notes.md", "Text.\n")
	_, faults := Load(in)
	const want = `content/changes/2021-01-01.yaml:1: the update begins on 2019-06-01, before content/changes/2020-01-01.yaml ends (compare with the registry of 2020-01-01)
content/changes/2021-01-01.yaml:4: {port} has no meaning on a page that is about no port (write {{port}} to show the braces)
content/changes/2021-01-01.yaml:4: the link /nowhere leads to no page
content/changes/2021-01-01.yaml:6: unknown transport "tpc" (write tcp, udp, sctp, dccp or unstated)
content/changes/notes.md: nothing reads this file (files of changes are called content/changes/YYYY-MM-DD.yaml)`
	if got := faults.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// atomFeed is what RFC 4287 makes of a feed, section 4.1.
type atomFeed struct {
	XMLName xml.Name     `xml:"http://www.w3.org/2005/Atom feed"`
	ID      []string     `xml:"id"`
	Title   []string     `xml:"title"`
	Updated []string     `xml:"updated"`
	Authors []string     `xml:"author>name"`
	Links   []atomLink   `xml:"link"`
	Entries []atomUpdate `xml:"entry"`
}

type atomUpdate struct {
	ID      []string   `xml:"id"`
	Title   []string   `xml:"title"`
	Updated []string   `xml:"updated"`
	Summary []string   `xml:"summary"`
	Links   []atomLink `xml:"link"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

// TestTheFeedIsValid: it has what RFC 4287 requires once, ids that no two share and that do not depend on the style
// of links, dates of RFC 3339, and links to files that the site has; also below a path, with html links, and without any update.
func TestTheFeedIsValid(t *testing.T) {
	for name, in := range map[string]Inputs{"real": realInputs(), "html below a path": {Links: "html", BaseURL: "https://host.example/a/b"}, "empty": {}} {
		t.Run(name, func(t *testing.T) {
			if in.Registry == "" {
				tiny := tinySite(t)
				tiny.Links, tiny.BaseURL = in.Links, in.BaseURL
				in = tiny
			}
			if name == "empty" {
				removeFolder(t, "content/changes")
			}
			checkFeed(t, loadTiny(t, in), name == "empty")
		})
	}
}

func checkFeed(t *testing.T, s *Site, empty bool) {
	var f atomFeed
	src := pageAt(t, s, "feed.atom")
	if err := xml.Unmarshal([]byte(src), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 || len(f.Authors) != 1 || (len(f.Entries) == 0) != empty {
		t.Errorf("the feed lacks something, or has it twice:\n%s", src)
	}
	ids, latest := []string{f.ID[0]}, ""
	checkMoment(t, f.Updated[0])
	checkLinks(t, s, f.Links, "self", "alternate")
	for _, u := range f.Entries {
		if len(u.ID) != 1 || len(u.Title) != 1 || u.Title[0] == "" || len(u.Updated) != 1 || len(u.Summary) != 1 || u.Summary[0] == "" {
			t.Fatalf("an update lacks something, or has it twice: %+v", u)
		}
		if !strings.HasPrefix(u.ID[0], s.BaseURL()) || strings.HasSuffix(u.ID[0], ".html") || slices.Contains(ids, u.ID[0]) {
			t.Errorf("id %q", u.ID[0])
		}
		ids, latest = append(ids, u.ID[0]), max(latest, u.Updated[0])
		checkMoment(t, u.Updated[0])
		checkLinks(t, s, u.Links, "alternate")
	}
	if !empty && f.Updated[0] != latest {
		t.Errorf("the feed is of %s, its newest update of %s", f.Updated[0], latest)
	}
}

func checkMoment(t *testing.T, moment string) {
	if _, err := time.Parse(time.RFC3339, moment); err != nil {
		t.Error(err)
	}
}

// checkLinks promises that links have just these relations, are absolute and lead to a file.
func checkLinks(t *testing.T, s *Site, links []atomLink, relations ...string) {
	var rel []string
	for _, link := range links {
		rel = append(rel, link.Rel)
		path, ok := strings.CutPrefix(link.Href, s.common.Origin+s.common.BasePath)
		if !strings.HasSuffix(path, ".html") && !view.IsAsset(path) {
			path = view.FileOf(path)
		}
		if !ok || !s.Has(path) || link.Type == "" {
			t.Errorf("the link %+v leads nowhere", link)
		}
	}
	if !slices.Equal(rel, relations) {
		t.Errorf("links %q instead of %q", rel, relations)
	}
}

// TestTheFeedIsNamed by the home page and those about changes; port pages have no byte to spare.
func TestTheFeedIsNamed(t *testing.T) {
	s := loadReal(t)
	const link = `<link rel=alternate type=application/atom+xml href="/feed.atom">`
	for path, want := range map[string]bool{"index.html": true, "changes/index.html": true, s.common.Content.Updates[0].Path() + ".html": true, "ports/855.html": false} {
		if got := strings.Contains(pageAt(t, s, path), link); got != want {
			t.Errorf("%s names the feed: %v", path, got)
		}
	}
}

// TestPortSetsAreWrittenAsTheyAreRead.
func TestPortSetsAreWrittenAsTheyAreRead(t *testing.T) {
	for _, list := range []string{"0", "65535", "0-65535", "1-2,4,6-1023,8080"} {
		set, err := registry.ParsePorts(list)
		if err != nil || set.String() != list {
			t.Errorf("%q was written as %q (%v)", list, set, err)
		}
	}
	if got := new(registry.PortSet).String(); got != "" {
		t.Errorf("the empty set is %q", got)
	}
}

func removeFolder(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}
