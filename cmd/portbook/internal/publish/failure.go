package publish

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// An Error says which file or folder could not be read or written, why, and what to do.
type Error struct {
	fault.Fault
	cause error // of the system or the context, or nil
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

const elsewhere = "choose another folder with --out"

// refusal is the error of a folder or a path that portbook may not fill.
func refusal(file, problem, advice string) error {
	return &Error{fault.New(file, 0, problem, advice), nil}
}

// failure is the error of a file or folder on which the system refused to work.
func failure(file string, err error) error {
	problem := err
	if inner := errors.Unwrap(err); inner != nil { // the path is in the fault; do not say it twice
		problem = inner
	}
	return &Error{fault.New(file, 0, problem.Error(), remedy(err)), err}
}

var (
	errLocked   = errors.New("another build is writing this folder")
	errNotAFile = errors.New("not a regular file")
)

// remedy is what to do about an error of the system.
func remedy(err error) string {
	switch {
	case isAny(err, syscall.ENOSPC, syscall.EDQUOT, errDiskFull):
		return "free some space and build again"
	case isAny(err, fs.ErrPermission, syscall.EROFS):
		return "see who may write there, or " + elsewhere
	case isAny(err, syscall.EISDIR, syscall.ENOTDIR, syscall.ELOOP, fs.ErrExist, errNotAFile):
		return "something that portbook did not write is in the way: move it elsewhere and build again"
	case isAny(err, syscall.EMFILE, syscall.ENFILE):
		return "raise the limit of open files and build again"
	case isAny(err, errLocked):
		return "wait for it, or " + elsewhere
	}
	return "mend the cause and build again"
}

func isAny(err error, targets ...error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
}
