//go:build !linux

package publish

import "time"

var clockStart = time.Now()

// workerClock stands in for the processor time of the calling thread: the time that passes.
func workerClock() time.Duration { return time.Since(clockStart) }
