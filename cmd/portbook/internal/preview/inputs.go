package preview

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/folder"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// folders are the inputs that are folders.
func folders(in site.Inputs) []string { return []string{in.Content, in.Templates, in.Static} }

// walk calls visit for a folder, and for what lies in it and is no leftover, with the path below it.
// What cannot be read is passed over; that is for the site to report.
func walk(root string, visit func(name string, isFolder bool)) {
	_ = folder.Walk(os.DirFS(root), func(name string, d fs.DirEntry, err error) error {
		if err == nil {
			visit(name, d.IsDir())
		}
		return nil
	})
}

// stampOf is a text that differs when an input was written, added, renamed or removed in between,
// unless it is as long as before and written in the same tick of the file system's clock.
func stampOf(in site.Inputs) string {
	var b strings.Builder
	add := func(path string) {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintln(&b, path, info.Mode(), info.Size(), info.ModTime().UnixNano())
		}
	}
	add(in.Registry)
	for _, root := range folders(in) {
		walk(root, func(name string, isFolder bool) {
			if !isFolder {
				add(filepath.Join(root, name))
			}
		})
	}
	return b.String()
}

// concerns reports whether a path is an input, or lies in one, and so an event there is an edit.
// All paths are absolute.
func concerns(path, registry string, folders []string) bool {
	if path == registry {
		return true
	}
	for _, root := range folders {
		below, err := filepath.Rel(root, path)
		if err == nil && filepath.IsLocal(below) {
			return !slices.ContainsFunc(strings.Split(below, string(filepath.Separator)), folder.IsLeftover)
		}
	}
	return false
}
