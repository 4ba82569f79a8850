package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// memoryRoom is how much memory, in bytes, a build may take before the collector has to be asked.
const memoryRoom = 88 << 20

// collectLate keeps the collector away from a small heap, and returns how to keep memory small from then on. What a
// site needs while it is loaded fits into memory that is there anyway (Go's heap begins with 4 MB for every 100), so it
// need not be tidied again and again while it is being filled. It is tidied once, when it is loaded: nothing else runs
// then, so the collector has all processors and no page has to wait for it. Afterwards there is room for all of a build
// of this site below 100 MB, and for larger ones in proportion.
func collectLate() (collectEarly func()) {
	debug.SetGCPercent(1800)
	return func() {
		runtime.GC()
		debug.SetMemoryLimit(max(memoryRoom, 5*liveHeap()/2))
		debug.SetGCPercent(-1)
	}
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
