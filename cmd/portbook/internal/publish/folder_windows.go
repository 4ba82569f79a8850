package publish

import (
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

const (
	errDiskFull = windows.ERROR_DISK_FULL
	create      = os.O_CREATE | os.O_EXCL
)

// A folder is a handle on a folder of the file system; names are those of its own files.
type folder struct {
	*os.Root
	lock *os.File // nil for all but the outermost
}

// A file is a handle on an open file.
type file struct{ *os.File }

// openRoot opens a folder and claims it until it is closed or the process ends, however it ends: by a file that nobody
// else may open and that vanishes with its handle. It returns errLocked when another process has it.
func openRoot(path string) (folder, error) {
	name, err := windows.UTF16PtrFromString(path + `\` + lockName)
	if err != nil {
		return folder{}, err
	}
	lock, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.CREATE_ALWAYS,
		windows.FILE_ATTRIBUTE_TEMPORARY|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if err == windows.ERROR_SHARING_VIOLATION {
		err = errLocked
	}
	if err != nil {
		return folder{}, err
	}
	root, err := os.OpenRoot(path)
	return folder{root, os.NewFile(uintptr(lock), lockName)}, err
}

func (f folder) Close() error {
	f.lock.Close()
	return f.Root.Close()
}

// openFolder opens a folder in f; a link that leads out of f is an error.
func (f folder) openFolder(name string) (folder, error) {
	root, err := f.OpenRoot(name)
	return folder{Root: root}, err
}

func (f folder) makeFolder(name string) error   { return f.Mkdir(name, folderMode) }
func (f folder) removeFolder(name string) error { return f.Remove(name) }

// open opens a file that is there, or with the flags of create makes it.
func (f folder) open(name string, flags int) (file, error) {
	h, err := f.OpenFile(name, os.O_RDWR|flags, fileMode)
	return file{h}, err
}

// stat returns the size in bytes and the permissions; anything but a regular file is an error.
func (f file) stat() (size int, mode fs.FileMode, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	if !info.Mode().IsRegular() {
		err = errNotAFile
	}
	return int(info.Size()), info.Mode().Perm(), err
}
