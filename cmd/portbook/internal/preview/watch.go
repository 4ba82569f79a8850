package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/portbook/portbook/cmd/portbook/internal/folder"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// settle is how long the inputs have to be left alone after an edit before they are read. To save
// one file, editors write, rename and remove several, and a checkout touches hundreds, but each within
// a few milliseconds of the one before.
const settle = 12 * time.Millisecond

// Watch makes a new snapshot after each edit, until the context ends. When watching is impossible it
// returns an error at once; edits then show when a page is reloaded.
func (s *Server) Watch(ctx context.Context) error {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer events.Close()
	w := newWatcher(events, s.inputs)
	if err := w.follow(); err != nil {
		return err
	}
	settled := time.NewTimer(0) // something may have been edited before the watch began
	for {
		edited := false
		select {
		case <-ctx.Done():
			return nil
		case event := <-w.Events:
			edited = w.isEdit(event)
		case <-w.Errors: // too many events at once: some are lost
			edited = true
		case <-settled.C:
			_ = w.follow() // what cannot be watched is still looked at
			s.current()
		}
		if edited {
			s.dirty.Store(true)
			settled.Reset(settle)
		}
	}
}

// A watcher hears what happens in the inputs' folders and in the folders that hold them. Files
// are not watched themselves: most editors put a new file in the place of the old one, and a watch
// would stay with the old.
type watcher struct {
	*fsnotify.Watcher
	registry string
	folders  []string // all paths are absolute
}

func newWatcher(events *fsnotify.Watcher, in site.Inputs) *watcher {
	paths := append(folders(in), in.Registry)
	for i := range paths {
		paths[i], _ = filepath.Abs(paths[i]) // "" when the working folder is gone, which cannot be watched
	}
	return &watcher{events, paths[3], paths[:3]}
}

// follow watches the folders that there are now. A folder is watched before it is listed, so that a
// file that comes later is noticed, and one that came before is read with the rest.
func (w *watcher) follow() error {
	for _, path := range w.WatchList() { // a watch stays with a folder that is renamed, and would report its old name
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			_ = w.Remove(path) // gone by itself
		}
	}
	var failed []error
	watch := func(folder string) {
		if err := w.Add(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, fmt.Errorf("%s: %w", folder, err))
		}
	}
	watch(filepath.Dir(w.registry))
	for _, root := range w.folders {
		watch(filepath.Dir(root)) // notices when the root itself comes and goes
		walk(root, func(name string, isFolder bool) {
			if isFolder {
				watch(filepath.Join(root, name))
			}
		})
	}
	return errors.Join(failed...)
}

// isEdit reports whether an event changes an input.
func (w *watcher) isEdit(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod { // by a backup or an indexer: the content is as it was
		return false
	}
	for _, root := range w.folders {
		below, err := filepath.Rel(root, e.Name)
		if err == nil && filepath.IsLocal(below) {
			return !slices.ContainsFunc(strings.Split(below, string(filepath.Separator)), folder.IsLeftover)
		}
	}
	return e.Name == w.registry
}

// folders are the inputs that are folders.
func folders(in site.Inputs) []string { return []string{in.Content, in.Templates, in.Static} }

// walk calls visit for a folder, and for what lies in it and is no leftover of an editor, with the path below it.
// What cannot be read is passed over; that is for the site to report.
func walk(root string, visit func(name string, isFolder bool)) {
	_ = folder.Walk(os.DirFS(root), func(name string, d fs.DirEntry, err error) error {
		if err == nil {
			visit(name, d.IsDir())
		}
		return nil
	})
}

// stampOf is a text that differs when an input was written, added, renamed or removed in between,
// unless it is as long as before and written in the same tick of the file system's clock.
func stampOf(in site.Inputs) string {
	var b strings.Builder
	add := func(path string) {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			fmt.Fprintln(&b, path, info.Mode(), info.Size(), info.ModTime().UnixNano())
		}
	}
	add(in.Registry)
	for _, root := range folders(in) {
		walk(root, func(name string, _ bool) { add(filepath.Join(root, name)) })
	}
	return b.String()
}
