package preview

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A snapshot is what the inputs of one moment made. It never changes.
type snapshot struct {
	stamp    string     // of the inputs
	site     *site.Site // the last one without faults; nil when there was none yet
	style    string     // hash of its style sheets
	files    string     // hash of the other files in static/
	warnings fault.List // of the site
	faults   fault.List // of the inputs
	overlay  string     // the faults as HTML; empty when there are none
	done     chan struct{}
}

// newSnapshot makes a snapshot of a site without faults.
func newSnapshot(stamp string, loaded *site.Site, static string) *snapshot {
	s := &snapshot{stamp: stamp, site: loaded, warnings: loaded.Warnings, done: make(chan struct{})}
	style, files := fnv.New64a(), fnv.New64a()
	walk(static, func(name string, _ bool) {
		page, ok := loaded.Render("assets/" + name)
		switch {
		case !ok: // a folder
		case strings.HasSuffix(name, ".css"):
			style.Write(append([]byte(name), page...))
		default:
			files.Write(append([]byte(name), page...))
		}
	})
	s.style, s.files = strconv.FormatUint(style.Sum64(), 36), strconv.FormatUint(files.Sum64(), 36)
	return s
}

// withFaults makes a snapshot of inputs that have faults: the site of the one before is shown on.
func (s *snapshot) withFaults(stamp string, faults fault.List) *snapshot {
	next := *s
	next.stamp, next.faults, next.overlay, next.done = stamp, faults, overlay(faults), make(chan struct{})
	return &next
}

// current returns the snapshot of the inputs as they are now. Requests wait here only while a new one is being made.
func (s *Server) current() *snapshot {
	if now := s.snapshot.Load(); s.unchanged(now.stamp) {
		return now
	}
	s.loading.Lock()
	defer s.loading.Unlock()
	old := s.snapshot.Load()
	if s.unchanged(old.stamp) {
		return old // made while this request waited
	}
	next, try := s.load(old)
	s.replace(next)
	if faults := try(); len(faults) > len(next.faults) {
		next = old.withFaults(next.stamp, faults)
		s.replace(next)
	}
	s.report(old, next)
	return next
}

// unchanged reports whether the inputs are as they were when they had a stamp.
func (s *Server) unchanged(stamp string) bool { return !s.dirty.Load() && stampOf(s.inputs) == stamp }

// replace puts a snapshot in the place of the one before, and lets open pages know.
func (s *Server) replace(next *snapshot) { close(s.snapshot.Swap(next).done) }

// Some editors empty a file before they fill it. So faults that were not there before have to last; a writer who makes
// one can wait a moment for it.
const (
	retries    = 3 // how often faults are not believed
	retryAfter = 30 * time.Millisecond
)

// load makes the snapshot that follows the old one. Try tries its pages, which takes half as long again: it is shown
// meanwhile.
func (s *Server) load(old *snapshot) (next *snapshot, try func() fault.List) {
	for attempt := 0; ; attempt++ {
		s.dirty.Store(false) // before looking: what happens from here on counts
		stamp := stampOf(s.inputs)
		loaded, faults, try := s.reloader.Load(s.inputs)
		if len(faults) == 0 {
			return newSnapshot(stamp, loaded, s.inputs.Static), try
		}
		believed := old.site == nil || len(old.faults) > 0 || attempt == retries
		if !believed {
			s.pause()
		}
		if believed || s.unchanged(stamp) {
			return old.withFaults(stamp, faults), try
		}
	}
}

// report tells the person at the terminal what is new.
func (s *Server) report(old, now *snapshot) {
	news := News{Faults: now.faults, Mended: len(old.faults) > 0 && len(now.faults) == 0}
	if len(now.faults) == 0 && !slices.Equal(old.warnings, now.warnings) {
		news.Warnings = now.warnings
	}
	if news.Mended || news.Warnings != nil || !slices.Equal(old.faults, now.faults) {
		s.notify(news)
	}
}
