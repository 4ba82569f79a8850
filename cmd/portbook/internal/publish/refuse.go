package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const elsewhere = "choose another folder with --out"

// makeRoot makes the folder when there is none, and refuses one that can only be meant by mistake.
func makeRoot(dir string, protect []string) error {
	info, err := os.Stat(dir)
	missing := errors.Is(err, fs.ErrNotExist)
	_, noLink := os.Lstat(dir)
	switch {
	case dir == "":
		return refusal(`""`, "no folder is named", elsewhere)
	case missing && noLink == nil:
		return refusal(dir, "a link that leads nowhere", "remove it, or "+elsewhere)
	case err != nil && !missing:
		return failure(dir, err)
	case err == nil && !info.IsDir():
		return refusal(dir, "not a folder", elsewhere)
	}
	if err := refusePlaces(dir, protect); err != nil {
		return err
	}
	if !missing {
		return nil
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return failure(dir, err)
	}
	os.Chmod(dir, folderMode) // against the umask; where modes do not exist there is nothing to mend
	return nil
}

// refusePlaces refuses a folder in which somebody works or lives, and one that has to do with an input: its files
// would be overwritten, or the next build would read what this one writes.
func refusePlaces(dir string, protect []string) error {
	if abs, err := filepath.Abs(dir); err == nil && filepath.Dir(abs) == abs {
		return refusal(dir, "the root of the file system", elsewhere)
	}
	if work, err := os.Getwd(); err == nil && contains(dir, work) {
		return refusal(dir, "is or contains the working folder", elsewhere)
	}
	if home, err := os.UserHomeDir(); err == nil && contains(dir, home) {
		return refusal(dir, "is or contains the home folder", elsewhere)
	}
	near := dir // or the nearest folder around it that is there
	for !present(near) && filepath.Dir(near) != near {
		near = filepath.Dir(near)
	}
	for _, input := range protect {
		if contains(dir, input) {
			return refusal(dir, fmt.Sprintf("is or contains the input %s", input), elsewhere)
		}
		if contains(input, near) {
			return refusal(dir, fmt.Sprintf("lies in the input %s", input), elsewhere)
		}
	}
	return nil
}

func present(name string) bool { _, err := os.Stat(name); return err == nil }

// contains says whether inner is outer or lies in it, whatever links and spellings lead there. A path that does
// not exist contains nothing and lies nowhere.
func contains(outer, inner string) bool {
	target, err := os.Stat(outer)
	if err != nil {
		return false
	}
	inner, err = filepath.Abs(inner)
	if err == nil {
		inner, err = filepath.EvalSymlinks(inner)
	}
	for err == nil {
		if info, err := os.Stat(inner); err == nil && os.SameFile(info, target) {
			return true
		}
		up := filepath.Dir(inner)
		if up == inner {
			return false
		}
		inner = up
	}
	return false
}

// readOld reads the mark of a claimed folder, and refuses a folder that has files but no mark. A folder without both
// gives the zero Mark.
func (t *tree) readOld(expected Mark) (Mark, error) {
	if info, err := os.Lstat(t.file(MarkName)); err == nil && !info.Mode().IsRegular() {
		return Mark{}, refusal(t.file(MarkName), "not a regular file", "remove it by hand, or "+elsewhere)
	}
	old, err := readMark(t.dir, expected)
	if err != nil || old.Made {
		return old, err
	}
	children, err := os.ReadDir(t.dir)
	if err != nil {
		return Mark{}, failure(t.dir, err)
	}
	for _, child := range children {
		if name := child.Name(); name != newMarkName && name != lockName {
			return Mark{}, refusal(t.dir, fmt.Sprintf("not empty and not made by portbook: it holds %s", name),
				"remove it by hand, or "+elsewhere)
		}
	}
	return Mark{}, nil
}
