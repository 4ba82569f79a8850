package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"sync"
	"time"
)

// batch is how many files a worker takes at a time. It opens or creates them all before it renders them one by one:
// what was rendered last is still near the processor when it is written.
const batch = 16

// A worker is one of those that work at the same time.
type worker struct {
	*job
	backwards bool // takes the last files and not the first ones
	render    func(i int, write func(piece []byte)) []byte
	rendering time.Duration
	targets   []target // files taken and opened
	target    target   // the one that is being rendered
	disk      []byte   // what a file held before
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

// writeAll makes folders, then renders and writes all files. More than two workers wait for each other, since the
// files of a folder are created one by one.
func (j *job) writeAll(ctx context.Context) error {
	for _, p := range j.src.Paths {
		if _, err := j.folder(parent(p)); err != nil {
			return err
		}
	}
	var running sync.WaitGroup
	for i := range min(2, runtime.NumCPU()) {
		w := &worker{job: j, render: j.src.NewPrinter(), backwards: i == 1}
		running.Go(func() { w.run(ctx) })
	}
	running.Wait()
	if j.err == nil && j.report.Files < len(j.src.Paths) {
		return ctx.Err()
	}
	return j.err
}

// run renders and writes files until there are no more, or somebody failed.
func (w *worker) run(ctx context.Context) {
	started, piece := time.Now(), w.piece
	for w.take(ctx) {
		for _, w.target = range w.targets {
			before := time.Now()
			last := w.render(w.target.index, piece)
			w.rendering += time.Since(before)
			w.write(last)
			w.end()
		}
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.report.Rendering += w.rendering
	w.report.Writing += time.Since(started) - w.rendering
}

// take takes and opens some files, if there are any, unless somebody failed.
//
// Files that stand near each other have more in common than others, and a worker keeps what they have in
// common. So workers begin at both ends and meet, instead of going side by side and keeping all of it twice.
func (w *worker) take(ctx context.Context) bool {
	w.mutex.Lock()
	if w.opt.Progress != nil {
		w.opt.Progress(w.report.Files, len(w.src.Paths))
	}
	first, n := w.from, min(batch, w.to-w.from)
	if w.err != nil || ctx.Err() != nil {
		n = 0
	}
	if w.backwards {
		w.to -= n
		first = w.to
	} else {
		w.from += n
	}
	w.mutex.Unlock()
	if w.fresh {
		w.creating.Lock()
		defer w.creating.Unlock()
	}
	w.targets = w.targets[:0]
	for i := first; i < first+n; i++ {
		w.targets = append(w.targets, w.open(i))
	}
	return n > 0
}

// open opens a file and mends its mode, or creates one that is not there.
func (j *job) open(i int) target {
	in, name, t := j.folders[parent(j.src.Paths[i])], path.Base(j.src.Paths[i]), target{index: i, err: fs.ErrNotExist}
	if !j.fresh {
		t.file, t.err = in.open(name, 0)
	}
	var mode fs.FileMode
	switch {
	case t.err == nil:
		t.before, mode, t.err = t.stat()
	case errors.Is(t.err, fs.ErrNotExist):
		t.changed, mode = true, j.created
		t.file, t.err = in.open(name, create)
	}
	if t.err == nil && mode != j.mode {
		t.err = t.Chmod(fileMode)
	}
	return t
}

// piece writes a piece of the file that is being rendered.
func (w *worker) piece(piece []byte) {
	before := time.Now()
	w.write(piece)
	w.rendering -= time.Since(before)
}

// write adds a piece to the file at hand, unless it stands there already. After a failure it does nothing.
func (w *worker) write(piece []byte) {
	t := &w.target
	at := t.size
	t.size += len(piece)
	if t.err == nil && (t.size > t.before || !w.holds(piece, at)) {
		t.changed = true
		_, t.err = t.WriteAt(piece, int64(at))
	}
}

// holds says whether the file at hand holds data at an offset.
func (w *worker) holds(data []byte, offset int) bool {
	if len(w.disk) < len(data) {
		w.disk = make([]byte, 2*len(data))
	}
	n, _ := w.target.ReadAt(w.disk[:len(data)], int64(offset))
	return bytes.Equal(w.disk[:n], data)
}

// end closes the file at hand and counts it. The report does not depend on which worker is faster.
func (w *worker) end() {
	t := &w.target
	if t.err == nil && t.before > t.size {
		t.changed = true
		t.err = t.Truncate(int64(t.size))
	}
	err := cmp.Or(t.err, t.Close())
	w.mutex.Lock()
	defer w.mutex.Unlock()
	r, f := &w.report, File{w.src.Paths[t.index], t.size}
	if err != nil {
		w.err = cmp.Or(w.err, failure(w.file(f.Path), err))
		return
	}
	if r.Files == 0 || f.Size > r.Largest.Size || f.Size == r.Largest.Size && f.Path < r.Largest.Path {
		r.Largest = f
	}
	if t.changed {
		r.Written++
	}
	r.Files++
	r.Bytes += int64(f.Size)
	r.Unchanged = r.Files - r.Written
}
