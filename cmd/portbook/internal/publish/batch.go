package publish

import (
	"bytes"
	"errors"
	"io/fs"
)

// batch renders and writes files from..to, or as many of them as are enough for once, and returns the next one.
func (w *worker) batch(from, to int) (next int) {
	started := workerClock()
	w.pages, w.spilling = w.pages[:0], 0
	size := 0
	for next = from; next < to && size < batchBytes && w.err == nil; next++ {
		w.at = next
		page := w.print(next, len(w.pages), w.spill)
		if w.large != nil {
			w.endLarge(page)
			next++
			break
		}
		w.pages = append(w.pages, page)
		size += len(page)
	}
	rendered := workerClock()
	w.report.Rendering += rendered - started - w.spilling
	if w.fresh {
		w.createBatch(from)
	} else {
		w.updateBatch(from)
	}
	w.report.Writing += workerClock() - rendered + w.spilling
	return next
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
	for k := range w.pages {
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
		w.finish(from+k, f, w.pages[k])
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
	for k := range w.pages {
		in, name := w.place(from + k)
		f, err := in.open(name)
		if errors.Is(err, fs.ErrNotExist) {
			if f, err = in.create(name); err == nil {
				w.finish(from+k, f, w.pages[k])
				continue
			}
		}
		if err == nil {
			err = w.update(f, w.pages[k])
		}
		if err != nil {
			w.fail(from+k, err)
			return
		}
		w.count(from+k, len(w.pages[k]))
	}
}

// update makes a file hold data and closes it.
func (w *worker) update(f file, data []byte) error {
	same, size, err := w.compare(f, data)
	if err == nil && !same {
		err = f.overwrite(data, 0)
	}
	if err == nil && size > len(data) {
		err = f.cut(len(data))
	}
	if err = errors.Join(err, f.close()); err != nil {
		return err
	}
	w.countChange(!same)
	return nil
}

// countChange notes whether a file had to be written.
func (w *worker) countChange(changed bool) {
	if changed {
		w.report.Written++
	} else {
		w.report.Unchanged++
	}
}

// compare says whether a file holds data, and its size. It mends the mode on the way.
func (w *worker) compare(f file, data []byte) (same bool, size int, err error) {
	size, err = w.look(f)
	if err != nil || size != len(data) {
		return false, size, err
	}
	same, err = w.holdsAt(f, data, 0)
	return same, size, err
}

// look returns the size of a file and mends its mode.
func (w *worker) look(f file) (size int, err error) {
	bytes, mode, err := f.stat()
	if err == nil && mode != fileMode && w.tree.hasModes {
		err = f.setMode()
	}
	return int(bytes), err
}

// holdsAt says whether a file that is long enough holds data at an offset.
func (w *worker) holdsAt(f file, data []byte, offset int) (bool, error) {
	if cap(w.disk) < len(data) {
		w.disk = make([]byte, len(data), 2*len(data))
	}
	w.disk = w.disk[:len(data)]
	err := f.read(w.disk, offset)
	return err == nil && bytes.Equal(w.disk, data), err
}

// holds says whether a file holds data, without changing anything but its mode.
func (w *worker) holds(in folder, name string, data []byte) bool {
	f, err := in.open(name)
	if err != nil {
		return false
	}
	defer f.close()
	same, _, err := w.compare(f, data)
	return same && err == nil
}
