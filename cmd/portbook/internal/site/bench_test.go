package site

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// realInputs are the project's own, or those of the folder that the variable names.
func realInputs() Inputs {
	root := os.Getenv("PORTBOOK_ROOT")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..")
	}
	return Inputs{Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(root, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static")}
}

func loadReal(tb testing.TB) *Site {
	tb.Helper()
	s, faults := Load(realInputs())
	if len(faults) > 0 {
		tb.Fatal(faults)
	}
	return s
}

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

// BenchmarkRender renders all port pages, as one goroutine does it.
func BenchmarkRender(b *testing.B) {
	s := loadReal(b)
	render := s.NewWorker()
	var page []byte
	started := processorTime()
	for b.Loop() {
		for i := range s.files {
			if s.files[i].render == nil {
				page = render(i, page[:0])
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
