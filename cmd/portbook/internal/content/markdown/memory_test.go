package markdown

import (
	"fmt"
	"sync"
	"testing"
)

// TestSeveralMayCompileWithOneMemory: a preview compiles templates and texts at the same time.
func TestSeveralMayCompileWithOneMemory(t *testing.T) {
	memory := new(Memory)
	c := testCompiler()
	c.Memory = memory
	var first [200]*Fragment
	for round := range 2 {
		memory.Begin()
		var compiling sync.WaitGroup
		for part := range 4 {
			compiling.Go(func() {
				for i := part; i < len(first); i += 4 {
					f, faults := c.Plain("f.md", i, fmt.Sprint("text ", i))
					if len(faults) > 0 || round == 1 && f != first[i] {
						t.Errorf("text %d was compiled anew, or wrongly: %v", i, faults)
					}
					first[i] = f
				}
			})
		}
		compiling.Wait()
	}
}
