package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/folder"
)

// A Folder is the files of a folder, by slash-separated path below it.
type Folder struct {
	Dir   string // as the user typed it, for messages
	Files map[string][]byte
	Names []string // sorted
}

// ReadFolder reads a whole folder, without what editors leave behind. It is a fault when a file cannot be read, or is a
// link to a place outside.
func ReadFolder(dir string) (Folder, fault.List) {
	f := Folder{Dir: dir, Files: map[string][]byte{}}
	var faults fault.List
	root := os.DirFS(dir)
	err := folder.Walk(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case folder.LeadsOutside(dir, name, d):
			faults.Add(f.File(name), 0, "this is a link to a place outside of the folder",
				"put the file itself here: what it holds would be published")
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f.Files[name] = src
		f.Names = append(f.Names, name)
		return nil
	})
	if err != nil {
		faults.Add(dir, 0, "cannot be read: "+Reason(err), "")
	}
	slices.Sort(f.Names)
	return f, faults
}

// Reason is the plain reason of a file error, without the operation and the path.
func Reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// File returns the path of a file as the user would type it.
func (f Folder) File(name string) string { return filepath.ToSlash(filepath.Join(f.Dir, name)) }

// Has reports whether there is a file of this name.
func (f Folder) Has(name string) bool {
	_, ok := f.Files[name]
	return ok
}

// Below lists the files in a folder below this one that have an ending, deeper ones included.
func (f Folder) Below(folder, ending string) []string {
	var list []string
	for _, name := range f.Names {
		if strings.HasPrefix(name, folder+"/") && strings.HasSuffix(name, ending) {
			list = append(list, name)
		}
	}
	return list
}
