//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"errors"
	"io"

	"golang.org/x/sys/unix"
)

// errDiskFull is a second name for a full disk on systems that have one.
var errDiskFull error = unix.ENOSPC

// A folder is a handle on a folder of the file system. Names are those of its own files, so the system
// need not walk the path of each, and no link swapped in meanwhile can lead elsewhere.
type folder struct{ fd int }

// A file is a handle on an open file. It is not an os.File, which does more for each file than we need.
type file struct{ fd int }

// again repeats a call that a signal broke off.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func openRoot(path string) (folder, error) { return folder{unix.AT_FDCWD}.openFolderWith(path, 0) }

// openFolder opens a folder in f; a symbolic link is an error.
func (f folder) openFolder(name string) (folder, error) {
	return f.openFolderWith(name, unix.O_NOFOLLOW)
}

func (f folder) openFolderWith(name string, flags int) (sub folder, err error) {
	err = again(func() error {
		sub.fd, err = unix.Openat(f.fd, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC|flags, 0)
		return err
	})
	return sub, err
}

func (f folder) makeFolder(name string) error {
	return unix.Mkdirat(f.fd, name, folderMode)
}

// setFolderMode gives a folder in f the mode of published folders.
func (f folder) setFolderMode(name string) error {
	return unix.Fchmodat(f.fd, name, folderMode, 0)
}

// create makes a file that must not be there yet, for writing.
func (f folder) create(name string) (file, error) {
	return f.openWith(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL)
}

// open opens a file for reading and writing; a symbolic link is an error.
func (f folder) open(name string) (file, error) {
	return f.openWith(name, unix.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK)
}

func (f folder) openWith(name string, flags int) (file, error) {
	for {
		fd, err := unix.Openat(f.fd, name, flags|unix.O_CLOEXEC, fileMode)
		if err != unix.EINTR {
			return file{fd}, err
		}
	}
}

// exists says whether anything has that name, be it a link that leads nowhere.
func (f folder) exists(name string) bool {
	var st unix.Stat_t
	return unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) == nil
}

func (f folder) remove(name string) error       { return unix.Unlinkat(f.fd, name, 0) }
func (f folder) removeFolder(name string) error { return unix.Unlinkat(f.fd, name, unix.AT_REMOVEDIR) }
func (f folder) rename(from, to string) error   { return unix.Renameat(f.fd, from, f.fd, to) }
func (f folder) close()                         { unix.Close(f.fd) }

// lock claims the folder until it is closed or the process ends, however it ends. It returns errLocked when
// another process has it. File systems that cannot lock a folder (NFS) let everybody in.
func (f folder) lock() error {
	err := again(func() error { return unix.Flock(f.fd, unix.LOCK_EX|unix.LOCK_NB) })
	if err == unix.EWOULDBLOCK {
		return errLocked
	}
	if isAny(err, unix.EBADF, unix.EINVAL, unix.ENOLCK, unix.ENOSYS, unix.ENOTSUP, unix.EOPNOTSUPP) {
		return nil
	}
	return err
}

// errLocked is the failure to claim a folder that another build has claimed.
var errLocked = errors.New("another build is running")

// stat returns the size in bytes and the permissions; anything but a regular file is an error.
func (f file) stat() (size int64, mode uint32, err error) {
	var st unix.Stat_t
	if err := again(func() error { return unix.Fstat(f.fd, &st) }); err != nil {
		return 0, 0, err
	}
	if st.Mode&unix.S_IFMT != unix.S_IFREG {
		return 0, 0, errNotAFile
	}
	return st.Size, uint32(st.Mode) & 0o7777, nil
}

// setMode gives the file the mode of published files.
func (f file) setMode() error { return unix.Fchmod(f.fd, fileMode) }

// read fills buf from an offset on; a file that is too short is an error.
func (f file) read(buf []byte, offset int) error {
	for at := 0; at < len(buf); {
		n, err := unix.Pread(f.fd, buf[at:], int64(offset+at))
		if err != nil && err != unix.EINTR {
			return err
		}
		if n == 0 && err == nil {
			return io.ErrUnexpectedEOF
		}
		at += max(n, 0)
	}
	return nil
}

// write writes to a file that was just created.
func (f file) write(data []byte) error {
	for len(data) > 0 {
		n, err := unix.Write(f.fd, data)
		if err != nil && err != unix.EINTR {
			return err
		}
		data = data[max(n, 0):]
	}
	return nil
}

// overwrite replaces what the file holds from an offset on.
func (f file) overwrite(data []byte, offset int) error {
	for at := 0; at < len(data); {
		n, err := unix.Pwrite(f.fd, data[at:], int64(offset+at))
		if err != nil && err != unix.EINTR {
			return err
		}
		at += max(n, 0)
	}
	return nil
}

// cut makes the file shorter.
func (f file) cut(size int) error {
	return again(func() error { return unix.Ftruncate(f.fd, int64(size)) })
}

func (f file) close() error {
	if err := unix.Close(f.fd); err != unix.EINTR { // after EINTR the handle is gone all the same
		return err
	}
	return nil
}
