package publish

import (
	"sync"
	"testing"
)

// TestEveryFileIsTakenOnce: whichever ends workers begin at, and however many files there are.
func TestEveryFileIsTakenOnce(t *testing.T) {
	for _, files := range []int{0, 1, stretchFiles - 1, stretchFiles, stretchFiles + 1, 3*stretchFiles - 1, 40*stretchFiles + 7} {
		for _, ends := range [][]bool{{false}, {true}, {false, true}, {true, true, false}} {
			left, taken := stretch{to: files}, make([]int, files)
			var workers sync.WaitGroup
			for _, last := range ends {
				workers.Go(func() {
					for from, to := left.take(last); from < to; from, to = left.take(last) {
						for i := from; i < to; i++ {
							taken[i]++ // a file that two take is a data race, too
						}
					}
				})
			}
			workers.Wait()
			for i, times := range taken {
				if times != 1 {
					t.Fatalf("%d files, ends %v: file %d is taken %d times", files, ends, i, times)
				}
			}
		}
	}
}
