package publish

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
)

// Modes of what we publish, whatever the umask: the same site must make the same folder.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// lockName is the file that holds the lock where a folder itself cannot be locked.
const lockName = ".portbook.lock"

// errLocked is the failure to claim a folder that another build has claimed.
var errLocked = errors.New("another build is running")

// A tree is the handles on the folders of a published site.
type tree struct {
	dir    string            // the folder as the user types it
	open   map[string]folder // by slash-separated path; "" is the folder itself
	mode   uint32            // of files that have the right one; some file systems know only one for all
	masked bool              // the umask takes something away, so every new file needs its mode set
}

// openTree opens dir and claims it for this process.
func openTree(dir string) (*tree, error) {
	root, err := openRoot(dir)
	if errors.Is(err, errLocked) {
		return nil, refusal(dir, "another build is writing this folder", "wait for it, or "+elsewhere)
	}
	if err != nil {
		return nil, failure(dir, err)
	}
	return &tree{dir: dir, open: map[string]folder{"": root}}, nil
}

func (t *tree) close() {
	for _, f := range t.open {
		f.Close()
	}
}

// file is the path of a file as the user types it.
func (t *tree) file(p string) string {
	return filepath.Join(t.dir, filepath.FromSlash(p))
}

// folder is the handle on a folder. It follows no links. If wanted, the folder is made when there is none.
func (t *tree) folder(dir string, wanted bool) (folder, error) {
	if f, ok := t.open[dir]; ok {
		return f, nil
	}
	around, err := t.folder(parent(dir), wanted)
	if err != nil {
		return folder{}, err
	}
	name := path.Base(dir)
	if wanted {
		err = around.makeFolder(name)
	}
	var f folder
	if err == nil || errors.Is(err, fs.ErrExist) {
		f, err = around.openFolder(name)
	}
	if err != nil {
		return folder{}, failure(t.file(dir), err)
	}
	t.open[dir] = f
	return f, nil
}

// removeFolder removes a folder if it is empty.
func (t *tree) removeFolder(dir string) {
	around, err := t.folder(parent(dir), false)
	if err != nil {
		return
	}
	if f, ok := t.open[dir]; ok {
		f.Close()
		delete(t.open, dir)
	}
	around.removeFolder(path.Base(dir))
}

// openFile opens a file that is there, in a folder that is open, and mends its mode.
func (t *tree) openFile(p string) (target, error) {
	f, err := t.open[parent(p)].open(path.Base(p))
	if err != nil {
		return target{}, err
	}
	size, mode, err := f.stat()
	if err == nil && mode != t.mode && t.mode != 0 {
		err = f.setMode()
	}
	if err != nil {
		f.Close()
	}
	return target{file: f, before: size}, err
}

// createFile creates a file that is not there yet.
func (t *tree) createFile(p string) (target, error) {
	f, err := t.open[parent(p)].create(path.Base(p))
	if err == nil && t.masked {
		err = f.setMode()
	}
	return target{file: f, changed: true}, err
}

// writeMark replaces the mark in one step, so that whoever reads it, and whenever we are killed, there is an
// old one or a new one. It also finds out what the file system makes of permissions.
func (t *tree) writeMark(m Mark) error {
	root := t.open[""]
	if err := root.Remove(newMarkName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure(t.file(newMarkName), err)
	}
	f, err := root.create(newMarkName)
	if err == nil {
		_, created, _ := f.stat()
		f.setMode() // where modes do not exist this fails, and every file has the same
		_, t.mode, err = f.stat()
		t.masked = created != t.mode
		_, failed := f.WriteAt([]byte(m.text()), 0)
		err = errors.Join(err, failed, f.Close())
	}
	if err == nil {
		err = root.Rename(newMarkName, MarkName)
	}
	if err != nil {
		return failure(t.file(MarkName), err)
	}
	return nil
}
