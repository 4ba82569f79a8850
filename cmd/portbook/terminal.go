package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// isTerminal reports whether a file is a terminal that can do more than print lines.
func isTerminal(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// isColoured reports whether a file is a terminal whose user has nothing against colours (no-color.org).
func isColoured(f *os.File) bool { return isTerminal(f) && os.Getenv("NO_COLOR") == "" }

const (
	mostColumns  = 80
	leastColumns = 40 // below that nothing can be read anyway
)

// columnsOf is how wide lines are to be: as wide as the terminal, if it is narrower than usual.
func columnsOf(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width == 0 { // no terminal, or one that does not know
		return mostColumns
	}
	return max(leastColumns, min(width, mostColumns))
}

// patience is how long a build may take before it shows how far it is.
const patience = 300 * time.Millisecond

// progressBar returns a function that draws a bar, once the build takes longer than a moment.
func progressBar(out io.Writer) func(done, total int) {
	const width = 30
	started, drawn := time.Now(), time.Time{}
	return func(done, total int) {
		now := time.Now()
		if now.Sub(started) < patience || now.Sub(drawn) < 50*time.Millisecond && done < total {
			return
		}
		drawn = now
		full := width * done / max(total, 1)
		fmt.Fprintf(out, "\r[%s%s] %d of %d files", strings.Repeat("#", full), strings.Repeat(".", width-full), done, total)
		if done == total {
			fmt.Fprint(out, "\r\x1b[K") // gone when finished
		}
	}
}
