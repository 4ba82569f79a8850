package frontmatter

import (
	"bytes"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Parts are the two halves of a content file. Line breaks are single line feeds in both.
type Parts struct {
	YAML     []byte // between the --- lines
	YAMLLine int    // of the file, on which YAML begins
	Body     []byte // after the second --- line
	BodyLine int    // of the file, on which Body begins
}

// Split cuts a content file into its YAML front matter and its Markdown body. It is a fault
// when the file is not UTF-8, does not begin with a line ---, or has no second one.
func Split(file string, src []byte) (Parts, fault.List) {
	var faults fault.List
	src = Normalise(src)
	if line := invalidLine(src); line > 0 {
		faults.Add(file, line, "not UTF-8", "save the file as UTF-8")
		return Parts{}, faults
	}
	first, rest := cutLine(src)
	if !isFence(first) {
		faults.Add(file, 1, "no front matter", "begin the file with a line ---, then keys and values, then a line ---")
		return Parts{}, faults
	}
	line, start := 2, rest
	for len(rest) > 0 {
		at := len(start) - len(rest)
		first, rest = cutLine(rest)
		line++
		if isFence(first) {
			return Parts{YAML: start[:at], YAMLLine: 2, Body: rest, BodyLine: line}, nil
		}
	}
	faults.Add(file, 1, "front matter without an end", "close it with a line ---")
	return Parts{}, faults
}

// Normalise takes away what editors on other systems leave: a byte order mark, carriage returns.
func Normalise(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if bytes.IndexByte(src, '\r') < 0 {
		return src
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
}

// invalidLine is the line of the first byte that is not UTF-8, or 0.
func invalidLine(src []byte) int {
	if utf8.Valid(src) {
		return 0
	}
	line := 1
	for len(src) > 0 {
		r, size := utf8.DecodeRune(src)
		if r == utf8.RuneError && size <= 1 {
			break
		}
		if r == '\n' {
			line++
		}
		src = src[size:]
	}
	return line
}

func cutLine(src []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(src, []byte("\n"))
	return line, rest
}

// isFence allows blanks after the hyphens, which nobody sees in an editor.
func isFence(line []byte) bool {
	return string(bytes.TrimRight(line, " \t")) == "---"
}
