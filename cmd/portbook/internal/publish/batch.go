package publish

import (
	"bytes"
	"errors"
	"io/fs"
)

// batch renders and writes files from..to, or as many as the buffer holds, and returns the next one.
func (w *worker) batch(from, to int) int {
	started := workerClock()
	if cap(w.buf) > 4*batchBytes { // of a large file; few are
		w.buf = nil
	}
	w.buf, w.ends = w.buf[:0], w.ends[:0]
	for i := from; i < to && len(w.buf) < batchBytes; i++ {
		w.buf = w.render(i, w.buf)
		w.ends = append(w.ends, len(w.buf))
	}
	rendered := workerClock()
	w.report.Rendering += rendered - started
	if w.fresh {
		w.createBatch(from)
	} else {
		w.updateBatch(from)
	}
	w.report.Writing += workerClock() - rendered
	return from + len(w.ends)
}

// data is the bytes of the k-th file of the batch.
func (w *worker) data(k int) []byte {
	start := 0
	if k > 0 {
		start = w.ends[k-1]
	}
	return w.buf[start:w.ends[k]]
}

// place is the folder and the name of a file.
func (w *worker) place(i int) (folder, string) {
	p := w.src.Paths[i]
	dir := parent(p)
	return w.tree.open[dir], p[len(dir)+min(len(dir), 1):]
}

// createBatch writes the batch into a folder that was empty.
func (w *worker) createBatch(from int) {
	w.open = w.open[:0]
	w.creating.Lock()
	for k := range w.ends {
		in, name := w.place(from + k)
		f, err := in.create(name)
		if err != nil {
			w.fail(from+k, err)
			break
		}
		w.open = append(w.open, f)
	}
	w.creating.Unlock()
	for k, f := range w.open {
		w.finish(from+k, f, w.data(k))
	}
}

// finish fills a file that was just created, and closes it.
func (w *worker) finish(i int, f file, data []byte) {
	err := w.setNewMode(f)
	if err == nil {
		err = f.write(data)
	}
	if err = errors.Join(err, f.close()); err != nil {
		w.fail(i, err)
		return
	}
	w.report.Written++
	w.count(i, len(data))
}

func (w *worker) setNewMode(f file) error {
	if !w.tree.masked {
		return nil
	}
	return f.setMode()
}

// updateBatch writes the batch where earlier files may be.
func (w *worker) updateBatch(from int) {
	for k := range w.ends {
		in, name := w.place(from + k)
		f, err := in.open(name)
		if errors.Is(err, fs.ErrNotExist) {
			if f, err = in.create(name); err == nil {
				w.finish(from+k, f, w.data(k))
				continue
			}
		}
		if err == nil {
			err = w.update(f, w.data(k))
		}
		if err != nil {
			w.fail(from+k, err)
			return
		}
		w.count(from+k, len(w.data(k)))
	}
}

// update makes a file hold data and closes it.
func (w *worker) update(f file, data []byte) error {
	same, size, err := w.compare(f, data)
	if err == nil && !same {
		err = f.overwrite(data, size)
	}
	if err = errors.Join(err, f.close()); err != nil {
		return err
	}
	if same {
		w.report.Unchanged++
	} else {
		w.report.Written++
	}
	return nil
}

// compare says whether a file holds data, and its size. It mends the mode on the way.
func (w *worker) compare(f file, data []byte) (same bool, size int64, err error) {
	size, mode, err := f.stat()
	if err == nil && mode != fileMode && w.tree.hasModes {
		err = f.setMode()
	}
	if err != nil || size != int64(len(data)) {
		return false, size, err
	}
	if cap(w.disk) < len(data) {
		w.disk = make([]byte, len(data), 2*len(data))
	}
	w.disk = w.disk[:len(data)]
	err = f.read(w.disk)
	return err == nil && bytes.Equal(w.disk, data), size, err
}

// holds says whether a file holds data, without changing anything.
func (w *worker) holds(in folder, name string, data []byte) bool {
	f, err := in.open(name)
	if err != nil {
		return false
	}
	defer f.close()
	same, _, err := w.compare(f, data)
	return same && err == nil
}
