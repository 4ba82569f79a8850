package publish

import (
	"errors"
	"io/fs"
)

// A largeFile is a file that is written piece by piece while it is rendered, so that nobody needs memory
// for all of it.
type largeFile struct {
	file
	before  int  // its size before this build
	size    int  // of what was written so far
	changed bool // it held something else, or was not there
	opened  bool
}

// spill writes a piece of the file at hand. After a failure it does nothing.
func (w *worker) spill(piece []byte) {
	w.report.Rendering += w.lap()
	if w.large == nil {
		w.openLarge()
	}
	if w.err == nil {
		if err := w.large.add(w, piece); err != nil {
			w.fail(w.at, err)
		}
	}
	w.report.Writing += w.lap()
}

// openLarge opens or creates the file at hand.
func (w *worker) openLarge() {
	w.large = &largeFile{}
	in, name := w.place(w.at)
	f, err := in.open(name)
	switch {
	case err == nil:
		w.large.file, w.large.opened = f, true
		w.large.before, err = w.look(f)
	case errors.Is(err, fs.ErrNotExist):
		w.large.changed = true
		w.creating.Lock()
		w.large.file, err = in.create(name)
		w.creating.Unlock()
		if w.large.opened = err == nil; err == nil {
			err = w.setNewMode(w.large.file)
		}
	}
	if err != nil {
		w.fail(w.at, err)
	}
}

// add writes a piece, unless it stands there already.
func (l *largeFile) add(w *worker, piece []byte) error {
	at := l.size
	l.size += len(piece)
	if l.size <= l.before {
		if same, err := w.holdsAt(l.file, piece, at); same || err != nil {
			return err
		}
	}
	l.changed = true
	return l.overwrite(piece, at)
}

// endLarge writes the last piece of the file at hand and closes it.
func (w *worker) endLarge(piece []byte) {
	w.spill(piece)
	l := w.large
	w.large = nil
	var err error
	if w.err == nil && l.before > l.size {
		l.changed = true
		err = l.cut(l.size)
	}
	if l.opened {
		err = errors.Join(err, l.close())
	}
	if err != nil {
		w.fail(w.at, err)
	}
	if w.err == nil {
		w.countChange(l.changed)
		w.count(w.at, l.size)
		w.done.Add(1)
	}
}
