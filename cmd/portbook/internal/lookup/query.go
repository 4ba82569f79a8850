// Package lookup finds the ports that a person asks for on the command line: by number, by a span of
// numbers, or by the name of a service or a program.
package lookup

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Query is what was asked for: ports by number, or a name.
type Query struct {
	First, Last int    // both inclusive, unless there is a Name
	Name        string // of a service or a program; "" for numbers
}

// Parse reads a question: 22, 0x357, tcp/22, 22/udp, :8080, localhost:8080, 6000-6063, or else a name. It
// returns an error for numbers that are no ports.
func Parse(question string) (Query, error) {
	text := strings.Join(strings.Fields(question), " ")
	if text == "" {
		return Query{}, fmt.Errorf("nothing was asked for (name a port or a service)")
	}
	bare := withoutTransport(withoutHost(strings.TrimPrefix(strings.ToLower(text), "port ")))
	first, last, isSpan := strings.Cut(strings.NewReplacer("..", "-", "–", "-").Replace(bare), "-")
	first, last = strings.TrimSpace(first), strings.TrimSpace(last)
	if !isNumber(first) || isSpan && !isNumber(last) {
		return Query{Name: text}, nil
	}
	span := decimal(first)
	if isSpan {
		span += "-" + decimal(last)
	}
	from, to, err := registry.ParseSpan(span)
	if err != nil {
		return Query{}, err
	}
	return Query{First: from, Last: to}, nil
}

// withoutHost returns the port of an address such as localhost:8080, *:8080 or [::1]:8080, and any other text as it is.
func withoutHost(text string) string {
	host, number, _ := cutLast(text, ":")
	if isNumber(number) && (!strings.Contains(host, ":") || strings.HasSuffix(host, "]")) {
		return number
	}
	return text
}

// withoutTransport returns what stands beside a transport: of tcp/22, 22/tcp, tcp 22 it is 22.
func withoutTransport(text string) string {
	for _, separator := range []string{"/", " "} {
		before, after, found := strings.Cut(text, separator)
		switch {
		case found && isTransport(before):
			return after
		case found && isTransport(after):
			return before
		}
	}
	return text
}

func isTransport(word string) bool {
	for t := range registry.Unstated {
		if word == t.String() {
			return true
		}
	}
	return false
}

// isNumber reports whether a text is a decimal or hexadecimal number of any size.
func isNumber(text string) bool {
	digits := "0123456789"
	if rest, ok := strings.CutPrefix(text, "0x"); ok {
		text, digits = rest, digits+"abcdef"
	}
	return text != "" && strings.Trim(text, digits) == ""
}

// decimal is a number as registry.ParseSpan reads it: neither hexadecimal nor with leading zeros.
func decimal(number string) string {
	base := 10
	digits, isHexadecimal := strings.CutPrefix(number, "0x")
	if isHexadecimal {
		base = 16
	}
	if n, err := strconv.ParseUint(digits, base, 64); err == nil {
		return strconv.FormatUint(n, 10)
	}
	return number
}

// cutLast cuts a text around the last separator.
func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return "", "", false
	}
	return text[:i], text[i+len(separator):], true
}
