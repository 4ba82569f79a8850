package publish

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// stretchFiles is how many files a worker takes at a time; in a new folder, it creates them all before it renders them
// one by one. What was rendered last is still near the processor when it is written.
const stretchFiles = 16

// progressEvery is how often progress is told.
const progressEvery = 100 * time.Millisecond

// work is what the workers share.
type work struct {
	tree  *tree
	src   Source
	fresh bool // the folder was empty: files need not be looked for

	left     stretch
	failed   atomic.Bool
	creating sync.Mutex // a folder takes new files one by one: who has to wait should do something else
	workers  []*worker
}

// done is the number of files that are as they shall be.
func (s *work) done() int {
	done := 0
	for _, w := range s.workers {
		done += int(w.done.Load())
	}
	return done
}

// A stretch is the files that nobody has taken.
type stretch struct {
	mutex    sync.Mutex
	from, to int
}

// take takes some files, the first ones or the last ones; from is not less than to when there are no more.
//
// Files that stand near each other have more in common than others, and a worker keeps what they have in
// common. So workers begin at both ends and meet, instead of going side by side and keeping all of it twice.
func (s *stretch) take(last bool) (from, to int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if last {
		to, from = s.to, max(s.to-stretchFiles, s.from)
		s.to = from
		return from, to
	}
	from, to = s.from, min(s.from+stretchFiles, s.to)
	s.from = to
	return from, to
}

// writeAll renders and writes all files and adds to the report.
func writeAll(ctx context.Context, t *tree, src Source, opt Options, fresh bool, report *Report) error {
	started := time.Now()
	defer spareProcessor(opt.workers())()
	shared := &work{tree: t, src: src, fresh: fresh, left: stretch{to: len(src.Paths)}}
	for i := range opt.workers() {
		w := newWorker(shared)
		w.last = i%2 == 1
		shared.workers = append(shared.workers, w)
	}
	var running sync.WaitGroup
	for _, w := range shared.workers {
		running.Go(func() {
			runtime.LockOSThread() // workerClock is that of the thread
			w.run(ctx)
		})
	}
	stop := shared.tell(opt.Progress)
	running.Wait()
	var first error
	for _, w := range shared.workers {
		report.add(w.report)
		if first == nil {
			first = w.err
		}
	}
	if first == nil && report.Files < len(src.Paths) {
		first = ctx.Err()
	}
	stop()
	report.Filling = time.Since(started)
	return first
}

// spareProcessor lets Go use one processor more than there are workers, and returns how to end that. When none is idle,
// the runtime takes away that of a worker who is in the kernel for longer than 20 µs, as one who writes often is, and
// getting it back takes a twentieth of the time of a build. Who asked for fewer processors (GOMAXPROCS=1) gets no more.
func spareProcessor(workers int) (end func()) {
	if runtime.GOMAXPROCS(0) != workers {
		return func() {}
	}
	runtime.GOMAXPROCS(workers + 1)
	return func() { runtime.GOMAXPROCS(workers) }
}

// tell calls progress now and then until stop is called, which calls it a last time.
func (s *work) tell(progress func(done, total int)) (stop func()) {
	if progress == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				progress(s.done(), len(s.src.Paths))
			case <-quit:
				progress(s.done(), len(s.src.Paths))
				return
			}
		}
	}()
	return func() { close(quit); <-ended }
}

// A worker is one of those that work at the same time.
type worker struct {
	*work
	last   bool // takes the last files and not the first ones
	print  func(i int, spill func(piece []byte)) []byte
	taken  []target // files, and in a new folder created
	next   []target // those of them that are still to be made
	target target
	done   atomic.Int64  // files
	lapped time.Duration // when lap was called last
	dir    string        // the folder of the latest file
	in     *folder       // its handle
	disk   []byte        // what a file held before
	report Report
	err    error
}

func newWorker(s *work) *worker {
	return &worker{work: s, print: s.src.NewPrinter()}
}

// whole renders a file, all of it.
func (w *worker) whole(i int) []byte {
	var page []byte
	last := w.print(i, func(piece []byte) { page = append(page, piece...) })
	return append(page, last...)
}

// run renders and writes files until there are no more, or somebody failed.
func (w *worker) run(ctx context.Context) {
	started, spill := workerClock(), w.spill
	w.lap()
	for w.err == nil && !w.failed.Load() && ctx.Err() == nil && w.more() {
		w.report.Writing += w.lap()
		w.target, w.next = w.next[0], w.next[1:]
		last := w.print(w.target.index, spill)
		w.report.Rendering += w.lap()
		w.give(last)
		w.end()
	}
	w.report.Writing += w.lap()
	for _, t := range w.next { // nobody will fill them
		if t.opened {
			t.close()
		}
	}
	if w.err != nil {
		w.failed.Store(true)
	}
	w.report.share(workerClock() - started)
}

// more takes more files when few are left, and reports whether there are any.
func (w *worker) more() bool {
	switch {
	case len(w.next) > stretchFiles/2:
	case !w.fresh:
		w.take()
	case len(w.next) == 0:
		w.creating.Lock()
		w.take()
		w.creating.Unlock()
	case w.creating.TryLock(): // otherwise there is time
		w.take()
		w.creating.Unlock()
	}
	return len(w.next) > 0 && w.err == nil
}

// take takes files, and creates them in a folder that was empty.
func (w *worker) take() {
	from, to := w.left.take(w.last)
	w.taken = append(w.taken[:0], w.next...)
	for i := from; i < to && w.err == nil; i++ {
		t := target{index: i, opened: w.fresh, created: w.fresh}
		if w.fresh {
			in, name := w.place(i)
			var err error
			if t.file, err = in.create(name); err != nil {
				w.fail(i, err)
				break
			}
		}
		w.taken = append(w.taken, t)
	}
	w.next = w.taken
}

// place is the folder and the name of a file.
func (w *worker) place(i int) (folder, string) {
	p := w.src.Paths[i]
	dir := parent(p)
	if dir != w.dir || w.in == nil {
		in := w.tree.open[dir]
		w.dir, w.in = dir, &in
	}
	return *w.in, p[len(dir)+min(len(dir), 1):]
}

// lap is the time that has passed since it was called last. Asking for processor time costs ten times as much.
func (w *worker) lap() time.Duration {
	now := time.Since(lapsFrom)
	lap := now - w.lapped
	w.lapped = now
	return lap
}

var lapsFrom = time.Now()

// fail notes the first failure of this worker.
func (w *worker) fail(i int, err error) {
	if w.err == nil {
		w.err = failure(w.tree.file(w.src.Paths[i]), err)
	}
}

// share turns the time that passed while rendering and writing into the worker's processor time, in the same
// proportion.
func (r *Report) share(processor time.Duration) {
	passed := r.Rendering + r.Writing
	if passed == 0 {
		return
	}
	r.Rendering = time.Duration(float64(processor) * float64(r.Rendering) / float64(passed))
	r.Writing = processor - r.Rendering
}

// note adds one file to the report.
func (r *Report) note(f File) {
	r.Files++
	r.Bytes += int64(f.Size)
	r.Largest = larger(r.Largest, f)
}

// add adds what one worker did.
func (r *Report) add(o Report) {
	r.Files += o.Files
	r.Bytes += o.Bytes
	r.Largest = larger(r.Largest, o.Largest)
	r.Written += o.Written
	r.Unchanged += o.Unchanged
	r.Rendering += o.Rendering
	r.Writing += o.Writing
}

// larger is the larger file, or the one whose path comes first, so that the report does not depend on
// which worker was faster.
func larger(a, b File) File {
	if b.Size > a.Size || b.Size == a.Size && (a.Path == "" || b.Path != "" && b.Path < a.Path) {
		return b
	}
	return a
}
