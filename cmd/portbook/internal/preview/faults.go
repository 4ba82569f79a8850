package preview

import (
	_ "embed"
	"html/template"
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Of many faults, a page shows the first; the terminal lists them all.
const shownFaults = 50

// around is how many lines a fault shows before and after its own.
const around = 2

// longest is how many bytes of a line are shown.
const longest = 200

//go:embed preview.html
var faultsSource string

var faultsTemplate = template.Must(template.New("page").Parse(faultsSource))

// A shown is a fault with the lines around it.
type shown struct {
	fault.Fault
	Lines []line
}

type line struct {
	Number int
	Text   string
	Wrong  bool // the one that the fault is about
}

// overlay returns what is laid over pages while there are faults, as HTML.
func overlay(faults fault.List) string {
	data := struct {
		Count  int
		Faults []shown
		More   int
	}{Count: len(faults), More: max(0, len(faults)-shownFaults)}
	sources := map[string][]string{}
	for _, f := range faults[:min(len(faults), shownFaults)] {
		if _, ok := sources[f.File]; !ok {
			sources[f.File] = nil
			if src, err := os.ReadFile(f.File); err == nil {
				sources[f.File] = strings.Split(string(src), "\n")
			}
		}
		data.Faults = append(data.Faults, shown{f, linesAround(sources[f.File], f.Line)})
	}
	return execute("faults", data)
}

// faultPage returns the page that is shown instead of a site as long as there has been none.
func faultPage(overlay string) []byte {
	return []byte(execute("page", template.HTML(overlay)))
}

func execute(name string, data any) string {
	var b strings.Builder
	if err := faultsTemplate.ExecuteTemplate(&b, name, data); err != nil {
		return template.HTMLEscapeString(err.Error()) // a mistake in preview.html, which tests would show
	}
	return b.String()
}

// linesAround returns the lines near one, counted from 1; none for line 0 or one that is not there.
func linesAround(source []string, at int) []line {
	if at < 1 || at > len(source) {
		return nil
	}
	var lines []line
	for n := max(1, at-around); n <= min(len(source), at+around); n++ {
		text := strings.TrimSuffix(source[n-1], "\r")
		if len(text) > longest {
			text = text[:longest] + "…"
		}
		lines = append(lines, line{n, strings.ToValidUTF8(text, "\uFFFD"), n == at})
	}
	return lines
}
