package registry

import (
	"strings"
	"unicode/utf8"
)

// isDirty reports whether data holds bytes that cells must not keep: invalid UTF-8 or control
// characters. Asking once for the whole file spares every cell the question.
func isDirty(data []byte) bool {
	for _, c := range data {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
			return true
		}
	}
	return !utf8.Valid(data)
}

// mend replaces what isDirty looks for by U+FFFD.
func mend(cell string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD"))
}

// oneLine trims s and makes every run of white space one space.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine reports whether all ASCII white space of s is single spaces. It is asked of every
// cell of the file, hence a plain loop.
func isOneLine(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '\t' && c <= '\r' || c == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// paragraph trims a cell that may have several lines. Continuation lines are indented at whim in
// the file: the indentation they all share goes, what one has more than the others stays, because
// it shows lists of keys. Two or more blank lines become one.
func paragraph(s string) string {
	s = strings.TrimSpace(s)
	if isOneLine(s) {
		return s
	}
	lines := cutLines(s)
	shared := sharedIndent(lines[1:])
	kept := lines[:1]
	for _, line := range lines[1:] {
		line = line[min(shared, len(line)):]
		if line != "" || kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// cutLines splits at LF and CR (encoding/csv has made CR LF an LF); tabs become spaces, spaces at
// the end of a line go.
func cutLines(s string) []string {
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.ReplaceAll(s, "\t", " ")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// sharedIndent is the number of spaces that begin every line that is not blank.
func sharedIndent(lines []string) int {
	shared := -1
	for _, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if line != "" && (shared < 0 || indent < shared) {
			shared = indent
		}
	}
	return max(shared, 0)
}
