package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	if problem := mistake(dir, protect); problem != "" {
		return refusal(dir, problem, elsewhere)
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

// mistake says what is wrong with a folder in which somebody works or lives, or that has to do with an input: its
// files would be overwritten, or the next build would read what this one writes.
func mistake(dir string, protect []string) string {
	if abs, err := filepath.Abs(dir); err == nil && filepath.Dir(abs) == abs {
		return "the root of the file system"
	}
	if contains(dir, ".") {
		return "is or contains the working folder"
	}
	if home, err := os.UserHomeDir(); err == nil && contains(dir, home) {
		return "is or contains the home folder"
	}
	for _, input := range protect {
		if contains(dir, input) {
			return "is or contains the input " + input
		}
		if contains(input, dir) {
			return "lies in the input " + input
		}
	}
	return ""
}

// contains says whether inner is outer or lies in it, whatever links and spellings lead there. What does not exist
// contains nothing, and lies where the nearest folder around it does.
func contains(outer, inner string) bool {
	target, _ := os.Stat(outer)
	for inner, _ = filepath.Abs(inner); ; inner = filepath.Dir(inner) {
		if real, err := filepath.EvalSymlinks(inner); err == nil {
			inner = real
		}
		if info, _ := os.Stat(inner); os.SameFile(info, target) {
			return true
		}
		if filepath.Dir(inner) == inner {
			return false
		}
	}
}

// readOld reads the mark of a claimed folder, and refuses a folder that has files but no mark.
func (j *job) readOld(likely Mark) (Mark, error) {
	old, err := readMark(j.dir, likely)
	if err != nil || old.Made {
		return old, err
	}
	children, err := os.ReadDir(j.dir)
	if err != nil {
		return old, failure(j.dir, err)
	}
	for _, child := range children {
		if name := child.Name(); name != newMarkName && name != lockName {
			return old, refusal(j.dir, "not empty and not made by portbook: it holds "+name, "remove it by hand, or "+elsewhere)
		}
	}
	return old, nil
}

// sortPaths returns the paths sorted, or an error that names one that a folder cannot hold together with the others
// on every system that portbook runs on.
func sortPaths(paths []string) ([]string, error) {
	sorted, ends := slices.Sorted(slices.Values(paths)), make([]string, len(paths))
	for i, p := range sorted {
		if err := checkPath(p); err != nil {
			return nil, err
		}
		ends[i] = strings.ToLower(p) + "/" // so that what lies in a folder of that name sorts next to it
	}
	slices.Sort(ends)
	for i := 1; i < len(ends); i++ {
		if strings.HasPrefix(ends[i], ends[i-1]) {
			return nil, pathError(strings.TrimSuffix(ends[i], "/"), "two files, or a file and a folder, with this path, be it in another case")
		}
	}
	return sorted, nil
}

// checkPath checks one path by itself. Braces fold numbers in the mark; other characters are not allowed by some system.
func checkPath(p string) error {
	if !fs.ValidPath(p) || p == "." {
		return pathError(p, "not the relative path of a file")
	}
	for _, c := range []byte(p) {
		switch {
		case c < ' ', c == 0x7f, c == '\\', c == '<', c == '>', c == ':', c == '"', c == '|', c == '?', c == '*', c == '{', c == '}':
			return pathError(p, fmt.Sprintf("%q is not allowed in a path", c))
		}
	}
	if strings.EqualFold(p[:min(len(p), len(MarkName))], MarkName) {
		return pathError(p, "names that begin with "+MarkName+" are reserved for the mark")
	}
	return nil
}

func pathError(p, problem string) error {
	return &Error{File: p, Problem: problem, Advice: "give the file another path"}
}
