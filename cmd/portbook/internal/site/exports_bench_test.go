package site

import (
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
)

// BenchmarkDataFiles renders all files for programs, as one worker of a build does.
func BenchmarkDataFiles(b *testing.B) {
	s, faults := Load(realInputs())
	if len(faults) > 0 {
		b.Fatal(faults.Err())
	}
	from := s.Data()
	var file []byte
	for b.Loop() {
		total := 0
		for _, f := range export.Files(from) {
			file = f.Append(file[:0], from, func(dst []byte) []byte { total += len(dst); return dst[:0] })
			total += len(file)
		}
		b.SetBytes(int64(total))
		b.ReportMetric(float64(total), "bytes")
	}
}
