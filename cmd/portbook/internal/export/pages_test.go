package export_test

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	pageStatus = regexp.MustCompile(`(?s)<h1>.*?<em class=([a-z-]+)>.*?</h1>`)
	pageTitle  = regexp.MustCompile(`<title>([^<]*)</title>`)
	pageFacts  = regexp.MustCompile(`(?s)<dl class=facts>(.*?)</dl>`)
	pageFact   = regexp.MustCompile(`<dt>([^<]*)<dd>((?:[^<]|<[^d]|<d[^tl])*)`)
	inTags     = regexp.MustCompile(`<[^>]*>`)
	emphasis   = regexp.MustCompile(`<em class=([a-z-]+)>`)
)

// TestDataAgreeWithPages: for a port of every class and every essay, the data say what the page says: title,
// status, services by transport, block and neighbours.
func TestDataAgreeWithPages(t *testing.T) {
	s := wholeSite(t)
	list, _ := facts(t)
	render, paths := s.NewWorker(), s.Paths()
	seen := map[string]int{}
	for _, i := range s.Samples() {
		number, isPort := strings.CutPrefix(paths[i], "ports/")
		port, err := strconv.Atoi(strings.TrimSuffix(number, ".html"))
		if !isPort || err != nil {
			continue
		}
		f := &list[port]
		page := string(render(i, nil))
		seen[f.Status]++
		if title := pageTitle.FindStringSubmatch(page); f.Title != "" && (title == nil || html.UnescapeString(title[1]) != f.Title) {
			t.Errorf("port %d: the title is %q in the data, %q on the page", port, f.Title, title)
		}
		if m := pageStatus.FindStringSubmatch(page); m == nil || m[1] != f.Status {
			t.Errorf("port %d: %s in the data, %q on the page", port, f.Status, m)
		}
		compareFacts(t, page, f)
	}
	for _, status := range statuses {
		if seen[status] == 0 {
			t.Errorf("no page of a port that is %s was looked at", status)
		}
	}
}

// compareFacts compares the list of facts on a page.
func compareFacts(t *testing.T, page string, f *fact) {
	t.Helper()
	list := pageFacts.FindStringSubmatch(page)
	if list == nil {
		t.Fatalf("port %d: no facts on the page", f.Number)
	}
	names := map[string]string{"TCP": "tcp", "UDP": "udp", "SCTP": "sctp", "DCCP": "dccp"}
	found := 0
	for _, m := range pageFact.FindAllStringSubmatch(list[1], -1) {
		text := strings.Join(strings.Fields(html.UnescapeString(inTags.ReplaceAllString(m[2], ""))), " ")
		status := emphasis.FindStringSubmatch(m[2])
		for _, name := range strings.Fields(strings.NewReplacer("All transports", "TCP UDP SCTP DCCP", ",", " ", " and ", " ").Replace(m[1])) {
			transport, isTransport := names[name]
			switch {
			case isTransport && (status == nil || status[1] != f.statusFor(transport)):
				t.Errorf("port %d: %s for %s in the data, %q on the page", f.Number, f.statusFor(transport), transport, m[2])
			case isTransport:
				found++
				if want := strings.Join(f.Transports[transport].Services, ", "); !strings.HasSuffix(text, want) || want == "" && strings.Contains(text, " ") && status[1] == "assigned" {
					t.Errorf("port %d: services %q for %s in the data, %q on the page", f.Number, want, transport, text)
				}
			}
		}
		switch {
		case strings.HasPrefix(m[1], "Block") && f.Block.First != f.Block.Last:
			if want := strconv.Itoa(f.Block.First) + "–" + strconv.Itoa(f.Block.Last); !strings.HasPrefix(text, want) {
				t.Errorf("port %d: block %s in the data, %q on the page", f.Number, want, text)
			}
		}
	}
	if found == 0 && f.Transports != nil && f.Transports["unstated"].Status == "" {
		t.Errorf("port %d: no transport on the page: %s", f.Number, list[1])
	}
}
