//go:build !windows

package publish

import (
	"io"

	"golang.org/x/sys/unix"
)

// errDiskFull is a second name for a full disk on systems that have one.
const errDiskFull = unix.ENOSPC

// A folder is a handle on a folder of the file system. Names are those of its own files, so the system
// need not walk the path of each, and no link swapped in meanwhile can lead elsewhere. It does what an os.Root does
// for such names, but an os.Root, or an os.File for each file, would double the time of a build.
type folder struct{ fd int }

// A file is a handle on an open file.
type file struct{ fd int }

// again repeats a call that a signal broke off.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func openAt(fd int, name string, flags int) (opened int, err error) {
	err = again(func() error {
		opened, err = unix.Openat(fd, name, flags|unix.O_CLOEXEC, fileMode)
		return err
	})
	return opened, err
}

// openRoot opens a folder and claims it until it is closed or the process ends, however it ends. It returns errLocked
// when another process has it. File systems that cannot lock a folder (NFS) let everybody in.
func openRoot(path string) (folder, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return folder{}, err
	}
	err = again(func() error { return unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB) })
	if err == nil || isAny(err, unix.EBADF, unix.EINVAL, unix.ENOLCK, unix.ENOSYS, unix.ENOTSUP, unix.EOPNOTSUPP) {
		return folder{fd}, nil
	}
	unix.Close(fd)
	if err == unix.EWOULDBLOCK {
		err = errLocked
	}
	return folder{}, err
}

// openFolder opens a folder in f; a symbolic link is an error.
func (f folder) openFolder(name string) (folder, error) {
	fd, err := openAt(f.fd, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW)
	return folder{fd}, err
}

// makeFolder makes a folder that must not be there yet.
func (f folder) makeFolder(name string) error {
	err := unix.Mkdirat(f.fd, name, folderMode)
	if err == nil {
		unix.Fchmodat(f.fd, name, folderMode, 0) // against the umask; it fails where there are no modes
	}
	return err
}

// create makes a file that must not be there yet, for writing.
func (f folder) create(name string) (file, error) {
	fd, err := openAt(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL)
	return file{fd}, err
}

// open opens a file for reading and writing; a symbolic link is an error.
func (f folder) open(name string) (file, error) {
	fd, err := openAt(f.fd, name, unix.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK)
	return file{fd}, err
}

func (f folder) Remove(name string) error       { return unix.Unlinkat(f.fd, name, 0) }
func (f folder) removeFolder(name string) error { return unix.Unlinkat(f.fd, name, unix.AT_REMOVEDIR) }
func (f folder) Rename(from, to string) error   { return unix.Renameat(f.fd, from, f.fd, to) }
func (f folder) Close() error                   { return unix.Close(f.fd) }

// stat returns the size in bytes and the permissions; anything but a regular file is an error.
func (f file) stat() (size int, mode uint32, err error) {
	var st unix.Stat_t
	err = again(func() error { return unix.Fstat(f.fd, &st) })
	if err == nil && st.Mode&unix.S_IFMT != unix.S_IFREG {
		err = errNotAFile
	}
	return int(st.Size), uint32(st.Mode) & 0o7777, err
}

// setMode makes the mode of the file that of published files.
func (f file) setMode() error { return unix.Fchmod(f.fd, fileMode) }

func (f file) ReadAt(buf []byte, offset int64) (int, error) {
	return f.transfer(unix.Pread, buf, offset)
}

func (f file) WriteAt(data []byte, offset int64) (int, error) {
	return f.transfer(unix.Pwrite, data, offset)
}

// transfer repeats a call until it has read or written all of buf; a file that is too short is an error.
func (f file) transfer(call func(fd int, buf []byte, offset int64) (int, error), buf []byte, offset int64) (done int, err error) {
	for done < len(buf) {
		n, err := call(f.fd, buf[done:], offset+int64(done))
		if err != nil && err != unix.EINTR {
			return done, err
		}
		if n == 0 && err == nil {
			return done, io.ErrUnexpectedEOF
		}
		done += max(n, 0)
	}
	return done, nil
}

func (f file) Truncate(size int64) error {
	return again(func() error { return unix.Ftruncate(f.fd, size) })
}

func (f file) Close() error {
	if err := unix.Close(f.fd); err != unix.EINTR { // after EINTR the handle is gone all the same
		return err
	}
	return nil
}
