package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"time"
)

// A rendered file waits to be written.
type rendered struct {
	file int // its index in the paths
	text []byte
}

// render renders files from..to, and writes them when they are enough for once.
func (w *worker) render(from, to int) {
	for w.at = from; w.at < to && w.size < batchBytes && w.err == nil; w.at++ {
		text := w.print(w.at, len(w.batch), w.spill)
		if w.large != nil {
			w.endLarge(text)
			continue
		}
		w.batch = append(w.batch, rendered{w.at, text})
		w.size += len(text)
	}
	w.report.Rendering += w.lap()
}

// write writes what has been rendered. While another worker creates files it does nothing, unless it must.
func (w *worker) write(must bool) {
	switch {
	case !w.fresh:
		w.updateBatch()
	case !w.createBatch(must):
		return
	}
	w.done.Add(int64(len(w.batch)))
	w.batch, w.size = w.batch[:0], 0
	w.report.Writing += w.lap()
}

// lap is the processor time since it was last asked for.
func (w *worker) lap() time.Duration {
	now := workerClock()
	lap := now - w.clock
	w.clock = now
	return lap
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

// createBatch writes the batch into a folder that was empty. It reports whether it could.
func (w *worker) createBatch(must bool) bool {
	if must {
		w.creating.Lock()
	} else if !w.creating.TryLock() {
		return false
	}
	w.open = w.open[:0]
	for _, r := range w.batch {
		in, name := w.place(r.file)
		f, err := in.create(name)
		if err != nil {
			w.fail(r.file, err)
			break
		}
		w.open = append(w.open, f)
	}
	w.creating.Unlock()
	for k, f := range w.open {
		w.finish(w.batch[k].file, f, w.batch[k].text)
	}
	return true
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
func (w *worker) updateBatch() {
	for _, r := range w.batch {
		in, name := w.place(r.file)
		f, err := in.open(name)
		if errors.Is(err, fs.ErrNotExist) {
			if f, err = in.create(name); err == nil {
				w.finish(r.file, f, r.text)
				continue
			}
		}
		if err == nil {
			err = w.update(f, r.text)
		}
		if err != nil {
			w.fail(r.file, err)
			return
		}
		w.count(r.file, len(r.text))
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
