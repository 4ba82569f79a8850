//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

// Floor writes the files of an existing folder into a new one, with nothing to compute: what it needs is what the
// file system charges for a site, and no build of the same site can need less. If one does, floor is wrong.
//
//	floor --like public --out /dev/shm/floor [--workers 2] [--json]
//
// It reads all files first, which is not timed, and then makes the same folders and writes the same bytes in the
// same layout. It shares no code with portbook, lest a slow portbook should make a slow floor.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
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
	asJSON := flag.Bool("json", false, "print the result as JSON")
	flag.Parse()
	if *like == "" || *out == "" || *workers < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*like, *out, *workers, *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(like, out string, workers int, asJSON bool) error {
	pages, folders, err := read(like)
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

// read returns all files of a folder with their bytes, and all folders in it, parents first.
func read(root string) (pages []page, folders []string, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || d.IsDir() {
			folders = append(folders, rel)
			return err
		}
		data, err := os.ReadFile(path)
		pages = append(pages, page{filepath.Dir(rel), filepath.Base(rel), data})
		return err
	})
	return pages, folders, err
}

// write makes the folders and writes the pages, in batches that workers take by turns.
func write(out string, pages []page, folders []string, workers int) error {
	handles := map[string]int{}
	for _, f := range folders {
		path := filepath.Join(out, f)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if err != nil {
			return err
		}
		handles[f] = fd
	}
	const batch = 32
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
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// writeBatch creates all files of the batch while the other workers keep away, since a folder takes new files
// one by one and waiting in the kernel burns the processor; then it fills them. Measured against each
// worker creating and filling file by file, this saves about a tenth; reserving the space first, one worker that
// creates for another that fills, and more workers than processors cost more.
func writeBatch(pages []page, handles map[string]int, creating *sync.Mutex) error {
	var files [32]int
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
		if err != nil || n < len(p.data) {
			return fmt.Errorf("%s: wrote %d of %d bytes: %w", p.name, n, len(p.data), err)
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
