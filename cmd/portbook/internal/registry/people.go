package registry

import (
	"strings"
	"unicode"
)

// Reference is one reference of a row: an RFC, an address, or text.
type Reference struct {
	Text string // as the registry writes it, underscores of names as spaces
	URL  string // where it can be read; "" when it is text only
}

// People splits a cell of bracketed keys, `[Jon_Postel][IETF_Chair]`, into names with spaces. The
// number that tells keys of the same name apart, `[Dave_Mills_2]`, is left out. A cell without
// brackets is one name. The result is nil for an empty cell.
func People(cell string) []string {
	parts := splitBrackets(cell)
	for i, p := range parts {
		parts[i] = personName(p)
	}
	return parts
}

// personName is a key such as Dave_Mills_2 as a name.
func personName(key string) string {
	if strings.IndexByte(key, '_') < 0 {
		return oneLine(key)
	}
	if n := len(key) - 2; n > 0 && key[n] == '_' && key[n+1] >= '2' && key[n+1] <= '9' {
		key = key[:n]
	}
	return spaced(key)
}

// References splits a cell of bracketed references, `[RFC7858][RFC8094]`. RFC followed by digits
// and http or https addresses get a URL, everything else is text. The result is nil for an empty cell.
func References(cell string) []Reference {
	var refs []Reference
	for _, part := range splitBrackets(cell) {
		refs = append(refs, reference(part))
	}
	return refs
}

func reference(part string) Reference {
	if number := rfcNumber(part); number != "" {
		return Reference{Text: part, URL: "https://www.rfc-editor.org/rfc/rfc" + number}
	}
	if isWebAddress(part) {
		return Reference{Text: part, URL: part}
	}
	return Reference{Text: personName(part)}
}

// splitBrackets returns the texts inside and between brackets, without the empty ones and the
// commas that some cells put between.
func splitBrackets(cell string) []string {
	var parts []string
	if key, ok := onlyKey(cell); ok {
		parts = []string{key}
	} else {
		parts = strings.FieldsFunc(cell, isBracket)
	}
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimFunc(p, isFiller); p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// onlyKey is the key of a cell that holds one, as nearly all do.
func onlyKey(cell string) (key string, ok bool) {
	if strings.LastIndexByte(cell, '[') != 0 || strings.IndexByte(cell, ']') != len(cell)-1 {
		return "", false
	}
	return cell[1 : len(cell)-1], true
}

// isFiller reports whether r says nothing at the ends of a key or between two of them.
func isFiller(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == '_' }

func isBracket(r rune) bool { return r == '[' || r == ']' }

// spaced turns underscores into spaces and runs of white space into one space.
func spaced(s string) string { return oneLine(strings.ReplaceAll(s, "_", " ")) }

// rfcNumber is the number of `RFC959` without leading zeros, or "" for anything else.
func rfcNumber(s string) string {
	if !hasPrefixFold(s, "rfc") || len(s) > len("RFC99999") {
		return ""
	}
	digits := strings.TrimLeft(s[3:], "0")
	if strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

// isWebAddress reports whether s can stand in a link as it is: http or https, a host, and only
// characters that RFC 3986 allows in an address.
func isWebAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	if !ok || rest == "" || strings.IndexByte("/?#:@.", rest[0]) >= 0 {
		return false
	}
	return strings.IndexFunc(rest, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r)
	}) < 0
}
