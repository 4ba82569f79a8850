package publish

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

const errDiskFull = windows.ERROR_DISK_FULL

// A folder is a handle on a folder of the file system; names are those of its own files.
type folder struct {
	*os.Root
	lock *os.File // nil for all but the outermost
}

// A file is a handle on an open file.
type file struct{ *os.File }

// openRoot opens a folder and claims it until it is closed or the process ends, however it ends, by a file that nobody
// else can open and that vanishes with its handle.
func openRoot(path string) (folder, error) {
	lock, err := os.OpenFile(path+`\`+lockName, os.O_WRONLY|os.O_CREATE|windows.FILE_FLAG_DELETE_ON_CLOSE, fileMode)
	if isAny(err, windows.ERROR_SHARING_VIOLATION) {
		err = errLocked
	}
	if err != nil {
		return folder{}, err
	}
	root, err := os.OpenRoot(path)
	return folder{root, lock}, err
}

func (f folder) Close() error {
	f.lock.Close()
	return f.Root.Close()
}

func (f folder) openFolder(name string) (folder, error) {
	if err := f.Mkdir(name, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return folder{}, err
	}
	root, err := f.OpenRoot(name)
	return folder{Root: root}, err
}

func (f folder) removeFolder(name string) error { return f.Remove(name) }

func (f folder) open(name string, flags int) (file, error) {
	h, err := f.OpenFile(name, os.O_RDWR|flags, fileMode)
	return file{h}, err
}

func (f file) stat() (size int, mode fs.FileMode, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	return int(info.Size()), info.Mode().Perm(), nil
}
