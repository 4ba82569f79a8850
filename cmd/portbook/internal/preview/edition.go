package preview

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// An edition is what the inputs of one moment made. It never changes.
type edition struct {
	stamp    string // of the inputs
	good     *good  // the last site without faults; nil when there was none yet
	faults   fault.List
	warnings fault.List
	overlay  string        // the faults as HTML; empty when there are none
	over     chan struct{} // closed when the next edition is there
}

// good is a site without faults.
type good struct {
	site    *site.Site
	workers sync.Pool // of func(i int, dst []byte) []byte: one renders one page at a time
	style   string    // hash of the style sheets
	files   string    // hash of the other files in static/
}

// fresh returns the edition that the inputs as they are now make. Requests wait here only while a
// new one is being made.
func (s *Server) fresh() *edition {
	if e := s.edition.Load(); e != nil && !s.told.Load() && stampOf(s.inputs) == e.stamp {
		return e
	}
	s.loading.Lock()
	defer s.loading.Unlock()
	old := s.edition.Load()
	if old != nil && !s.told.Load() && stampOf(s.inputs) == old.stamp {
		return old // made while this request waited
	}
	e := s.make(old)
	s.edition.Store(e)
	if old != nil {
		close(old.over)
	}
	s.report(old, e)
	return e
}

// doubts is how often faults are not believed. Some editors empty a file before they fill it, so
// faults that were not there before have to last; a writer who makes one can wait a moment for it.
const doubts = 3

// rest is how long faults have to last.
func rest() { time.Sleep(30 * time.Millisecond) }

// make makes the edition that follows the old one.
func (s *Server) make(old *edition) *edition {
	for try := 0; ; try++ {
		s.told.Store(false) // before looking: what happens from here on counts
		stamp := stampOf(s.inputs)
		e := s.load(old, stamp)
		newlyFaulty := len(e.faults) > 0 && old != nil && len(old.faults) == 0
		if !newlyFaulty || try == doubts {
			return e
		}
		s.rest()
		if !s.told.Load() && stampOf(s.inputs) == stamp {
			return e
		}
	}
}

// load makes an edition of the inputs as they are now.
func (s *Server) load(old *edition, stamp string) *edition {
	e := &edition{stamp: stamp, over: make(chan struct{})}
	loaded, faults := s.reloader.Load(s.inputs)
	switch {
	case len(faults) == 0:
		e.good = newGood(loaded, s.inputs.Static)
		e.warnings = slices.Concat(loaded.Warnings, loaded.Slow)
	case old != nil:
		e.good, e.warnings = old.good, old.warnings
	}
	if len(faults) > 0 {
		e.faults, e.overlay = faults, overlay(faults)
	}
	return e
}

// report tells the person at the terminal what is new.
func (s *Server) report(old, e *edition) {
	if old == nil {
		old = &edition{}
	}
	news := News{Faults: e.faults, Mended: len(old.faults) > 0 && len(e.faults) == 0}
	if len(e.faults) == 0 && !slices.Equal(old.warnings, e.warnings) {
		news.Warnings = e.warnings
	}
	if news.Mended || news.Warnings != nil || !slices.Equal(old.faults, e.faults) {
		s.tell(news)
	}
}

func newGood(loaded *site.Site, static string) *good {
	g := &good{site: loaded, workers: sync.Pool{New: func() any { return loaded.NewWorker() }}}
	style, files := fnv.New64a(), fnv.New64a()
	walk(static, func(name string, isFolder bool) {
		i, ok := loaded.Find("assets/" + name)
		if isFolder || !ok {
			return
		}
		to := files
		if strings.HasSuffix(name, ".css") {
			to = style
		}
		to.Write([]byte(name))
		to.Write(g.render(i))
	})
	g.style, g.files = strconv.FormatUint(style.Sum64(), 36), strconv.FormatUint(files.Sum64(), 36)
	return g
}

// render returns the bytes of a file of the site.
func (g *good) render(i int) []byte {
	worker := g.workers.Get().(func(i int, dst []byte) []byte)
	defer g.workers.Put(worker)
	return worker(i, nil)
}
