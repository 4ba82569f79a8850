package publish

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"syscall"
)

// write does what Write promises, between a mark that says building and one that says complete.
func write(ctx context.Context, dir string, src Source, opt Options, report *Report) error {
	paths, err := sortPaths(src.Paths)
	if err == nil {
		err = makeRoot(dir, opt.Protect)
	}
	if err != nil {
		return err
	}
	t, err := openTree(dir)
	if err != nil {
		return err
	}
	defer t.close()
	wanted := newMark(paths)
	old, err := t.readOld(wanted)
	if err == nil && old.Made {
		err = t.refuseForeign(src, wanted, old)
	}
	if err != nil {
		return err
	}
	left, both := minus(old.paths, wanted.paths), wanted
	if len(left) > 0 {
		both = newMark(slices.Sorted(slices.Values(slices.Concat(left, wanted.paths))))
	}
	if err := cmp.Or(ctx.Err(), t.writeMark(both)); err != nil {
		return err
	}
	last := wanted
	last.Complete = true
	if opt.Partial {
		// What broke off and is not among these files is still to be mended by a build of the whole.
		last = both
		last.Complete = !old.Made || old.Complete || len(left) == 0
	} else if err := t.deleteAll(ctx, left, report); err != nil {
		return err
	}
	if err := t.writeAll(ctx, src, opt, !old.Made, report); err != nil {
		return err
	}
	return t.writeMark(last)
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

// refuseForeign refuses a folder in which files that we did not write stand where ours shall go, unless they
// hold the very bytes that ours will (parts of a site that were built apart and copied together).
func (t *tree) refuseForeign(src Source, wanted, old Mark) error {
	added := minus(wanted.paths, old.paths)
	if len(added) == 0 {
		return nil
	}
	w := newWorker(&work{tree: t, src: src})
	for i, p := range src.Paths {
		if _, found := slices.BinarySearch(added, p); !found {
			continue
		}
		if _, err := t.folder(parent(p), false); err != nil {
			continue // what is wrong with a folder shows when it is made
		}
		f, err := t.openFile(p)
		if errors.Is(err, fs.ErrNotExist) || err == nil && w.holdsAll(f, i) || old.hasFolder(p) {
			continue
		}
		return refusal(t.file(p), "portbook did not write this file and would have to overwrite it",
			"move it elsewhere and build again")
	}
	return nil
}

// deleteAll removes files of an earlier build, then the folders that this leaves empty.
func (t *tree) deleteAll(ctx context.Context, left []string, report *Report) error {
	emptied := map[string]bool{}
	for _, p := range left {
		if err := ctx.Err(); err != nil {
			return err
		}
		for dir := parent(p); dir != ""; dir = parent(dir) {
			emptied[dir] = true
		}
		f, err := t.folder(parent(p), false)
		if err == nil {
			err = f.Remove(path.Base(p))
		}
		if err == nil {
			report.Deleted++
		} else if !isGone(err) {
			return failure(t.file(p), err)
		}
	}
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(emptied))) {
		t.removeFolder(dir) // one that is not empty holds what somebody else put there, and stays
	}
	return nil
}

// isGone says that a file of ours is no longer there: removed, or replaced by a folder or a link to one.
func isGone(err error) bool {
	return isAny(err, fs.ErrNotExist, syscall.ENOTDIR, syscall.EISDIR, syscall.ELOOP)
}

// parent is the folder of a path, "" at the top.
func parent(p string) string {
	return p[:max(strings.LastIndexByte(p, '/'), 0)]
}
