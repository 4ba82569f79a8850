package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// patience is how long a build may take before it shows how far it is.
const patience = 300 * time.Millisecond

// progress returns a function that draws a bar on a terminal, once the build takes longer than a
// moment; on anything but a terminal it returns nil.
func progress(out *os.File) func(done, total int) {
	info, err := out.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" {
		return nil
	}
	started, drawn := time.Now(), time.Time{}
	return func(done, total int) {
		now := time.Now()
		if now.Sub(started) < patience || now.Sub(drawn) < 50*time.Millisecond && done < total {
			return
		}
		drawn = now
		fmt.Fprintf(out, "\r%s %d of %d files", bar(done, total), done, total)
		if done == total {
			fmt.Fprint(out, "\r\x1b[K") // gone when finished
		}
	}
}

func bar(done, total int) string {
	const width = 30
	full := width * done / max(total, 1)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", width-full) + "]"
}
