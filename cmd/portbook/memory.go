package main

import (
	"runtime/debug"
	"runtime/metrics"
)

// memoryRoom is how much memory, in bytes, a build may take before the collector has to be asked: so much that, with what
// the system needs for the program itself, less than 100 MB are in use.
const memoryRoom = 99 << 20

// collectLate keeps the collector away while a site is loaded, and returns how to keep memory small from then on. All
// that a build of this site takes, from the first file that is read to the last page, fits below 100 MB of memory, so it
// need not be tidied at all: what tidying costs is more than what it gives back. Sites that need more get more, in
// proportion to what is left of them when the collector was there first.
func collectLate() (collectEarly func()) {
	debug.SetMemoryLimit(memoryRoom)
	debug.SetGCPercent(-1)
	return func() { debug.SetMemoryLimit(max(memoryRoom, 5*liveHeap()/2)) }
}

// liveHeap is what the collector found in use when it was last there, in bytes.
func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(sample[0].Value.Uint64())
}
