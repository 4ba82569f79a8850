//go:build unix

// Floor writes the files of a folder again, below a new one, and computes nothing: what it needs is what the file system
// charges for a site, and no build of that site can need less. If one does, floor is wrong.
//
//	floor FOLDER NEW
//
// It prints the seconds that writing took. It shares no code with portbook, lest that should make it slow.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

const workers, batch = 2, 32 // as many workers as a build has, and how many files one takes at a time

type file struct {
	path string
	data []byte
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: floor FOLDER NEW")
	}
	files, err := read(os.Args[1], os.Args[2])
	check(err)
	check(os.Chdir(os.Args[2])) // short paths are opened faster
	began := time.Now()
	check(writeAll(files))
	fmt.Printf("{\"wall_seconds\": %f}\n", time.Since(began).Seconds())
}

func check(err error) {
	if err != nil {
		log.Fatalf("floor: %v", err)
	}
}

// read returns the files of a folder, and makes its folders below the new one.
func read(from, to string) (files []file, err error) {
	site := os.DirFS(from)
	err = fs.WalkDir(site, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return errors.Join(err, os.Mkdir(filepath.Join(to, path), 0o755))
		}
		data, err := fs.ReadFile(site, path)
		files = append(files, file{path, data})
		return err
	})
	return files, err
}

func writeAll(files []file) error {
	var running errgroup.Group
	running.SetLimit(workers)
	var creating sync.Mutex
	for some := range slices.Chunk(files, batch) {
		running.Go(func() error { return write(some, &creating) })
	}
	return running.Wait()
}

// write creates files while the other worker keeps away, since a folder takes new files one by one and waiting for it in
// the kernel costs processor time; then it fills them.
func write(files []file, creating *sync.Mutex) (err error) {
	var opened [batch]int
	creating.Lock()
	for i := 0; i < len(files) && err == nil; i++ {
		opened[i], err = syscall.Open(files[i].path, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL|syscall.O_CLOEXEC, 0o644)
	}
	creating.Unlock()
	for i := 0; i < len(files) && err == nil; i++ {
		_, err = syscall.Write(opened[i], files[i].data)
		syscall.Close(opened[i])
	}
	return err
}
