// Package frontmatter reads YAML: the front matter of content files, and files that are YAML as a whole.
//
// The library parses and fills in; this package compares the tree with the type before, for the library's own checks stop
// short: KnownFields does not reach into types that read themselves, of a mapping with a repeated key nothing is filled in,
// and errors name neither the key nor what was meant. goccy/go-yaml stops at the first unknown key and has a more difficult
// tree; go.yaml.in/yaml/v4 reports the lines of broken YAML better, but actionlint, which the tests use, needs an older v4.
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
	src = Normalise(src)
	line, at, start := 0, 0, 0
	parts, problem, advice := Parts{}, "no front matter", "begin the file with a line ---, then keys and values, then a line ---"
	for text := range bytes.Lines(src) {
		line, at = line+1, at+len(text)
		isFence := string(bytes.TrimRight(text, " \t\n")) == "---" // nobody sees blanks at the end of a line
		switch {
		case !utf8.Valid(text):
			return Parts{}, fault.List{fault.New(file, line, "not UTF-8", "save the file as UTF-8")}
		case line == 1 && isFence:
			start, problem, advice = at, "front matter without an end", "close it with a line ---"
		case start > 0 && parts.BodyLine == 0 && isFence:
			parts = Parts{YAML: src[start : at-len(text)], YAMLLine: 2, Body: src[at:], BodyLine: line + 1}
		}
	}
	if parts.BodyLine == 0 {
		return Parts{}, fault.List{fault.New(file, 1, problem, advice)}
	}
	return parts, nil
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
