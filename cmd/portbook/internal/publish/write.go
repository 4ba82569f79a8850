package publish

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"syscall"
	"time"
)

// write is Write without the clock.
func write(ctx context.Context, dir string, src Source, opt Options) (Report, error) {
	var report Report
	started := time.Now()
	wanted, folders, err := survey(src.Paths)
	if err != nil {
		return report, err
	}
	if err := admit(dir, opt.Protect); err != nil {
		return report, err
	}
	t, err := openTree(dir)
	if err != nil {
		return report, err
	}
	defer t.close()
	old, fresh, err := t.readOld()
	if err == nil && !fresh {
		err = t.refuseForeign(src, wanted.minus(old.paths), old)
	}
	if err == nil {
		err = cmp.Or(ctx.Err(), t.writeMark(Mark{paths: wanted.union(old.paths)}))
	}
	if err != nil {
		return report, interruption(dir, err)
	}
	report.Preparing = time.Since(started)
	err = fill(ctx, t, src, opt, change{old, wanted, folders, fresh}, &report)
	return report, interruption(dir, err)
}

// A change is what a build makes of a folder.
type change struct {
	old     Mark     // what it holds
	wanted  *pathSet // what it shall hold
	folders []string // those of the wanted files, parents first
	fresh   bool     // it is empty
}

// fill makes the change, between the mark that says building and the one that says complete.
func fill(ctx context.Context, t *tree, src Source, opt Options, c change, report *Report) error {
	last := Mark{Complete: true, paths: c.wanted}
	started := time.Now()
	left := c.old.paths.minus(c.wanted)
	if opt.Partial {
		// What broke off and is not among these files is still to be mended by a build of the whole.
		last.Complete = c.fresh || c.old.Complete || left.len() == 0
		last.paths = c.wanted.union(c.old.paths)
	} else if err := t.deleteAll(ctx, left, c.folders, report); err != nil {
		return err
	}
	report.Deleting = time.Since(started)
	if err := t.makeFolders(c.folders); err != nil {
		return err
	}
	if err := writeAll(ctx, t, src, opt, c.fresh, report); err != nil {
		return err
	}
	return t.writeMark(last)
}

// interruption turns the bare error of a canceled context into one that says what to do.
func interruption(dir string, err error) error {
	if err == nil || !isAny(err, context.Canceled, context.DeadlineExceeded) {
		return err
	}
	return &Error{File: dir, Problem: "stopped before all files were written",
		Advice: "build again to finish", Cause: err}
}

// refuseForeign refuses a folder in which files that we did not write stand where ours shall go, unless they
// hold the very bytes that ours will (parts of a site that were built apart and copied together).
func (t *tree) refuseForeign(src Source, added *pathSet, old Mark) error {
	if len(added.families) == 0 {
		return nil
	}
	var w *worker
	for i, p := range src.Paths {
		if !added.has(p) {
			continue
		}
		f, err := t.folder(parent(p))
		if err != nil || !f.exists(path.Base(p)) {
			continue // what is wrong with a folder shows when it is made
		}
		if w == nil {
			w = newWorker(&work{tree: t, src: src})
		}
		if !w.holds(f, path.Base(p), w.whole(i)) && !old.hasFolder(p) {
			return refusal(t.file(p), "portbook did not write this file and would have to overwrite it",
				"move it elsewhere and build again")
		}
	}
	return nil
}

// deleteAll removes files of an earlier build, then the folders that this leaves empty and nobody needs.
func (t *tree) deleteAll(ctx context.Context, left *pathSet, needed []string, report *Report) error {
	emptied := map[string]bool{}
	for p := range left.all() {
		if err := ctx.Err(); err != nil {
			return err
		}
		addFolders(emptied, parent(p))
		f, err := t.folder(parent(p))
		if err == nil {
			err = f.remove(path.Base(p))
		}
		if err == nil {
			report.Deleted++
		} else if !isGone(err) {
			return failure(t.file(p), err)
		}
	}
	for _, dir := range needed {
		delete(emptied, dir)
	}
	t.removeFolders(emptied)
	return nil
}

// isGone says that a file of ours is no longer there: removed, or replaced by a folder or a link to one.
func isGone(err error) bool {
	return isAny(err, fs.ErrNotExist, syscall.ENOTDIR, syscall.EISDIR, syscall.ELOOP)
}

// removeFolders removes folders if they are empty. One that is not holds what somebody else put there.
func (t *tree) removeFolders(dirs map[string]bool) {
	deepest := make([]string, 0, len(dirs))
	for dir := range dirs {
		deepest = append(deepest, dir)
	}
	slices.Sort(deepest)
	slices.Reverse(deepest)
	for _, dir := range deepest {
		if around, err := t.folder(parent(dir)); err == nil {
			t.forget(dir)
			around.removeFolder(path.Base(dir))
		}
	}
}
