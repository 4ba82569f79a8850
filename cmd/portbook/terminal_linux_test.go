package main

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal opens a terminal, and a file that is none.
func terminal(t *testing.T) (terminal, file *os.File) {
	t.Helper()
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { terminal.Close() })
	file, err = os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return terminal, file
}

// TestColoursAreForTerminals whose user wants them.
func TestColoursAreForTerminals(t *testing.T) {
	terminal, file := terminal(t)
	for _, c := range []struct {
		file          *os.File
		term, noColor string
		want          bool
	}{{terminal, "xterm", "", true}, {terminal, "dumb", "", false}, {terminal, "xterm", "1", false}, {file, "xterm", "", false}} {
		t.Setenv("TERM", c.term)
		t.Setenv("NO_COLOR", c.noColor)
		if got := isColoured(c.file); got != c.want {
			t.Errorf("TERM=%s NO_COLOR=%s: %v", c.term, c.noColor, got)
		}
	}
}

// TestLinesAreAsWideAsTheTerminal, but not wider than reads well.
func TestLinesAreAsWideAsTheTerminal(t *testing.T) {
	terminal, file := terminal(t)
	for width, want := range map[uint16]int{0: 80, 20: 40, 60: 60, 200: 80} {
		if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: width}); err != nil {
			t.Fatal(err)
		}
		if got := columnsOf(terminal); got != want {
			t.Errorf("in a terminal of %d columns lines have %d", width, got)
		}
	}
	if got := columnsOf(file); got != mostColumns {
		t.Errorf("in a file lines have %d columns", got)
	}
}
