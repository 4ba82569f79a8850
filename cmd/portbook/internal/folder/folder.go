// Package folder walks the folders that a site is made of, and leaves out what is no part of it.
package folder

import (
	"io/fs"
	"path/filepath"
	"strings"
)

// IsLeftover reports whether a file or folder of this name is no part of a site: what editors keep beside the file they
// edit is hidden, ends with a tilde, or stands between #s.
func IsLeftover(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || strings.HasSuffix(name, "~") ||
		len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#'
}

// Walk is fs.WalkDir from the root of a folder, leftovers left out.
func Walk(root fs.FS, visit fs.WalkDirFunc) error {
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if d == nil || !IsLeftover(d.Name()) {
			return visit(name, d, err)
		}
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
}

// LeadsOutside reports whether a file below dir is a link to a place outside of it. Such a link in a pull request would
// publish what is on the machine that builds the site, such as /etc/passwd.
func LeadsOutside(dir, name string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return false
	}
	root, err := filepath.EvalSymlinks(dir)
	goal, goalErr := filepath.EvalSymlinks(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil || goalErr != nil {
		return false // it leads nowhere: reading it fails
	}
	below, err := filepath.Rel(root, goal)
	return err != nil || !filepath.IsLocal(below)
}
