package site

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

// TestEveryPortHasAPage: on it stands everything that an independent reading of the registry finds
// for the port: every service name with its transport, every description; and where nothing is
// assigned, the title and the first heading say so.
func TestEveryPortHasAPage(t *testing.T) {
	s := wholeSite(t)
	listings := readListings(t, s.inputs.Registry)
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		var text []byte
		return func(i int, page []byte) {
			loc, port := s.portAt(i)
			if loc == nil || loc.Folder != "" {
				return
			}
			rows := listings[port]
			text = appendText(text[:0], page)
			for _, row := range rows {
				if !bytes.Contains(text, []byte(row.description)) {
					wrong.addf("%s lacks the description %q", s.paths[i], row.description)
				}
				if row.service != "" && !stands(text, row.service, row.transport) {
					wrong.addf("%s lacks the service %s with its transport %q", s.paths[i], row.service, row.transport)
				}
			}
			checkDueWord(wrong, s.paths[i], port, dueWord(port, rows), page)
		}
	})
}

// stands reports whether a service name stands in the text as a word of its own, and near it, in
// a line or a table row, its transport.
func stands(text []byte, service, transport string) bool {
	const near = 40
	for from := 0; ; {
		at := bytes.Index(text[from:], []byte(service))
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(service)
		from = end
		if isNamePart(text, start-1) || isNamePart(text, end) {
			continue
		}
		around := text[max(start-near, 0):min(end+near, len(text))]
		if bytes.Contains(bytes.ToLower(around), []byte(transport)) {
			return true
		}
	}
}

// isNamePart reports whether the byte at i continues a service name.
func isNamePart(text []byte, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	b := text[i]
	return b == '-' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func checkDueWord(wrong *complaints, path string, port int, word string, page []byte) {
	title, heading := between(page, "title"), between(page, "h1")
	if begin := "Port " + strconv.Itoa(port) + ": "; !strings.HasPrefix(title, begin) {
		wrong.addf("%s: the title %q does not begin with %q", path, title, begin)
	}
	if !strings.Contains(heading, strconv.Itoa(port)) {
		wrong.addf("%s: the first heading %q lacks the number", path, heading)
	}
	if word == "" {
		for _, status := range []string{": Unassigned", ": Reserved", ": Dynamic"} {
			if strings.Contains(title, status) {
				wrong.addf("%s: assigned, but the title is %q", path, title)
			}
		}
		return
	}
	if !strings.Contains(title, ": "+word) || !strings.Contains(heading, word) {
		wrong.addf("%s: %s stands not in the title %q and the first heading %q", path, word, title, heading)
	}
}
