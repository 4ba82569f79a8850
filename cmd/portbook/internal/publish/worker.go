package publish

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A worker renders some files, then writes them, so that reading the clock now and then tells rendering from writing
// at no cost. When it is not its turn to create files it renders some more. The bounds keep what waits to be written
// within a processor's cache.
const (
	stretchFiles = 16                // taken at a time
	batchFiles   = 6 * stretchFiles  // written at a time, at most
	batchBytes   = batchFiles * 15e3 // likewise; the last file may exceed it
)

// progressEvery is how often progress is told.
const progressEvery = 100 * time.Millisecond

// work is what the workers share.
type work struct {
	tree  *tree
	src   Source
	fresh bool // the folder was empty: files need not be looked for

	left     stretch
	done     atomic.Int64
	failed   atomic.Bool
	creating sync.Mutex // a folder takes new files one by one: who has to wait should do something else
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
	shared := &work{tree: t, src: src, fresh: fresh, left: stretch{to: len(src.Paths)}}
	workers := make([]*worker, opt.workers())
	var running sync.WaitGroup
	for i := range workers {
		workers[i] = newWorker(shared)
		workers[i].last = i%2 == 1
		running.Go(func() {
			runtime.LockOSThread() // workerClock is that of the thread
			workers[i].run(ctx)
		})
	}
	stop := shared.tell(opt.Progress)
	running.Wait()
	var first error
	for _, w := range workers {
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
				progress(int(s.done.Load()), len(s.src.Paths))
			case <-quit:
				progress(int(s.done.Load()), len(s.src.Paths))
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
	print  func(i, place int, spill func(piece []byte)) []byte
	batch  []rendered    // waits to be written
	size   int           // of the batch, in bytes
	at     int           // the file that is being rendered
	large  *largeFile    // that file, once it has spilled something
	clock  time.Duration // when lap was last asked for
	dir    string        // the folder of the latest file
	in     *folder       // its handle
	open   []file
	disk   []byte // what a file held before
	report Report
	err    error
}

func newWorker(s *work) *worker {
	return &worker{work: s, print: s.src.NewPrinter()}
}

// whole renders a file, all of it.
func (w *worker) whole(i int) []byte {
	var page []byte
	last := w.print(i, 0, func(piece []byte) { page = append(page, piece...) })
	return append(page, last...)
}

// run renders and writes files until there are no more, or somebody failed.
func (w *worker) run(ctx context.Context) {
	w.clock = workerClock()
	for w.mayGoOn(ctx) {
		from, to := w.left.take(w.last)
		if from >= to {
			break
		}
		for w.at = from; w.at < to && w.err == nil; {
			w.render(w.at, to)
			w.write(len(w.batch)+stretchFiles > batchFiles || w.size >= batchBytes)
		}
	}
	if w.mayGoOn(ctx) {
		w.write(true)
	}
	if w.err != nil {
		w.failed.Store(true)
	}
}

func (w *worker) mayGoOn(ctx context.Context) bool {
	return w.err == nil && !w.failed.Load() && ctx.Err() == nil
}

// count notes a file that is as it shall be.
func (w *worker) count(i, size int) {
	w.report.note(File{w.src.Paths[i], size})
}

// fail notes the first failure of this worker.
func (w *worker) fail(i int, err error) {
	if w.err == nil {
		w.err = failure(w.tree.file(w.src.Paths[i]), err)
	}
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
