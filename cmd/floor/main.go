//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

// Floor writes as many files as an existing folder has, with the same paths and sizes, into a new folder, with nothing
// to compute: what it needs is what the file system charges for a site, and no build of that site can need less.
// If one does, floor is wrong.
//
//	floor --like public --out /dev/shm/floor [--workers 2] [--same] [--json]
//
// What a file says is all the same to a file system, so all files are written from one piece of memory, which stays
// in the processor's cache. With --same they get the very bytes of the folder, read beforehand and not timed; that takes
// a little longer, because a gigabyte in memory is slower to read than a page that was just rendered.
//
// It shares no code with portbook, lest a slow portbook should make a slow floor.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A page is one file, read and ready to be written.
type page struct {
	folder string // relative, "." at the top
	name   string
	data   []byte
}

// A result is what writing cost.
type result struct {
	Files   int     `json:"files"`
	Bytes   int64   `json:"bytes"`
	Workers int     `json:"workers"`
	Wall    float64 `json:"wall_seconds"`
	CPU     float64 `json:"cpu_seconds"` // user and system, all workers
}

func main() {
	like := flag.String("like", "", "existing `folder` whose files are written again")
	out := flag.String("out", "", "new `folder` to write them to")
	workers := flag.Int("workers", 2, "how many write at the same time")
	same := flag.Bool("same", false, "write the same bytes, not just as many")
	asJSON := flag.Bool("json", false, "print the result as JSON")
	flag.Parse()
	if *like == "" || *out == "" || *workers < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*like, *out, *workers, *same, *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(like, out string, workers int, same, asJSON bool) error {
	pages, folders, err := read(like, same)
	if err != nil {
		return err
	}
	if err := os.Mkdir(out, 0o755); err != nil {
		return err
	}
	r := result{Files: len(pages), Workers: workers}
	for _, p := range pages {
		r.Bytes += int64(len(p.data))
	}
	began, cpu := time.Now(), cpuSeconds()
	if err := write(out, pages, folders, workers); err != nil {
		return err
	}
	r.Wall, r.CPU = time.Since(began).Seconds(), cpuSeconds()-cpu
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(r)
	}
	_, err = fmt.Printf("%d files, %.1f MB, %d workers: %.3f s wall, %.3f s processor\n",
		r.Files, float64(r.Bytes)/1e6, r.Workers, r.Wall, r.CPU)
	return err
}

// read returns all files of a folder and all folders in it, parents first. Unless same is set, the pages share
// their memory and only the sizes are those of the files.
func read(root string, same bool) (pages []page, folders []string, err error) {
	var shared []byte
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || d.IsDir() {
			folders = append(folders, rel)
			return err
		}
		var data []byte
		if same {
			data, err = os.ReadFile(path)
		} else {
			data, err = sized(path, &shared)
		}
		pages = append(pages, page{filepath.Dir(rel), filepath.Base(rel), data})
		return err
	})
	return pages, folders, err
}

// sized returns as many bytes of the shared memory as the file has, after making it larger if need be.
func sized(path string, shared *[]byte) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if size := int(info.Size()); size > len(*shared) {
		*shared = bytes.Repeat([]byte("port "), size/5+1)
	}
	return (*shared)[:info.Size()], nil
}

// write makes the folders and writes the pages, in batches that workers take by turns.
func write(out string, pages []page, folders []string, workers int) error {
	handles, err := makeFolders(out, folders)
	if err != nil {
		return err
	}
	var next atomic.Int64
	var creating sync.Mutex
	var running sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		running.Go(func() {
			for errs[w] == nil {
				from := int(next.Add(batch)) - batch
				if from >= len(pages) {
					return
				}
				errs[w] = writeBatch(pages[from:min(from+batch, len(pages))], handles, &creating)
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}

// makeFolders makes all folders and opens a handle on each.
func makeFolders(out string, folders []string) (map[string]int, error) {
	handles := map[string]int{}
	for _, f := range folders {
		path := filepath.Join(out, f)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, err
		}
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil, err
		}
		handles[f] = fd
	}
	return handles, nil
}

// batch is how many files a worker takes at a time.
const batch = 32

// writeBatch creates all files of the batch while the other workers keep away, since a folder takes new files
// one by one and waiting in the kernel burns the processor; then it fills them.
func writeBatch(pages []page, handles map[string]int, creating *sync.Mutex) error {
	var files [batch]int
	creating.Lock()
	for i, p := range pages {
		fd, err := unix.Openat(handles[p.folder], p.name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o644)
		if err != nil {
			creating.Unlock()
			return fmt.Errorf("%s: %w", p.name, err)
		}
		files[i] = fd
	}
	creating.Unlock()
	for i, p := range pages {
		n, err := unix.Write(files[i], p.data)
		if err == nil && n < len(p.data) {
			err = io.ErrShortWrite
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		unix.Close(files[i])
	}
	return nil
}

// cpuSeconds is the processor time of this process so far.
func cpuSeconds() float64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
