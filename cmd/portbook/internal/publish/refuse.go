package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const elsewhere = "choose another folder with --out"

// admit refuses a folder that can only be meant by mistake, and makes it when there is none.
func admit(dir string, protect []string) error {
	if dir == "" {
		return refusal(`""`, "no folder is named", elsewhere)
	}
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return makeRoot(dir, protect)
	}
	if err != nil {
		return failure(dir, err)
	}
	if !info.IsDir() {
		return refusal(dir, "not a folder", elsewhere)
	}
	if err := refusePlaces(dir); err != nil {
		return err
	}
	return refuseInputs(dir, dir, protect)
}

// makeRoot makes the folder and those around it.
func makeRoot(dir string, protect []string) error {
	if _, err := os.Lstat(dir); err == nil {
		return refusal(dir, "a link that leads nowhere", "remove it, or "+elsewhere)
	}
	near := dir
	for !present(near) && filepath.Dir(near) != near {
		near = filepath.Dir(near)
	}
	if err := refuseInputs(dir, near, protect); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return failure(dir, err)
	}
	os.Chmod(dir, folderMode) // against the umask; where modes do not exist there is nothing to mend
	return nil
}

func present(name string) bool { _, err := os.Stat(name); return err == nil }

// refusePlaces refuses a folder in which somebody works or lives.
func refusePlaces(dir string) error {
	if abs, err := filepath.Abs(dir); err == nil && filepath.Dir(abs) == abs {
		return refusal(dir, "the root of the file system", elsewhere)
	}
	if work, err := os.Getwd(); err == nil && contains(dir, work) {
		return refusal(dir, "is or contains the working folder", elsewhere)
	}
	if home, err := os.UserHomeDir(); err == nil && contains(dir, home) {
		return refusal(dir, "is or contains the home folder", elsewhere)
	}
	return nil
}

// refuseInputs refuses a folder that has to do with an input: its files would be overwritten, or the
// next build would read what this one writes. near is dir, or the nearest folder around it that exists.
func refuseInputs(dir, near string, protect []string) error {
	for _, input := range protect {
		if near == dir && contains(dir, input) {
			return refusal(dir, fmt.Sprintf("is or contains the input %s", input), elsewhere)
		}
		if contains(input, near) {
			return refusal(dir, fmt.Sprintf("lies in the input %s", input), elsewhere)
		}
	}
	return nil
}

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
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(inner); err == nil && os.SameFile(info, target) {
			return true
		}
		up := filepath.Dir(inner)
		if up == inner {
			return false
		}
		inner = up
	}
}

// readOld reads the mark of a claimed folder, and refuses a folder that has files but no mark. fresh says
// that the folder is empty.
func (t *tree) readOld() (old Mark, fresh bool, err error) {
	if info, err := os.Lstat(t.file(MarkName)); err == nil && !info.Mode().IsRegular() {
		return Mark{}, false, refusal(t.file(MarkName), "not a regular file", "remove it by hand, or "+elsewhere)
	}
	old, err = State(t.dir)
	if err != nil || old.Made {
		return old, false, err
	}
	children, err := os.ReadDir(t.dir)
	if err != nil {
		return old, false, failure(t.dir, err)
	}
	for _, child := range children {
		if name := child.Name(); name != newMarkName && name != lockName {
			return old, false, refusal(t.dir, fmt.Sprintf("not empty and not made by portbook: it holds %s", name),
				"remove it by hand, or "+elsewhere)
		}
	}
	return Mark{paths: newPathSet()}, true, nil
}
