package site

import (
	"hash/maphash"
	"testing"
)

// TestPagesDoNotDependOnWhatWasRenderedBefore: a worker keeps what ports have in common, so a page
// could show what is left of another. Rendered from the last file to the first, all are the same.
func TestPagesDoNotDependOnWhatWasRenderedBefore(t *testing.T) {
	s := wholeSite(t)
	seed := maphash.MakeSeed()
	sums := make([]uint64, len(s.paths))
	everyFile(s, func() func(int, []byte) {
		return func(i int, page []byte) { sums[i] = maphash.Bytes(seed, page) }
	})
	wrong := newComplaints(t)
	render := s.NewWorker()
	var page []byte
	for i := len(s.paths) - 1; i >= 0; i-- {
		if page = render(i, page[:0]); maphash.Bytes(seed, page) != sums[i] {
			wrong.addf("%s differs", s.paths[i])
		}
	}
}

// TestRenderingAppends to what is there, as a build that gathers files into one buffer needs.
func TestRenderingAppends(t *testing.T) {
	s := loadTiny(t, tinySite(t))
	render := s.NewWorker()
	for i := range s.paths {
		if i > 20 && i < len(s.paths)-20 {
			continue
		}
		alone := string(render(i, nil))
		if got := string(render(i, []byte("before"))); got != "before"+alone {
			t.Errorf("%s is not appended", s.paths[i])
		}
	}
}
