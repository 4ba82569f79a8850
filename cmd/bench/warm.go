package main

import (
	"os"
	"path/filepath"
	"time"
)

// settling is how long to wait until the host has taken back what it wants of the memory that runs before left.
const settling = 5 * time.Second

// warm takes memory by filling a file in memory, waits, and gives it back at once, so that the run that follows is
// given memory that is at hand, whichever run it is. Where there is not so much memory nothing is done.
func (p place) warm() {
	if p.warmMB == 0 || p.memory == "" {
		return
	}
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
	p.settle()
}

// settle waits for the host.
func (p place) settle() {
	if p.warmMB > 0 {
		time.Sleep(settling)
	}
}
