package site

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
)

// TestPageSizes: a page reaches a phone in a few packets, and all of them fit on hosts that take
// a gigabyte and count files. Sizes are in bytes, kB are thousands.
func TestPageSizes(t *testing.T) {
	const (
		medianRaw, medianPacked = 13_000, 5_000
		largestPlain            = 18_000 // of pages without an essay
		wholeMost               = 950_000_000
		filesMost               = 67_500
	)
	s := wholeSite(t)
	var mutex sync.Mutex
	var raw, packed []int
	total, large := 0, 0
	largest, largestPath := 0, ""
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) {
			loc, port := s.portAt(i)
			zipped := 0
			if loc != nil && port%97 == 0 {
				zipped = gzipped(page)
			}
			mutex.Lock()
			defer mutex.Unlock()
			if total += len(page); loc == nil || loc.Essays[port] != nil {
				return
			}
			raw = append(raw, len(page))
			if zipped > 0 {
				packed = append(packed, zipped)
			}
			if len(page) > largestPlain {
				large++
			}
			if len(page) > largest {
				largest, largestPath = len(page), s.paths[i]
			}
		}
	})
	slices.Sort(raw)
	slices.Sort(packed)
	middle, middlePacked := raw[len(raw)/2], packed[len(packed)/2]
	t.Logf("median %d, gzipped %d; largest without essay %d (%s); %d files of %d bytes in all", middle, middlePacked, largest, largestPath, len(s.paths), total)
	if middle > medianRaw {
		t.Errorf("the median page has %d bytes, at most %d are promised", middle, medianRaw)
	}
	if middlePacked > medianPacked {
		t.Errorf("the median page has %d bytes gzipped, at most %d are promised", middlePacked, medianPacked)
	}
	if large > 0 {
		t.Errorf("%d pages without an essay have more than %d bytes, %s has %d", large, largestPlain, largestPath, largest)
	}
	if len(s.paths) > filesMost {
		t.Errorf("the site has %d files, at most %d are promised", len(s.paths), filesMost)
	}
	if total > wholeMost {
		t.Errorf("the site has %d bytes, at most %d are promised", total, wholeMost)
	}
}

// TestTheMapIsLight: the whole page with it, gzipped, and the names that are loaded when somebody points at it.
func TestTheMapIsLight(t *testing.T) {
	s := wholeSite(t)
	for path, most := range map[string]int{"index.html": 7_000, "ports/index.html": 9_000, lists.MapNames: 36_000} {
		if size := gzipped([]byte(pageAt(t, s, path))); size > most {
			t.Errorf("%s has %d bytes gzipped, at most %d are promised", path, size, most)
		}
	}
}

// TestAssetSizes: style and scripts cost little beside a page.
func TestAssetSizes(t *testing.T) {
	s := wholeSite(t)
	for _, name := range s.static.Names {
		size := gzipped(s.static.Files[name])
		if strings.HasSuffix(name, ".css") && size > 6_000 || strings.HasSuffix(name, ".js") && size > 5_000 {
			t.Errorf("%s has %d bytes gzipped", name, size)
		}
	}
}

func gzipped(data []byte) int {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	z.Close()
	return b.Len()
}
