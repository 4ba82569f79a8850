package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"
)

const (
	settling = 4 * time.Second        // until the host has taken back what it wants of the memory that runs before left
	waking   = 300 * time.Millisecond // until processors that were idle are as quick as they can be
	largeMB  = 256                    // of memory that shall be at hand in large pages, which a build asks for
)

// warm makes a run begin as all others do: with memory that is at hand, and processors that are awake. It takes memory
// by filling a file in memory, waits, and gives it back at once. Where there is not so much memory, it takes what there is.
func (p place) warm() {
	if p.warmMB == 0 || p.memory == "" {
		return
	}
	p.takeAndGiveBack()
	var spinning sync.WaitGroup
	until := time.Now().Add(waking)
	for range runtime.GOMAXPROCS(0) {
		spinning.Go(func() {
			for time.Now().Before(until) {
			}
		})
	}
	spinning.Wait()
}

func (p place) takeAndGiveBack() {
	name := filepath.Join(p.memory, "portbook-bench-warm")
	defer os.Remove(name)
	f, err := os.Create(name)
	if err != nil {
		return
	}
	defer f.Close()
	piece := make([]byte, 1e6)
	for range p.warmMB {
		if _, err := f.Write(piece); err != nil {
			return
		}
	}
	defer startHolding(largeMB)()
	p.settle()
}

// startHolding has another process take memory in large pages, since small pages that are given back seldom make a large
// one, and returns how to end it. If this process took them, they would count as memory of those that it starts.
func startHolding(megabytes int) (end func()) {
	self, err := os.Executable()
	if err != nil {
		return func() {}
	}
	cmd := exec.Command(self, "--hold", strconv.Itoa(megabytes))
	until, err := cmd.StdinPipe()
	if err != nil || cmd.Start() != nil {
		return func() {}
	}
	return func() {
		until.Close()
		_ = cmd.Wait() // it only waits, too
	}
}

// hold takes memory until the input ends.
func hold(megabytes int) {
	takeLargePages(megabytes << 20)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// settle waits for the host.
func (p place) settle() {
	if p.warmMB > 0 {
		time.Sleep(settling)
	}
}
