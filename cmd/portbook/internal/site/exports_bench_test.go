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
	var file []byte
	for b.Loop() {
		total := 0
		for _, f := range export.Files(s.Data()) { // anew: they keep what they share
			for part := range f.Parts {
				file = f.Append(file[:0], part)
				total += len(file)
			}
		}
		b.SetBytes(int64(total))
		b.ReportMetric(float64(total), "bytes")
	}
}
