package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"
)

// batch is how many files a worker takes at a time. It opens or creates them all before it renders them one by one:
// what was rendered last is still near the processor when it is written.
const batch = 16

// work is what the workers have in common.
type work struct {
	*tree
	src      Source
	progress func(done, total int)
	fresh    bool       // the folder was empty: files need not be looked for
	creating sync.Mutex // a folder takes new files one by one, and waiting here costs less than waiting in the kernel

	taking   sync.Mutex // for what follows
	from, to int        // the files that nobody has taken
	report   *Report
	err      error // the first failure
}

// writeAll renders and writes all files and adds to the report.
func (t *tree) writeAll(ctx context.Context, src Source, opt Options, fresh bool, report *Report) error {
	for _, p := range src.Paths {
		if _, err := t.folder(parent(p), true); err != nil {
			return err
		}
	}
	shared := &work{tree: t, src: src, progress: opt.Progress, fresh: fresh, to: len(src.Paths), report: report}
	var running sync.WaitGroup
	for i := range opt.workers() {
		w := newWorker(shared)
		w.backwards = i%2 == 1
		running.Go(func() { w.run(ctx) })
	}
	running.Wait()
	if shared.err == nil && report.Files < len(src.Paths) {
		return ctx.Err()
	}
	return shared.err
}

// A worker is one of those that work at the same time.
type worker struct {
	*work
	backwards bool // takes the last files and not the first ones
	render    func(i int, write func(piece []byte)) []byte
	targets   []target // files taken and opened
	target    target   // the one that is being rendered
	disk      []byte   // what a file held before
	clock     time.Time
	done      Report // since the latest take
	failed    error  // the first failure
}

// A target is an open file of the folder. It gets its bytes piece by piece, so that a large one never needs
// memory for all of it.
type target struct {
	file
	index   int  // in the paths
	before  int  // its size before this build
	size    int  // of what was rendered so far
	changed bool // it held something else, or was not there
	err     error
}

func newWorker(shared *work) *worker {
	return &worker{work: shared, render: shared.src.NewPrinter(), clock: time.Now()}
}

// run renders and writes files until there are no more, or somebody failed.
func (w *worker) run(ctx context.Context) {
	piece := w.piece
	for from, to := w.take(ctx); from < to; from, to = w.take(ctx) {
		w.openAll(from, to)
		for _, w.target = range w.targets {
			w.addTime(&w.done.Writing)
			last := w.render(w.target.index, piece)
			w.addTime(&w.done.Rendering)
			w.write(last)
			w.end()
		}
		w.addTime(&w.done.Writing)
	}
}

// take reports what was done and takes more files, those from from to to; none when there are no more, or somebody failed.
//
// Files that stand near each other have more in common than others, and a worker keeps what they have in
// common. So workers begin at both ends and meet, instead of going side by side and keeping all of it twice.
func (w *worker) take(ctx context.Context) (from, to int) {
	w.taking.Lock()
	defer w.taking.Unlock()
	w.report.add(w.done)
	w.done = Report{}
	w.err = cmp.Or(w.err, w.failed)
	if w.progress != nil {
		w.progress(w.report.Files, len(w.src.Paths))
	}
	if w.err != nil || ctx.Err() != nil {
		return 0, 0
	}
	if w.backwards {
		from, to = max(w.to-batch, w.from), w.to
		w.to = from
		return from, to
	}
	from, to = w.from, min(w.from+batch, w.to)
	w.from = to
	return from, to
}

// openAll opens files, or creates those that are not there.
func (w *worker) openAll(from, to int) {
	if w.fresh {
		w.creating.Lock()
		defer w.creating.Unlock()
	}
	w.targets = w.targets[:0]
	for i := from; i < to; i++ {
		t, err := target{}, fs.ErrNotExist
		if !w.fresh {
			t, err = w.openFile(w.src.Paths[i])
		}
		if errors.Is(err, fs.ErrNotExist) {
			t, err = w.createFile(w.src.Paths[i])
		}
		if err != nil {
			w.fail(i, err)
			return
		}
		t.index = i
		w.targets = append(w.targets, t)
	}
}

// piece writes a piece of the file that is being rendered.
func (w *worker) piece(piece []byte) {
	w.addTime(&w.done.Rendering)
	w.write(piece)
	w.addTime(&w.done.Writing)
}

// write adds a piece to the file at hand, unless it stands there already. After a failure it does nothing.
func (w *worker) write(piece []byte) {
	t := &w.target
	if t.err != nil {
		return
	}
	at := t.size
	t.size += len(piece)
	if t.size <= t.before && w.holds(*t, piece, at) {
		return
	}
	t.changed = true
	_, t.err = t.WriteAt(piece, int64(at))
}

// holds says whether a file that is long enough holds data at an offset.
func (w *worker) holds(t target, data []byte, offset int) bool {
	if cap(w.disk) < len(data) {
		w.disk = make([]byte, len(data), 2*len(data))
	}
	_, err := t.ReadAt(w.disk[:len(data)], int64(offset))
	return err == nil && bytes.Equal(w.disk[:len(data)], data)
}

// holdsAll closes a file and says whether it holds all that Paths[i] shall.
func (w *worker) holdsAll(t target, i int) bool {
	defer t.Close()
	var page []byte
	last := w.render(i, func(piece []byte) { page = append(page, piece...) })
	page = append(page, last...)
	return t.before == len(page) && w.holds(t, page, 0)
}

// end closes the file at hand and counts it.
func (w *worker) end() {
	t := &w.target
	if t.err == nil && t.before > t.size {
		t.changed = true
		t.err = t.Truncate(int64(t.size))
	}
	if err := cmp.Or(t.err, t.Close()); err != nil {
		w.fail(t.index, err)
		return
	}
	done := Report{Files: 1, Bytes: int64(t.size), Largest: File{w.src.Paths[t.index], t.size}, Unchanged: 1}
	if t.changed {
		done.Written, done.Unchanged = 1, 0
	}
	w.done.add(done)
}

// fail notes the first failure of this worker.
func (w *worker) fail(i int, err error) {
	w.failed = cmp.Or(w.failed, failure(w.file(w.src.Paths[i]), err))
}

// addTime adds the time that has passed since it was called last.
func (w *worker) addTime(sum *time.Duration) {
	now := time.Now()
	*sum += now.Sub(w.clock)
	w.clock = now
}

// add adds what was done to files. The largest does not depend on which worker was faster.
func (r *Report) add(o Report) {
	a, b := r.Largest, o.Largest
	if b.Size > a.Size || b.Size == a.Size && (a.Path == "" || b.Path != "" && b.Path < a.Path) {
		r.Largest = b
	}
	r.Files += o.Files
	r.Bytes += o.Bytes
	r.Written += o.Written
	r.Unchanged += o.Unchanged
	r.Rendering += o.Rendering
	r.Writing += o.Writing
}
