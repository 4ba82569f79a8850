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
	again, faults := site.Load(inputs())
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	files, filesAgain := export.Files(wholeSite(t).Data()), export.Files(again.Data())
	want := make([][]byte, len(files))
	for i, f := range files {
		want[i] = written(f, "")
	}
	var workers sync.WaitGroup
	for worker := range 4 {
		workers.Go(func() {
			for k := range files {
				i := (k*7 + worker*61) % len(files)
				if strings.HasPrefix(files[i].Path, "data/") && worker > 0 {
					continue // large, and the same objects as in the shards
				}
				if !bytes.Equal(written(filesAgain[i], ""), want[i]) {
					t.Errorf("%s differs", files[i].Path)
				}
			}
		})
	}
	workers.Wait()
}

// written is a file behind what a buffer held before.
func written(f export.File, before string) []byte {
	dst := []byte(before)
	for part := range f.Parts {
		dst = f.Append(dst, part)
	}
	return dst
}

// TestFilesAppend to what is there, as a worker's buffer wants it.
func TestFilesAppend(t *testing.T) {
	for _, f := range export.Files(wholeSite(t).Data()) {
		if strings.HasPrefix(f.Path, "data/") || strings.HasPrefix(f.Path, "api/v1/ports/1") {
			continue
		}
		if got := written(f, "before"); string(got) != "before"+string(written(f, "")) {
			t.Errorf("%s", f.Path)
		}
	}
}
