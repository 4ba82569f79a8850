package publish

import (
	"bytes"
	"errors"
	"io/fs"
)

// A target is the file of the folder that is being made. It is given its bytes piece by piece, so that nobody needs
// memory for all of a large one.
type target struct {
	file
	index   int  // in the paths
	opened  bool // file is a handle
	created bool // just now: it is empty
	before  int  // its size before this build
	size    int  // of what it was given so far
	changed bool // it held something else, or was not there
}

// spill gives a piece to the file that is being rendered.
func (w *worker) spill(piece []byte) {
	w.report.Rendering += w.lap()
	w.give(piece)
	w.report.Writing += w.lap()
}

// give gives a piece to the file at hand. After a failure it does nothing.
func (w *worker) give(piece []byte) {
	t := &w.target
	if !t.opened && w.err == nil {
		w.openTarget()
	}
	if w.err == nil {
		if err := w.add(piece); err != nil {
			w.fail(t.index, err)
		}
	}
}

// openTarget opens the file at hand, or creates it. Whoever fills a new folder has created it before.
func (w *worker) openTarget() {
	t := &w.target
	in, name := w.place(t.index)
	f, err := in.open(name)
	if t.created = errors.Is(err, fs.ErrNotExist); t.created {
		f, err = in.create(name)
	}
	t.file, t.opened = f, err == nil
	if err == nil && !t.created {
		t.before, err = w.look(f)
	}
	if err != nil {
		w.fail(t.index, err)
	}
}

// add writes a piece, unless it stands there already.
func (w *worker) add(piece []byte) error {
	t := &w.target
	at := t.size
	t.size += len(piece)
	if t.created {
		t.changed = true
		return t.write(piece)
	}
	if t.size <= t.before {
		if same, err := w.holdsAt(t.file, piece, at); same || err != nil {
			return err
		}
	}
	t.changed = t.changed || len(piece) > 0
	return t.overwrite(piece, at)
}

// end closes the file at hand.
func (w *worker) end() {
	t := &w.target
	var err error
	if w.err == nil && t.created && w.tree.masked {
		err = t.setMode()
	}
	if w.err == nil && t.before > t.size {
		t.changed = true
		err = t.cut(t.size)
	}
	if t.opened {
		err = errors.Join(err, t.close())
	}
	if err != nil {
		w.fail(t.index, err)
	}
	if w.err != nil {
		return
	}
	if t.changed {
		w.report.Written++
	} else {
		w.report.Unchanged++
	}
	w.report.note(File{w.src.Paths[t.index], t.size})
	w.done.Add(1)
}

// look returns the size of a file and mends its mode.
func (w *worker) look(f file) (size int, err error) {
	length, mode, err := f.stat()
	if err == nil && mode != fileMode && w.tree.hasModes {
		err = f.setMode()
	}
	return int(length), err
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
	if size, err := w.look(f); err != nil || size != len(data) {
		return false
	}
	same, err := w.holdsAt(f, data, 0)
	return same && err == nil
}
