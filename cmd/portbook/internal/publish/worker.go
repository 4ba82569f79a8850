package publish

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A worker renders some files, then writes them, so that reading the clock twice tells rendering from writing at
// no cost. The bounds keep the files of a batch near the size of a processor's cache.
const (
	batchFiles = 32
	batchBytes = 512 << 10
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
	creating sync.Mutex // a folder takes new files one by one; waiting here is cheaper than in the kernel
}

// A stretch is the files that nobody has taken.
type stretch struct {
	mutex    sync.Mutex
	from, to int
}

// take takes a batch of files, the first ones or the last ones; from is not less than to when there are no more.
//
// Files that stand near each other have more in common than others, and a worker keeps what they have in
// common. So workers begin at both ends and meet, instead of going side by side and keeping all of it twice.
func (s *stretch) take(last bool) (from, to int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if last {
		to, from = s.to, max(s.to-batchFiles, s.from)
		s.to = from
		return from, to
	}
	from, to = s.from, min(s.from+batchFiles, s.to)
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
	last     bool // takes the last files and not the first ones
	print    func(i, place int, spill func(piece []byte)) []byte
	pages    [][]byte   // the rendered files of the batch
	at       int        // the file that is being rendered
	large    *largeFile // that file, once it has spilled something
	spilling time.Duration
	open     []file
	disk     []byte // what a file held before
	report   Report
	err      error
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

// run takes batches until there are no more, or somebody failed.
func (w *worker) run(ctx context.Context) {
	for w.err == nil && !w.failed.Load() && ctx.Err() == nil {
		from, to := w.left.take(w.last)
		if from >= to {
			return
		}
		for from < to && w.err == nil {
			from = w.batch(from, to)
		}
	}
	if w.err != nil {
		w.failed.Store(true)
	}
}

// count notes a file that is as it shall be.
func (w *worker) count(i, size int) {
	w.report.note(File{w.src.Paths[i], size})
	w.done.Add(1)
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
