package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// settle is how long the inputs have to be left alone after an edit before they are read. To save
// one file, editors write, rename and remove several, and a checkout touches hundreds, but each within
// a few milliseconds of the one before.
const settle = 12 * time.Millisecond

// idle is how long nothing happens before memory is given back: most of what an edition took to make is needed again
// only when the writer goes on.
const idle = 2 * time.Second

// Watch makes a new edition after each edit, until the context ends. When watching is impossible it
// returns an error at once; edits then show when a page is reloaded.
func (s *Server) Watch(ctx context.Context) error {
	w, err := newWatcher(s.inputs)
	if err != nil {
		return err
	}
	defer w.Close()
	s.fresh() // what was edited before the watch began
	settled, rested := time.NewTimer(0), time.NewTimer(idle)
	settled.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-w.Events:
			if w.isEdit(event) {
				s.told.Store(true)
				settled.Reset(settle)
			}
		case <-w.Errors: // too many events at once: some are lost
			s.told.Store(true)
			settled.Reset(settle)
		case <-settled.C:
			_ = w.follow() // what cannot be watched is still looked at
			s.fresh()
			rested.Reset(idle)
		case <-rested.C:
			debug.FreeOSMemory()
		}
	}
}

// A watcher is told of what happens in the inputs' folders and in the folders that hold them. Files
// are not watched themselves: most editors put a new file in the place of the old one, and a watch
// would stay with the old.
type watcher struct {
	*fsnotify.Watcher
	registry string
	folders  []string // all paths are absolute
}

func newWatcher(in site.Inputs) (*watcher, error) {
	w := &watcher{}
	paths := append(folders(in), in.Registry)
	for i := range paths {
		abs, err := filepath.Abs(paths[i])
		if err != nil {
			return nil, err
		}
		paths[i] = abs
	}
	w.folders, w.registry = paths[:len(paths)-1], paths[len(paths)-1]
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w.Watcher = events
	if err := w.follow(); err != nil {
		events.Close()
		return nil, err
	}
	return w, nil
}

// follow watches the folders that there are now. A folder is watched before it is listed, so that a
// file that comes later is told of, and one that came before is read with the rest.
func (w *watcher) follow() error {
	there := map[string]bool{}
	var failed []error
	watch := func(folder string) {
		there[folder] = true
		if err := w.Add(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, fmt.Errorf("%s: %w", folder, err))
		}
	}
	w.forget()
	watch(filepath.Dir(w.registry))
	for _, root := range w.folders {
		watch(filepath.Dir(root)) // tells when the root itself comes and goes
		walk(root, func(name string, isFolder bool) {
			if isFolder {
				watch(filepath.Join(root, name))
			}
		})
	}
	return errors.Join(failed...)
}

// forget ends watches of folders that were renamed or removed. A watch stays with its folder and
// would report what happens there under the old name, or keep the new name from being watched.
func (w *watcher) forget() {
	for _, path := range w.WatchList() {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			_ = w.Remove(path) // gone by itself
		}
	}
}

func (w *watcher) isEdit(e fsnotify.Event) bool {
	touched := e.Op == fsnotify.Chmod // by a backup or an indexer: the content is as it was
	return !touched && concerns(e.Name, w.registry, w.folders)
}
