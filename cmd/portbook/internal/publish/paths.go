package publish

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// sortPaths returns the paths sorted, or an error that names one that a folder cannot hold together with the others
// on every system that portbook runs on.
func sortPaths(paths []string) ([]string, error) {
	sorted, lower := slices.Clone(paths), make([]string, len(paths))
	slices.Sort(sorted)
	folders := map[string]bool{}
	for i, p := range sorted {
		if err := checkPath(p); err != nil {
			return nil, err
		}
		lower[i] = strings.ToLower(p)
		for dir := parent(p); dir != "" && !folders[dir]; dir = parent(dir) {
			folders[dir] = true
			if _, found := slices.BinarySearch(sorted, dir); found {
				return nil, pathError(dir, "both a file and a folder")
			}
		}
	}
	slices.Sort(lower)
	for i := 1; i < len(lower); i++ {
		if lower[i] == lower[i-1] {
			return nil, pathError(lower[i], "the path of two files, or differs only by case from another path")
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
		switch c {
		case '\\', '<', '>', ':', '"', '|', '?', '*', '{', '}', 0x7f:
			return pathError(p, fmt.Sprintf("%q is not allowed in a path", c))
		}
		if c < ' ' {
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
