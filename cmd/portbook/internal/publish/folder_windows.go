package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// errDiskFull is Windows' own name for a full disk.
var errDiskFull error = windows.ERROR_DISK_FULL

// errLocked is the failure to claim a folder that another build has claimed.
var errLocked = errors.New("another build is running")

// A folder is a handle on a folder of the file system; names are those of its own files.
type folder struct {
	root *os.Root
	held *windows.Handle // of the lock
}

// A file is a handle on an open file.
type file struct{ *os.File }

func openRoot(path string) (folder, error) {
	root, err := os.OpenRoot(path)
	return folder{root, new(windows.Handle)}, err
}

// openFolder opens a folder in f; a link that leads out of f is an error.
func (f folder) openFolder(name string) (folder, error) {
	root, err := f.root.OpenRoot(name)
	return folder{root, new(windows.Handle)}, err
}

func (f folder) makeFolder(name string) error   { return f.root.Mkdir(name, folderMode) }
func (f folder) setFolderMode(string) error     { return nil }
func (f folder) remove(name string) error       { return f.root.Remove(name) }
func (f folder) rename(from, to string) error   { return f.root.Rename(from, to) }
func (f folder) exists(name string) bool        { _, err := f.root.Lstat(name); return err == nil }
func (f folder) removeFolder(name string) error { return f.root.Remove(name) }

// create makes a file that must not be there yet, for writing.
func (f folder) create(name string) (file, error) {
	h, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	return file{h}, err
}

// open opens a file for reading and writing.
func (f folder) open(name string) (file, error) {
	h, err := f.root.OpenFile(name, os.O_RDWR, 0)
	return file{h}, err
}

// lock claims the folder until it is closed or the process ends, however it ends: a file that nobody
// else may open and that vanishes with its handle. It returns errLocked when another process has it.
func (f folder) lock() error {
	name, err := windows.UTF16PtrFromString(f.root.Name() + `\` + lockName)
	if err != nil {
		return err
	}
	*f.held, err = windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.CREATE_ALWAYS,
		windows.FILE_ATTRIBUTE_TEMPORARY|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if err == windows.ERROR_SHARING_VIOLATION {
		return errLocked
	}
	return err
}

func (f folder) close() {
	if *f.held != 0 {
		windows.CloseHandle(*f.held)
	}
	f.root.Close()
}

// stat returns the size in bytes and the permissions, which say nothing on Windows.
func (f file) stat() (size int64, mode uint32, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, 0, errNotAFile
	}
	return info.Size(), fileMode, nil
}

func (f file) setMode() error { return nil }
func (f file) close() error   { return f.Close() }

// read fills buf from an offset on; a file that is too short is an error.
func (f file) read(buf []byte, offset int) error { _, err := f.ReadAt(buf, int64(offset)); return err }

// write writes to a file that was just created.
func (f file) write(data []byte) error { _, err := f.Write(data); return err }

// overwrite replaces what the file holds from an offset on.
func (f file) overwrite(data []byte, offset int) error {
	_, err := f.WriteAt(data, int64(offset))
	return err
}

// cut makes the file shorter.
func (f file) cut(size int) error { return f.Truncate(int64(size)) }
