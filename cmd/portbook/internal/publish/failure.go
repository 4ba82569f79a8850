package publish

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"
)

// ErrRefused is wrapped by the errors of Write that come before any change, because the folder is not one that
// portbook may fill.
var ErrRefused = errors.New("folder refused")

var (
	errLocked   = errors.New("another build has claimed the folder")
	errNotAFile = errors.New("not a regular file")
)

// An Error says which file or folder could not be read or written, why, and what to do.
type Error struct {
	File    string // as a user would type it
	Problem string // lower case, no full stop
	Advice  string // what to do about it
	Cause   error  // of the system, the context or ErrRefused; nil for a path that is not allowed
}

// Error is the error as one line: file: problem (advice).
func (e *Error) Error() string { return e.File + ": " + e.Problem + " (" + e.Advice + ")" }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// refusal is the error of a folder that portbook may not fill.
func refusal(file, problem, advice string) error { return &Error{file, problem, advice, ErrRefused} }

// failure is the error of a file or folder on which the system refused to work.
func failure(file string, err error) error {
	problem := err
	if inner := errors.Unwrap(err); inner != nil { // the path is in File; do not say it twice
		problem = inner
	}
	return &Error{file, problem.Error(), remedy(err), err}
}

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
	}
	return "mend the cause and build again"
}

func isAny(err error, targets ...error) bool {
	return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
}
