package export_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// TestSameBytesHoweverManyWork: files that are rendered at the same time, in any order, and by a site that was
// loaded anew, are the same as those rendered one after the other.
func TestSameBytesHoweverManyWork(t *testing.T) {
	s := wholeSite(t)
	again, faults := site.Load(inputs())
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	from := s.Data()
	files := export.Files(from)
	want := make([][]byte, len(files))
	for i, f := range files {
		want[i] = f.Append(nil, from, export.Whole)
	}
	fromAgain := again.Data()
	var workers sync.WaitGroup
	for worker := range 4 {
		workers.Go(func() {
			var page []byte
			for k := range files {
				i := (k*7 + worker*61) % len(files)
				if strings.HasPrefix(files[i].Path, "data/") && worker > 0 {
					continue // large, and the same objects as in the shards
				}
				if page = files[i].Append(page[:0], fromAgain, export.Whole); !bytes.Equal(page, want[i]) {
					t.Errorf("%s differs", files[i].Path)
				}
			}
		})
	}
	workers.Wait()
}

// TestFilesAppend to what is there, as a worker's buffer wants it.
func TestFilesAppend(t *testing.T) {
	from := wholeSite(t).Data()
	for _, f := range export.Files(from) {
		if strings.HasPrefix(f.Path, "data/") || strings.HasPrefix(f.Path, "api/v1/ports/1") {
			continue
		}
		if got := f.Append([]byte("before"), from, export.Whole); !bytes.HasPrefix(got, []byte("before")) || !bytes.Equal(got[len("before"):], f.Append(nil, from, export.Whole)) {
			t.Errorf("%s", f.Path)
		}
	}
}
