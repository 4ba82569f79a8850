package preview

import (
	"html/template"
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

const (
	shownFaults = 50  // of many, a page shows the first; the terminal lists them all
	shownLines  = 2   // before and after that of a fault
	shownBytes  = 200 // of a line
)

var faultsTemplate = template.Must(template.ParseFS(assets, "preview.html"))

// A shownFault is a fault with the lines around it.
type shownFault struct {
	fault.Fault
	Lines []shownLine
}

type shownLine struct {
	Number int
	Text   string
	Wrong  bool // the one that the fault is about
}

// overlay returns what is laid over pages while there are faults, as HTML.
func overlay(faults fault.List) string {
	var shown []shownFault
	for _, f := range faults[:min(len(faults), shownFaults)] {
		shown = append(shown, shownFault{f, linesAround(f.File, f.Line)})
	}
	return execute("faults", map[string]any{"Count": len(faults), "Faults": shown, "More": len(faults) - len(shown)})
}

func execute(name string, data any) string {
	var b strings.Builder
	if err := faultsTemplate.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // a mistake in preview.html, which tests would show
	}
	return b.String()
}

// linesAround returns the lines of a file near one, counted from 1; none for line 0 or one that is not there.
func linesAround(file string, at int) (lines []shownLine) {
	text, err := os.ReadFile(file)
	source := strings.Split(string(text), "\n")
	if err != nil || at < 1 || at > len(source) {
		return nil
	}
	for n := max(1, at-shownLines); n <= min(len(source), at+shownLines); n++ {
		line := strings.TrimSuffix(source[n-1], "\r")
		if len(line) > shownBytes {
			line = line[:shownBytes] + "…"
		}
		lines = append(lines, shownLine{n, strings.ToValidUTF8(line, "\uFFFD"), n == at})
	}
	return lines
}
