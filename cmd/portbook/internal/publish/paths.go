package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// CheckPaths says whether a folder can hold files with these paths, on every system that portbook runs on, and
// returns an error that names the first path that is at fault. Refused are: absolute paths, steps like "..",
// backslashes, characters that some system does not allow in a name (controls and < > : " | ? *), braces,
// which fold numbers in the mark, names that begin like the mark, a path given twice, two that differ only by case, and one
// that is both a file and a folder.
func CheckPaths(paths []string) error {
	_, _, err := survey(paths)
	return err
}

// survey checks paths and returns them as a settled set, with all their folders, parents first.
func survey(paths []string) (*pathSet, []string, error) {
	set, dirs, last := newPathSet(), map[string]bool{}, ""
	for _, p := range paths {
		if set.addLike(p) { // the path before it, which was checked: nearly always
			continue
		}
		if err := checkPath(p); err != nil {
			return nil, nil, err
		}
		set.add(p)
		if dir := parent(p); dir != last {
			addFolders(dirs, dir)
			last = dir
		}
	}
	if p, twice := set.settle(); twice {
		return nil, nil, pathError(p, "the same path twice")
	}
	if err := set.checkCase(); err != nil {
		return nil, nil, err
	}
	folders := make([]string, 0, len(dirs))
	for dir := range dirs {
		if set.has(dir) {
			return nil, nil, pathError(dir, "both a file and a folder")
		}
		folders = append(folders, dir)
	}
	slices.Sort(folders) // a folder sorts before what it contains
	return set, folders, nil
}

// parent is the folder of a path, "" at the top.
func parent(p string) string {
	return p[:max(strings.LastIndexByte(p, '/'), 0)]
}

// addFolders adds a folder and those around it.
func addFolders(dirs map[string]bool, dir string) {
	for dir != "" && !dirs[dir] {
		dirs[dir] = true
		dir = parent(dir)
	}
}

// checkPath checks one path by itself.
func checkPath(p string) error {
	if p == "" || p[0] == '/' || p[len(p)-1] == '/' {
		return pathError(p, "not the relative path of a file")
	}
	dots := false // a name may begin with a dot; only then it can be a step
	for i := range len(p) {
		c := p[i]
		switch {
		case c < ' ', c == 0x7f, c == '\\', c == '<', c == '>', c == ':', c == '"', c == '|', c == '?', c == '*', c == '{', c == '}':
			return pathError(p, fmt.Sprintf("%q is not allowed in a path", c))
		case (c == '.' || c == '/') && (i == 0 || p[i-1] == '/'):
			dots = true
		}
	}
	if !utf8.ValidString(p) {
		return pathError(p, "not UTF-8")
	}
	if !dots {
		return nil
	}
	if path.Clean(p) != p || p == ".." || strings.HasPrefix(p, "../") || p == "." {
		return pathError(p, `"." and ".." and empty names are not allowed`)
	}
	if strings.HasPrefix(strings.ToLower(p), MarkName) {
		return pathError(p, "names that begin with "+MarkName+" are reserved for the mark")
	}
	return nil
}

// checkCase finds two paths that are one and the same file where case does not count.
func (s *pathSet) checkCase() error {
	lower := make(map[familyName]*family, len(s.families))
	for _, name := range s.names() {
		key := familyName{strings.ToLower(name.prefix), strings.ToLower(name.suffix), name.numbered}
		f, other := s.families[name], lower[key]
		if other == nil {
			lower[key] = f
			continue
		}
		for _, r := range f.runs {
			if left := r.minus(other.runs); len(left) != 1 || left[0] != r {
				return pathError(name.path(r.first), "differs only by case from another path")
			}
		}
	}
	return nil
}

func pathError(p, problem string) error {
	return &Error{File: p, Problem: problem, Advice: "give the file another path"}
}
