package registry

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// withoutBadBytes replaces what cells must not hold, control characters and invalid UTF-8, by U+FFFD.
func withoutBadBytes(data []byte) []byte {
	isControl := func(c byte) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f }
	if utf8.Valid(data) && !slices.ContainsFunc(data, isControl) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if r < utf8.RuneSelf && isControl(byte(r)) {
			return utf8.RuneError
		}
		return r
	}, bytes.ToValidUTF8(data, []byte("\uFFFD")))
}

// withLineEnds mends the line ends that encoding/csv does not know: CR CR LF of copies that were
// converted twice, and CR alone.
func withLineEnds(data []byte) []byte {
	if bytes.Contains(data, []byte("\n")) && !bytes.Contains(data, []byte("\r\r\n")) {
		return data
	}
	return []byte(strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n").Replace(string(data)))
}

// oneLine trims s and makes every run of white space one space.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "\t\r\n") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// paragraph trims a cell that may have several lines. Continuation lines are indented at whim in
// the file: the indentation they all have goes, what one has more than the others stays, because
// it shows lists of keys. Two or more blank lines become one.
func paragraph(s string) string {
	s = strings.TrimSpace(s)
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r", "\n"), "\t", " "), "\n")
	indent := len(s)
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
		if i > 0 && lines[i] != "" {
			indent = min(indent, len(line)-len(strings.TrimLeft(line, " ")))
		}
	}
	kept := lines[:1]
	for _, line := range lines[1:] {
		line = line[min(indent, len(line)):]
		if line != "" || kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
