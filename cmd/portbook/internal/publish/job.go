package publish

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Modes of what we publish, whatever the umask, and the flags that create a file that must not be there yet.
const (
	fileMode   = 0o644
	folderMode = 0o755
	create     = os.O_CREATE | os.O_EXCL
)

// A job is one call of Write.
type job struct {
	dir     string // as the user types it
	src     Source
	opt     Options
	folders map[string]folder // handles by slash-separated path; "" is dir itself
	fresh   bool              // the folder was empty: files need not be looked for
	created fs.FileMode       // of files that were just created, which depends on the umask
	mode    fs.FileMode       // of files with the right mode; some file systems know only one for all

	creating sync.Mutex // a folder takes new files one by one, and waiting here costs less than in the kernel
	mutex    sync.Mutex // for what follows
	from, to int        // the files that no worker has taken
	report   Report
	err      error // the first failure
}

// run does what Write promises.
func (j *job) run(ctx context.Context) error {
	paths, err := sortPaths(j.src.Paths)
	if err == nil {
		err = makeRoot(j.dir, j.opt.Protect)
	}
	if err != nil {
		return err
	}
	root, err := openRoot(j.dir)
	if err != nil {
		return failure(j.dir, err)
	}
	j.folders = map[string]folder{"": root}
	defer func() {
		for _, f := range j.folders {
			f.Close()
		}
	}()
	wanted := newMark(paths)
	old, err := j.readOld(wanted)
	if err == nil && old.Made {
		err = j.refuseForeign(minus(paths, old.paths), old)
	}
	if err != nil {
		return err
	}
	j.fresh = !old.Made
	return j.change(ctx, old, wanted)
}

// change makes a folder that holds the old files hold the wanted ones. Meanwhile its mark lists both.
func (j *job) change(ctx context.Context, old, wanted Mark) error {
	left, all := minus(old.paths, wanted.paths), wanted
	if len(left) > 0 {
		all = newMark(slices.Sorted(slices.Values(slices.Concat(wanted.paths, left))))
	}
	if err := cmp.Or(ctx.Err(), j.writeMark(all)); err != nil {
		return err
	}
	wanted.Complete = true
	if j.opt.Partial {
		wanted = all
		// What broke off and is not among these files is still to be mended by a build of the whole.
		wanted.Complete = j.fresh || old.Complete || len(left) == 0
	} else if err := j.deleteAll(ctx, left); err != nil {
		return err
	}
	if err := j.writeAll(ctx); err != nil {
		return err
	}
	return j.writeMark(wanted)
}

// minus is the paths that are not among the others. Both are sorted, and so is the result.
func minus(paths, others []string) (rest []string) {
	for _, p := range paths {
		for len(others) > 0 && others[0] < p {
			others = others[1:]
		}
		if len(others) == 0 || others[0] != p {
			rest = append(rest, p)
		}
	}
	return rest
}

// refuseForeign refuses a folder in which something that we did not write stands where files of ours shall go, unless
// it holds the very bytes that ours will (parts of a site that were built apart and copied together).
func (j *job) refuseForeign(added []string, old Mark) error {
	if len(added) == 0 {
		return nil
	}
	render := j.src.NewPrinter()
	for i, p := range j.src.Paths {
		if _, found := slices.BinarySearch(added, p); !found {
			continue
		}
		info, err := os.Lstat(j.file(p))
		if err != nil || info.IsDir() && old.hasFolder(p) {
			continue
		}
		var page, data []byte
		last := render(i, func(piece []byte) { page = append(page, piece...) })
		if info.Mode().IsRegular() {
			data, err = os.ReadFile(j.file(p))
		}
		if err != nil || !info.Mode().IsRegular() || !bytes.Equal(data, append(page, last...)) {
			return refusal(j.file(p), "portbook did not write this file and would have to overwrite it",
				"move it elsewhere and build again")
		}
	}
	return nil
}

// deleteAll removes files of an earlier build and the folders that this leaves empty.
func (j *job) deleteAll(ctx context.Context, left []string) error {
	for _, p := range left {
		in, err := j.folder(parent(p))
		if err == nil {
			err = in.Remove(path.Base(p))
		}
		if err == nil {
			j.report.Deleted++
		} else if !isAny(err, fs.ErrNotExist, syscall.ENOTDIR, syscall.EISDIR, syscall.ELOOP) { // no longer our file
			return failure(j.file(p), err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		j.removeFolders(parent(p))
	}
	return nil
}

// removeFolders removes a folder and those around it, as far as they are empty.
func (j *job) removeFolders(dir string) {
	for ; dir != ""; dir = parent(dir) {
		around, err := j.folder(parent(dir))
		if err != nil || around.removeFolder(path.Base(dir)) != nil {
			return
		}
		if f, ok := j.folders[dir]; ok {
			f.Close()
			delete(j.folders, dir)
		}
	}
}

// parent is the folder of a path, "" at the top.
func parent(p string) string { return p[:max(strings.LastIndexByte(p, '/'), 0)] }

// file is the path of a file as the user types it.
func (j *job) file(p string) string { return filepath.Join(j.dir, filepath.FromSlash(p)) }

// folder is the handle on a folder, which is made when there is none. It follows no links.
func (j *job) folder(dir string) (folder, error) {
	if f, ok := j.folders[dir]; ok {
		return f, nil
	}
	around, err := j.folder(parent(dir))
	if err != nil {
		return folder{}, err
	}
	f, err := around.openFolder(path.Base(dir))
	if err != nil {
		return folder{}, failure(j.file(dir), err)
	}
	j.folders[dir] = f
	return f, nil
}

// writeMark replaces the mark in one step, so that whoever reads it, and whenever we are killed, there is an
// old one or a new one. It also finds out what the file system makes of permissions.
func (j *job) writeMark(m Mark) error {
	root := j.folders[""]
	root.Remove(newMarkName) // of a build that was killed
	f, err := root.open(newMarkName, create)
	if err == nil {
		_, j.created, _ = f.stat()
		f.Chmod(fileMode) // where there are no modes this fails, and all files have the same
		_, j.mode, err = f.stat()
		_, failed := f.WriteAt([]byte(m.text()), 0)
		err = cmp.Or(err, failed, f.Close())
	}
	if err == nil {
		err = root.Rename(newMarkName, MarkName)
	}
	if err != nil {
		return failure(j.file(MarkName), err)
	}
	return nil
}
