//go:build unix

package site

import (
	"syscall"
	"testing"
	"time"
)

// processorTime is what this process has used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLoad reads and compiles all inputs.
func BenchmarkLoad(b *testing.B) {
	started := processorTime()
	for b.Loop() {
		loadReal(b)
	}
	b.ReportMetric(float64((processorTime()-started).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// BenchmarkRender renders all port pages, as one worker of a build does.
func BenchmarkRender(b *testing.B) {
	s := loadReal(b)
	started := processorTime()
	for b.Loop() {
		print := s.NewPrinter()
		for i := range s.paths {
			if loc, _ := s.portAt(i); loc != nil {
				print(i, nil)
			}
		}
	}
	b.ReportMetric(float64((processorTime()-started).Milliseconds())/float64(b.N), "cpu-ms/op")
}

// BenchmarkReload loads again with all inputs as they were.
func BenchmarkReload(b *testing.B) {
	var r Reloader
	for b.Loop() {
		_, _, try := r.Load(realInputs())
		if faults := try(); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}
