// Package folder walks the folders that a site is made of, and knows what in them is no part of it.
package folder

import (
	"io/fs"
	"path/filepath"
	"strings"
)

// IsLeftover reports whether a file or folder of this name is none of the site's: what editors keep beside the file they
// edit is hidden, ends with a tilde, or stands between #s.
func IsLeftover(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || strings.HasSuffix(name, "~") ||
		len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}

// Walk is fs.WalkDir from the root of a folder, leftovers left out.
func Walk(root fs.FS, visit fs.WalkDirFunc) error {
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case d == nil || !IsLeftover(d.Name()):
			return visit(name, d, err)
		case d.IsDir():
			return fs.SkipDir
		}
		return nil
	})
}

// LeadsOutside reports whether a file below dir is a link to a place outside of it. Such a link would publish what is on
// the machine that builds the site, /etc/passwd say, for whoever gets it into a pull request.
func LeadsOutside(dir, name string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return false
	}
	root, err := filepath.EvalSymlinks(dir)
	goal, goalErr := filepath.EvalSymlinks(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil || goalErr != nil {
		return false // it leads nowhere, which reading it will say
	}
	below, err := filepath.Rel(root, goal)
	return err != nil || !filepath.IsLocal(below)
}
