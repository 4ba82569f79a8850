package publish

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
)

// Modes of what we publish, whatever the umask: the same site must give the same folder.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// lockName is the file that holds the lock where a folder itself cannot be locked.
const lockName = ".portbook.lock"

// A tree is the handles on the folders of a published site.
type tree struct {
	dir      string            // the folder as the user types it
	open     map[string]folder // by slash-separated path; "" is the folder itself
	hasModes bool              // the file system keeps permissions
	masked   bool              // the umask takes something away, so every new file needs its mode set
}

// openTree opens dir and claims it for this process.
func openTree(dir string) (*tree, error) {
	root, err := openRoot(dir)
	if err != nil {
		return nil, failure(dir, err)
	}
	t := &tree{dir: dir, open: map[string]folder{"": root}}
	if err := root.lock(); err != nil {
		t.close()
		if errors.Is(err, errLocked) {
			return nil, refusal(dir, "another build is writing this folder", "wait for it, or choose another folder with --out")
		}
		return nil, failure(dir, err)
	}
	return t, nil
}

func (t *tree) close() {
	for _, f := range t.open {
		f.close()
	}
}

func (t *tree) root() folder { return t.open[""] }

// file is the path of a file as the user types it.
func (t *tree) file(p string) string {
	return filepath.Join(t.dir, filepath.FromSlash(p))
}

// makeFolders makes and opens folders, parents first.
func (t *tree) makeFolders(dirs []string) error {
	for _, dir := range dirs {
		if err := t.makeFolder(dir); err != nil {
			return failure(t.file(dir), err)
		}
	}
	return nil
}

func (t *tree) makeFolder(dir string) error {
	around, name := t.open[parent(dir)], path.Base(dir)
	err := around.makeFolder(name)
	if err == nil && t.hasModes {
		err = around.setFolderMode(name)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	_, err = t.folder(dir)
	return err
}

// folder is the handle on a folder that exists. It follows no links.
func (t *tree) folder(dir string) (folder, error) {
	if f, ok := t.open[dir]; ok {
		return f, nil
	}
	around, err := t.folder(parent(dir))
	if err != nil {
		return folder{}, err
	}
	f, err := around.openFolder(path.Base(dir))
	if err == nil {
		t.open[dir] = f
	}
	return f, err
}

// forget closes a folder that is about to be removed.
func (t *tree) forget(dir string) {
	if f, ok := t.open[dir]; ok {
		f.close()
		delete(t.open, dir)
	}
}

// writeMark replaces the mark in one step, so that whoever reads it, and whenever we are killed, there is an
// old one or a new one. It also finds out what the file system makes of permissions.
func (t *tree) writeMark(m Mark) error {
	root := t.root()
	if err := root.remove(newMarkName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure(t.file(newMarkName), err)
	}
	f, err := root.create(newMarkName)
	if err == nil {
		err = t.learnModes(f)
		err = errors.Join(err, f.write(m.text()), f.close())
	}
	if err == nil {
		err = root.rename(newMarkName, MarkName)
	}
	if err != nil {
		return failure(t.file(MarkName), err)
	}
	return nil
}

// learnModes gives a new file its mode and notes whether that was necessary and whether it worked. Some
// file systems have no permissions; there, every file would seem to need mending.
func (t *tree) learnModes(f file) error {
	_, mode, err := f.stat()
	t.masked, t.hasModes = false, true
	if err != nil || mode == fileMode {
		return err
	}
	if f.setMode() == nil {
		_, mode, err = f.stat()
	}
	t.hasModes = mode == fileMode
	t.masked = t.hasModes
	return err
}
