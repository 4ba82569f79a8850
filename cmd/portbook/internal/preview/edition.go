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
	e, try := s.make(old)
	s.publish(old, e)
	if faults := try(); len(e.faults) == 0 && len(faults) > 0 {
		untried := e
		e = s.faulty(old, e.stamp, faults)
		s.publish(untried, e)
	}
	s.report(old, e)
	return e
}

// publish puts an edition in the place of the old one, and lets open pages know.
func (s *Server) publish(old, e *edition) {
	s.edition.Store(e)
	if old != nil {
		close(old.over)
	}
}

// replyTo is what a path gets in an edition. Its pages may not have been tried yet, to show edits sooner. When one
// fails, the faults will be known in a moment, and the next edition shows them over the last good page.
func (s *Server) replyTo(path string, e *edition) (r reply) {
	defer func() {
		if problem := recover(); problem != nil {
			s.loading.Lock() // until they were tried
			next := s.edition.Load()
			s.loading.Unlock()
			if next == e {
				panic(problem)
			}
			r = next.reply(path)
		}
	}()
	return e.reply(path)
}

// doubts is how often faults are not believed. Some editors empty a file before they fill it, so
// faults that were not there before have to last; a writer who makes one can wait a moment for it.
const doubts = 3

// rest is how long faults have to last.
func rest() { time.Sleep(30 * time.Millisecond) }

// make makes the edition that follows the old one. Try tries its pages.
func (s *Server) make(old *edition) (e *edition, try func() fault.List) {
	for attempt := 0; ; attempt++ {
		s.told.Store(false) // before looking: what happens from here on counts
		stamp := stampOf(s.inputs)
		e, try = s.load(old, stamp)
		newlyFaulty := len(e.faults) > 0 && old != nil && len(old.faults) == 0
		if !newlyFaulty || attempt == doubts {
			return e, try
		}
		s.rest()
		if !s.told.Load() && stampOf(s.inputs) == stamp {
			return e, try
		}
	}
}

// load makes an edition of the inputs as they are now.
func (s *Server) load(old *edition, stamp string) (*edition, func() fault.List) {
	loaded, faults, try := s.reloader.Load(s.inputs)
	if len(faults) > 0 {
		return s.faulty(old, stamp, faults), try
	}
	return &edition{stamp: stamp, over: make(chan struct{}), good: newGood(loaded, s.inputs.Static),
		warnings: loaded.Warnings}, try
}

// faulty makes an edition of faults, over the last good site if there was one.
func (s *Server) faulty(old *edition, stamp string, faults fault.List) *edition {
	e := &edition{stamp: stamp, over: make(chan struct{}), faults: faults, overlay: overlay(faults)}
	if old != nil {
		e.good, e.warnings = old.good, old.warnings
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
	page := worker(i, nil)
	g.workers.Put(worker) // not one that failed
	return page
}
