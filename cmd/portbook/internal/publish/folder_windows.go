package publish

import (
	"os"

	"golang.org/x/sys/windows"
)

// errDiskFull is Windows' own name for a full disk.
const errDiskFull = windows.ERROR_DISK_FULL

// A folder is a handle on a folder of the file system; names are those of its own files.
type folder struct {
	*os.Root
	lock windows.Handle // 0 for all but the outermost
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
		return folder{}, errLocked
	}
	if err != nil {
		return folder{}, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		windows.CloseHandle(lock)
	}
	return folder{root, lock}, err
}

// openFolder opens a folder in f; a link that leads out of f is an error.
func (f folder) openFolder(name string) (folder, error) {
	root, err := f.OpenRoot(name)
	return folder{root, 0}, err
}

func (f folder) makeFolder(name string) error   { return f.Mkdir(name, folderMode) }
func (f folder) removeFolder(name string) error { return f.Remove(name) }

// create makes a file that must not be there yet, for writing.
func (f folder) create(name string) (file, error) {
	h, err := f.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	return file{h}, err
}

// open opens a file for reading and writing.
func (f folder) open(name string) (file, error) {
	h, err := f.OpenFile(name, os.O_RDWR, 0)
	return file{h}, err
}

func (f folder) Close() error {
	if f.lock != 0 {
		windows.CloseHandle(f.lock)
	}
	return f.Root.Close()
}

// stat returns the size in bytes, and the mode of published files: permissions say nothing on Windows.
func (f file) stat() (size int, mode uint32, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	if !info.Mode().IsRegular() {
		err = errNotAFile
	}
	return int(info.Size()), fileMode, err
}

func (f file) setMode() error { return nil }
