package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/folder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Inputs names what a site is made of. Relative paths are relative to the working folder.
type Inputs struct {
	Registry  string // IANA's CSV file
	Content   string // folder of Markdown, YAML and CSV files
	Templates string // folder of html/template files
	Static    string // folder of style sheet, scripts, icons

	BaseURL string            // replaces base_url of site.yaml, unless empty
	Links   string            // replaces links of site.yaml, unless empty
	Ports   *registry.PortSet // port pages to publish; nil for all
	Locale  string            // language to publish; "" for all
}

// A tree is the files of a folder, by slash-separated path below it.
type tree struct {
	dir   string // as the user typed it, for messages
	files map[string][]byte
	names []string // sorted
}

// readTree reads a whole folder, without what editors leave behind.
func readTree(dir string) (tree, fault.List) {
	t := tree{dir: dir, files: map[string][]byte{}}
	var faults fault.List
	root := os.DirFS(dir)
	err := folder.Walk(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case folder.LeadsOutside(dir, name, d):
			faults.Add(t.file(name), 0, "this is a link to a place outside of the folder", "put the file itself here: what it holds would be published")
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		t.files[name] = src
		t.names = append(t.names, name)
		return nil
	})
	if err != nil {
		faults.Add(dir, 0, "cannot be read: "+reason(err), "")
	}
	slices.Sort(t.names)
	return t, faults
}

// reason is the plain reason of a file error, without the operation and the path.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// file returns the path of a file as the user would type it.
func (t tree) file(name string) string { return filepath.ToSlash(filepath.Join(t.dir, name)) }

// below lists the files in a folder of the tree that have an ending, deeper ones included.
func (t tree) below(folder, ending string) []string {
	var list []string
	for _, name := range t.names {
		if strings.HasPrefix(name, folder+"/") && strings.HasSuffix(name, ending) {
			list = append(list, name)
		}
	}
	return list
}
