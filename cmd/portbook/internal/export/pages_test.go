package export_test

import (
	"fmt"
	"html"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

var (
	pageFact = regexp.MustCompile(`<dt>([^<]*)<dd>((?:[^<]|<[^d]|<d[^tl])*)`)
	inTags   = regexp.MustCompile(`<[^>]*>`)
	emphasis = regexp.MustCompile(`<em class=([a-z-]+)>`)
)

// TestDataAgreeWithPages: for every port, the data say what its page says: title, status, services by transport,
// block and neighbours.
func TestDataAgreeWithPages(t *testing.T) {
	s := wholeSite(t)
	list, _ := facts(t)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			render := s.NewWorker()
			var page []byte
			for port := int(next.Add(1)) - 1; port < len(list); port = int(next.Add(1)) - 1 {
				i, ok := s.Find("ports/" + strconv.Itoa(port) + ".html")
				if !ok {
					t.Errorf("port %d has no page", port)
					return
				}
				page = render(i, page[:0])
				comparePage(t, string(page), &list[port])
			}
		})
	}
	workers.Wait()
}

// comparePage compares a page with what the data say.
func comparePage(t *testing.T, page string, f *fact) {
	if title := between(page, "<title>", "</title>"); f.Title != "" && html.UnescapeString(title) != f.Title {
		t.Errorf("port %d: the title is %q in the data, %q on the page", f.Number, f.Title, title)
	}
	if m := emphasis.FindStringSubmatch(between(page, "<h1>", "</h1>")); m == nil || m[1] != f.Status {
		t.Errorf("port %d: %s in the data, %q on the page", f.Number, f.Status, m)
	}
	compareFacts(t, between(page, "<dl class=facts>", "</dl>"), f)
}

// between returns what stands between two texts, "" if they are not there.
func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}

// compareFacts compares the list of facts on a page.
func compareFacts(t *testing.T, list string, f *fact) {
	names := map[string]string{"TCP": "tcp", "UDP": "udp", "SCTP": "sctp", "DCCP": "dccp"}
	block := ""
	if f.Block.First != f.Block.Last {
		block = fmt.Sprintf("%d–%d", f.Block.First, f.Block.Last)
	}
	places := map[string]string{"Service below": optional(f.Previous), "Service above": optional(f.Next), "Block": block}
	found := 0
	for _, m := range pageFact.FindAllStringSubmatch(list, -1) {
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
		if want, isPlace := places[m[1]]; isPlace {
			if got, _, _ := strings.Cut(strings.Replace(text, ",", " ", 1), " "); got != want {
				t.Errorf("port %d: %s is %q in the data, %q on the page", f.Number, m[1], want, text)
			}
			delete(places, m[1])
		}
	}
	for place, want := range places {
		if want != "" {
			t.Errorf("port %d: %s is %s in the data, not on the page", f.Number, place, want)
		}
	}
	if found == 0 && f.Transports != nil && f.Transports["unstated"].Status == "" {
		t.Errorf("port %d: no transport on the page: %s", f.Number, list)
	}
}
