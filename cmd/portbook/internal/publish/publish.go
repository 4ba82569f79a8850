// Package publish makes a folder hold exactly the files of a site.
//
// It knows nothing about ports: it is given paths and a way to render the bytes of each. Several workers
// render and write at the same time.
//
// How it writes follows from what file systems charge. Creating a file through a handle on its folder
// costs half of what its full path costs. Replacing a file by renaming, or emptying it first, costs
// some file systems ten times as much as overwriting it. So a new file is created in place, a file
// that already says the same is left alone (its time stays, and a deployment that compares times sends
// nothing), and one that differs is overwritten and then cut to length.
//
// Nothing is lost when a build dies half-way, because the mark (see Mark) says so before the first
// change, and because every build compares every file.
package publish

import (
	"context"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A Source is the files that a folder shall hold.
type Source struct {
	// Paths are relative to the folder and separated by slashes: "ports/855.html". Write refuses those that some
	// system does not allow, that begin like the mark, or that are in each other's way.
	Paths []string

	// NewPrinter is called once in each worker, so that each can have memory of its own. The function it returns
	// renders the file Paths[i], the same bytes whichever worker calls it. What it returns must stay as it is until
	// it is called again. Of a large file it may return the end only and pass what comes before to write, piece by
	// piece, so that the file is never in memory as a whole.
	NewPrinter func() func(i int, write func(piece []byte)) []byte
}

// Options say how to write. The zero value is right for a whole site.
type Options struct {
	Partial  bool                  // keep the files of earlier builds that are not in the source
	Protect  []string              // inputs; a folder that contains one, is one, or lies in one is refused
	Progress func(done, total int) // if not nil, called now and then, and when all is done; never twice at once
}

// A Report says what Write did.
type Report struct {
	Files     int           // files in the source
	Bytes     int64         // their bytes together
	Largest   File          // the largest of them; of equals the one whose path comes first
	Written   int           // files created or changed
	Unchanged int           // files that held the right bytes already
	Deleted   int           // files of an earlier build that are no longer wanted
	Rendering time.Duration // time that passed in the source, the sum over all workers
	Writing   time.Duration // time that passed in the file system, the sum over all workers
}

// A File is a file of the source and its size in bytes.
type File struct {
	Path string
	Size int
}

// Write makes the folder dir hold the files of the source, and makes dir when there is none.
//
// It refuses a folder with files in it that portbook did not make, one in which another build is running,
// and those that can only be meant by mistake: the working folder, the home folder, a root, an input. It
// deletes only what an earlier build listed in the mark, and never touches other files.
//
// The first failure stops all workers and is returned as an *Error that names the file. Canceling ctx stops
// each worker after a few more files and returns an error that wraps ctx.Err(). In both cases the folder stays
// marked as unfinished, the report says what was done so far, and the next Write mends the folder.
func Write(ctx context.Context, dir string, src Source, opt Options) (Report, error) {
	j := &job{dir: dir, src: src, opt: opt, to: len(src.Paths)}
	err := j.run(ctx)
	if isAny(err, context.Canceled, context.DeadlineExceeded) {
		err = &Error{fault.New(dir, 0, "stopped before all files were written", "build again to finish"), err}
	}
	return j.report, err
}
