package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// makeRoot makes the folder when there is none, and refuses one that can only be meant by mistake.
func makeRoot(dir string, protect []string) error {
	if problem := mistake(dir, protect); problem != "" {
		return refusal(cmp.Or(dir, `""`), problem, elsewhere)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
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
	if dir == "" {
		return "no folder is named"
	}
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
	if info, err := os.Lstat(j.file(MarkName)); err == nil && !info.Mode().IsRegular() {
		return Mark{}, refusal(j.file(MarkName), "the mark is not a regular file", "remove it by hand, or "+elsewhere)
	}
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
	sorted, ends := slices.Clone(paths), make([]string, len(paths))
	slices.Sort(sorted)
	for i, p := range sorted {
		if problem := pathProblem(p); problem != "" {
			return nil, refusal(p, problem, "give the file another path")
		}
		ends[i] = strings.ToLower(p) + "/" // so that what lies in a folder of that name sorts next to it
	}
	slices.Sort(ends)
	for i := 1; i < len(ends); i++ {
		if strings.HasPrefix(ends[i], ends[i-1]) {
			return nil, refusal(strings.TrimSuffix(ends[i-1], "/"), "the path of two files, or of a file and a folder, be it in other case",
				"give one of them another path")
		}
	}
	return sorted, nil
}

// forbidden are characters that some system does not allow in a name, and braces, which fold numbers in the mark.
var forbidden = [256]bool{
	'\\': true, '<': true, '>': true, ':': true, '"': true, '|': true, '?': true, '*': true, '{': true, '}': true, 0x7f: true,
}

// pathProblem is what is wrong with one path by itself, or empty.
func pathProblem(p string) string {
	if !fs.ValidPath(p) || p == "." {
		return "not the relative path of a file"
	}
	for _, c := range []byte(p) {
		if c < ' ' || forbidden[c] {
			return fmt.Sprintf("%q is not allowed in a path", c)
		}
	}
	if strings.EqualFold(p[:min(len(p), len(MarkName))], MarkName) {
		return "names that begin with " + MarkName + " are reserved for the mark"
	}
	return ""
}
