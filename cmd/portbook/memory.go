package main

import "runtime/debug"

// collectLate keeps the collector away from a small heap, and returns how to keep the heap small from then
// on. What a site needs while it is loaded fits into memory that is there anyway (Go's heap begins with 4 MB
// for every 100), so it need not be tidied again and again while it is being filled. Afterwards, half again
// as much as the site itself has to be enough for making its files: a build stays below 100 MB, and takes no
// longer for it.
func collectLate() (collectEarly func()) {
	debug.SetGCPercent(1000)
	return func() { debug.SetGCPercent(50) }
}
