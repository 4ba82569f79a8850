package export_test

import (
	"encoding/xml"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// mapped reads all sitemaps of a site and returns the files of the pages in them, checking each on the way.
func mapped(t *testing.T, s *site.Site) map[string]bool {
	t.Helper()
	var index struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Maps    []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(file(t, s, "sitemap.xml")), &index); err != nil {
		t.Fatal(err)
	}
	files := map[string]bool{}
	for _, address := range index.Maps {
		for _, loc := range addresses(t, s, strings.TrimPrefix(address, s.BaseURL())) {
			path, inside := strings.CutPrefix(loc, s.BaseURL())
			page := path + ".html"
			if path == "" || strings.HasSuffix(path, "/") {
				page = path + "index.html"
			}
			if _, exists := s.Find(page); !inside || !exists {
				t.Errorf("%s: %s does not exist", address, loc)
			}
			if files[page] {
				t.Errorf("%s: %s again", address, loc)
			}
			files[page] = true
		}
	}
	inFolder := slices.DeleteFunc(slices.Clone(s.Paths()), func(p string) bool { return !strings.HasPrefix(p, "sitemaps/") })
	if len(inFolder) != len(index.Maps) {
		t.Errorf("%d sitemaps, but %d in the index", len(inFolder), len(index.Maps))
	}
	return files
}

// addresses reads one sitemap.
func addresses(t *testing.T, s *site.Site, path string) []string {
	t.Helper()
	const mostAddresses, mostBytes = 45_000, 50_000_000
	text := file(t, s, path)
	var set struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Locs    []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal([]byte(text), &set); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if n := len(set.Locs); n == 0 || n > mostAddresses || len(text) > mostBytes {
		t.Errorf("%s has %d addresses and %d bytes", path, n, len(text))
	}
	return set.Locs
}

// indexable lists the pages that do not ask search engines to leave them out. It renders the whole site.
func indexable(s *site.Site) map[string]bool {
	var next atomic.Int64
	var workers sync.WaitGroup
	var mutex sync.Mutex
	files := map[string]bool{}
	paths := s.Paths()
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			render := s.NewWorker()
			var page []byte
			for i := int(next.Add(1)) - 1; i < len(paths); i = int(next.Add(1)) - 1 {
				if !strings.HasSuffix(paths[i], ".html") {
					continue
				}
				page = render(i, page[:0])
				if !strings.Contains(string(page[:min(len(page), 4000)]), "<meta name=robots content=noindex>") {
					mutex.Lock()
					files[paths[i]] = true
					mutex.Unlock()
				}
			}
		})
	}
	workers.Wait()
	return files
}

func compare(t *testing.T, s *site.Site) map[string]bool {
	t.Helper()
	inMaps, want := mapped(t, s), indexable(s)
	for page := range want {
		if !inMaps[page] {
			t.Errorf("%s stands in no sitemap", page)
		}
	}
	for page := range inMaps {
		if !want[page] {
			t.Errorf("%s stands in a sitemap and asks not to be indexed", page)
		}
	}
	return inMaps
}

// TestEveryIndexedPageIsInOneSitemap, and every address there exists.
func TestEveryIndexedPageIsInOneSitemap(t *testing.T) {
	pages := compare(t, wholeSite(t))
	for _, page := range []string{"index.html", "about.html", "ports/index.html", "ports/0.html", "ports/65535.html"} {
		if !pages[page] {
			t.Errorf("%s is missing", page)
		}
	}
	if pages["404.html"] {
		t.Error("404.html stands in a sitemap")
	}
}

// TestClassesThatAreNotIndexed are left out of sitemaps and say so themselves, except where there is an essay.
func TestClassesThatAreNotIndexed(t *testing.T) {
	s := withIndex(t, "{unassigned: false, dynamic: false}")
	pages := compare(t, s)
	for page, want := range map[string]bool{"ports/22.html": true, "ports/855.html": true, "ports/1023.html": true, "ports/856.html": false, "ports/50000.html": false} {
		if pages[page] != want {
			t.Errorf("%s: %v", page, pages[page])
		}
	}
	if _, ok := s.Find("sitemaps/ports-32768-65535.xml"); !ok {
		t.Error("some ports above 32768 are assigned, but have no sitemap")
	}
	ports := 0
	for page := range pages {
		if strings.HasPrefix(page, "ports/") {
			ports++
		}
	}
	if least := s.Registry().Count(registry.Assigned) + s.Registry().Count(registry.Reserved); ports < least || ports > least+100 {
		t.Errorf("%d ports in the sitemaps, %d are assigned or reserved", ports, least)
	}
}

// TestSitemapsWithoutPortsAreLeftOut: a sitemap without addresses is invalid.
func TestSitemapsWithoutPortsAreLeftOut(t *testing.T) {
	s := withIndex(t, "{assigned: false, unassigned: false, reserved: false, dynamic: false}")
	if _, ok := s.Find("sitemaps/ports-0-32767.xml"); !ok {
		t.Error("essays have no sitemap")
	}
	if _, ok := s.Find("sitemaps/ports-32768-65535.xml"); ok {
		t.Error("there is a sitemap of ports that nobody may index")
	}
	mapped(t, s)
}
