package registry

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Reference is one reference of a row: an RFC, an address, or text.
type Reference struct {
	Text string // as the registry writes it, underscores of names as spaces
	URL  string // where it can be read; "" when it is text only
}

// People splits a cell of bracketed keys, `[Jon_Postel][IETF_Chair]`, into names with spaces. The
// number that distinguishes keys of the same name, `[Dave_Mills_2]`, is left out. A cell without
// brackets is one name.
func People(cell string) []string {
	parts := bracketed(cell)
	for i, p := range parts {
		parts[i] = personName(p)
	}
	return parts
}

// References splits a cell of bracketed references, `[RFC7858][RFC8094]`. RFC followed by digits
// and http or https addresses get a URL, everything else is text.
func References(cell string) []Reference {
	var refs []Reference
	for _, part := range bracketed(cell) {
		refs = append(refs, reference(part))
	}
	return refs
}

var (
	rfc = regexp.MustCompile(`^(?i:rfc)0*[1-9]\d{0,4}$`)
	// A webAddress can stand in a link as it is: http or https, a host, and only characters that RFC 3986 allows.
	webAddress = regexp.MustCompile(`^https?://[\w~\[\]!$&'()*+,;=%-][\w~\[\]!$&'()*+,;=%./?#:@-]*$`)
)

func reference(part string) Reference {
	switch {
	case rfc.MatchString(part):
		return Reference{Text: part, URL: "https://www.rfc-editor.org/rfc/rfc" + strings.TrimLeft(part[len("RFC"):], "0")}
	case webAddress.MatchString(part):
		return Reference{Text: part, URL: part}
	}
	return Reference{Text: personName(part)}
}

// bracketed returns the texts inside and between brackets, without the empty ones and the commas
// that some cells put between.
func bracketed(cell string) []string {
	parts := strings.FieldsFunc(cell, func(r rune) bool { return r == '[' || r == ']' })
	for i, p := range parts {
		parts[i] = strings.TrimFunc(p, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;_", r) })
	}
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// personName is a key such as Dave_Mills_2 as a name.
func personName(key string) string {
	if n := len(key) - 2; n > 0 && key[n] == '_' && key[n+1] >= '2' && key[n+1] <= '9' {
		key = key[:n]
	}
	return oneLine(strings.ReplaceAll(key, "_", " "))
}
