package main

import (
	"runtime/debug"
	"runtime/metrics"
)

// memoryRoom is how much memory, in bytes, a build may take before the collector has to be asked: so much that, with what
// the system needs for the program itself, less than 100 MB are in use.
const memoryRoom = 99 << 20

// collectLate keeps the collector away while a site is loaded, and returns how to keep memory small from then on. What
// is loaded fits into memory that is there anyway (Go's heap begins with 4 MB for every 100). Even with the pages that
// follow, all that a build of this site takes fits below 100 MB, so it need not be tidied at all: that would cost more
// than it gives back. Larger sites get room in proportion.
func collectLate() (collectEarly func()) {
	debug.SetGCPercent(1800)
	return func() {
		debug.SetMemoryLimit(max(memoryRoom, 3*heapSize()/2))
		debug.SetGCPercent(-1)
	}
}

// heapSize is how much memory, in bytes, has been taken and not been found free.
func heapSize() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(sample[0].Value.Uint64())
}
