//go:build !windows

package publish

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

const errDiskFull = unix.ENOSPC

// A folder is a handle on a folder of the file system. Names are those of its own files, so the system need not walk the
// path of each, and no link swapped in meanwhile can lead elsewhere. With an os.Root, or an os.File for each file, a build
// would take twice as long.
type folder struct{ fd int }

// A file is a handle on an open file.
type file struct{ fd int }

// again repeats a call that a signal broke off.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != unix.EINTR {
			return n, err
		}
	}
}

func openAt(fd int, name string, flags int) (int, error) {
	return again(func() (int, error) { return unix.Openat(fd, name, flags|unix.O_CLOEXEC, fileMode) })
}

// openRoot opens a folder and claims it until it is closed or the process ends, however it ends.
func openRoot(path string) (folder, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_DIRECTORY)
	if err != nil {
		return folder{}, err
	}
	if err := lock(fd); err != nil {
		unix.Close(fd)
		return folder{}, err
	}
	return folder{fd}, nil
}

// lock claims an open folder. File systems that cannot lock a folder (NFS) let everybody in.
func lock(fd int) error {
	_, err := again(func() (int, error) { return 0, unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB) })
	switch {
	case err == unix.EWOULDBLOCK:
		return errLocked
	case isAny(err, unix.EBADF, unix.EINVAL, unix.ENOLCK, unix.ENOSYS, unix.ENOTSUP, unix.EOPNOTSUPP):
		return nil
	}
	return err
}

// openFolder opens a folder in f, which is made when there is none; a symbolic link is an error.
func (f folder) openFolder(name string) (folder, error) {
	switch err := unix.Mkdirat(f.fd, name, folderMode); err {
	case nil:
		unix.Fchmodat(f.fd, name, folderMode, 0) // against the umask; it fails where there are no modes
	case unix.EEXIST:
	default:
		return folder{}, err
	}
	fd, err := openAt(f.fd, name, unix.O_DIRECTORY|unix.O_NOFOLLOW)
	return folder{fd}, err
}

// open opens a file; a symbolic link is an error.
func (f folder) open(name string, flags int) (file, error) {
	fd, err := openAt(f.fd, name, unix.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK|flags)
	return file{fd}, err
}

func (f folder) Remove(name string) error       { return unix.Unlinkat(f.fd, name, 0) }
func (f folder) removeFolder(name string) error { return unix.Unlinkat(f.fd, name, unix.AT_REMOVEDIR) }
func (f folder) Rename(from, to string) error   { return unix.Renameat(f.fd, from, f.fd, to) }
func (f folder) Close() error                   { return unix.Close(f.fd) }

func (f file) Chmod(mode uint32) error { return unix.Fchmod(f.fd, mode) }
func (f file) Close() error            { return unix.Close(f.fd) }

// stat returns the size in bytes and the permissions; anything but a regular file is an error.
func (f file) stat() (size int, mode fs.FileMode, err error) {
	var st unix.Stat_t
	_, err = again(func() (int, error) { return 0, unix.Fstat(f.fd, &st) })
	if err == nil && st.Mode&unix.S_IFMT != unix.S_IFREG {
		err = errNotAFile
	}
	return int(st.Size), fs.FileMode(st.Mode) & 0o7777, err
}

func (f file) ReadAt(buf []byte, offset int64) (int, error) {
	n, err := again(func() (int, error) { return unix.Pread(f.fd, buf, offset) })
	return max(n, 0), err
}

func (f file) WriteAt(data []byte, offset int64) (done int, err error) {
	for n := 0; done < len(data) && err == nil; done += max(n, 0) {
		n, err = again(func() (int, error) { return unix.Pwrite(f.fd, data[done:], offset+int64(done)) })
	}
	return done, err
}

func (f file) Truncate(size int64) error {
	_, err := again(func() (int, error) { return 0, unix.Ftruncate(f.fd, size) })
	return err
}
