// Package lookup finds the ports that a person asks for on the command line: by number, by a span of
// numbers, or by the name of a service or a program.
package lookup

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Query is what was asked for: ports by number, or a name.
type Query struct {
	First, Last int    // both inclusive, unless there is a Name
	Name        string // of a service or a program; "" for numbers
}

const (
	number    = `(0x[0-9a-f]+|[0-9]+)`
	between   = `(?:-|–|\.\.)`
	span      = number + `(?: ?` + between + ` ?` + number + `)?`
	transport = `(?:tcp|udp|sctp|dccp)`
)

// forms are the ways to ask for numbers, in small letters; anything else is a name.
var forms = []*regexp.Regexp{
	regexp.MustCompile(`^(?:port )?(?:` + transport + `(?:/ ?| ))?` + span + `$`),                   // 22, 6000-6063, tcp/22, tcp 22
	regexp.MustCompile(`^(?:port )?` + span + ` ?/` + transport + `$`),                              // 22/tcp
	regexp.MustCompile(`^(?:port )?` + number + `(?:` + between + number + `)? ` + transport + `$`), // 22 tcp
	regexp.MustCompile(`^(?:[^:]*|.*\]):` + number + `$`),                                           // :8080, localhost:8080, [::1]:8080
}

// Parse reads a question: 22, 0x357, tcp/22, 22/udp, :8080, localhost:8080, 6000-6063, or else a name. It
// returns an error for numbers that are no ports.
func Parse(question string) (Query, error) {
	text := strings.Join(strings.Fields(question), " ")
	if text == "" {
		return Query{}, errors.New("nothing was asked for (name a port or a service)")
	}
	for _, form := range forms {
		m := form.FindStringSubmatch(strings.ToLower(text))
		if m == nil {
			continue
		}
		asked := decimal(m[1])
		if len(m) > 2 && m[2] != "" {
			asked += "-" + decimal(m[2])
		}
		first, last, err := registry.ParseSpan(asked)
		if err != nil {
			return Query{}, err
		}
		return Query{First: first, Last: last}, nil
	}
	return Query{Name: text}, nil
}

// decimal is a number as registry.ParseSpan reads it: neither hexadecimal nor with leading zeros.
func decimal(number string) string {
	digits, isHexadecimal := strings.CutPrefix(number, "0x")
	base := 10
	if isHexadecimal {
		base = 16
	}
	if n, err := strconv.ParseUint(digits, base, 64); err == nil {
		return strconv.FormatUint(n, 10)
	}
	return number
}
