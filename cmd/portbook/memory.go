package main

import "runtime/debug"

// collectLate keeps the collector away from a small heap, and returns how to go on as usual. What a site
// needs while it is loaded fits into memory that is there anyway (Go's heap begins with 4 MB for every
// 100), so it need not be tidied again and again while it is being filled.
func collectLate() (asUsual func()) {
	before := debug.SetGCPercent(1000)
	return func() { debug.SetGCPercent(before) }
}
