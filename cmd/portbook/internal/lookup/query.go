// Package lookup finds the ports that a person asks for on the command line: by number, by a span of
// numbers, or by the name of a service or a program.
package lookup

import (
	"cmp"
	"errors"
	"fmt"
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

// forms are the ways in which ports are asked for by number, in lower case.
var forms = []string{
	`(?:[^:]*|.*\]):NUMBER()`, // behind a host: localhost:8080, *:8080, [::1]:8080, :8080
	`(?:TRANSPORT[/ ])?NUMBER()`,
	`(?:TRANSPORT(?: |/ ?))?NUMBER ?DASH ?NUMBER`,
	`NUMBER()/TRANSPORT`,
	`NUMBER ?DASH ?NUMBER ?/TRANSPORT`,
	`NUMBER(?:DASHNUMBER)? TRANSPORT`,
}

var inForms = strings.NewReplacer("NUMBER", `(0x[0-9a-f]+|[0-9]+)`, "DASH", `(?:\.\.|-|–)`, "TRANSPORT", `(?:tcp|udp|sctp|dccp)`)

// Parse reads a question: 22, 0x357, tcp/22, 22/udp, :8080, localhost:8080, 6000-6063, or else a name. It
// returns an error for numbers that are no ports.
func Parse(question string) (Query, error) {
	text := strings.Join(strings.Fields(question), " ")
	if text == "" {
		return Query{}, errors.New("nothing was asked for (name a port or a service)")
	}
	bare := strings.TrimPrefix(strings.ToLower(text), "port ")
	for _, form := range forms {
		if m := regexp.MustCompile("^" + inForms.Replace(form) + "$").FindStringSubmatch(bare); m != nil {
			return parseSpan(text, m[1], m[2])
		}
	}
	return Query{Name: text}, nil
}

// parseSpan reads the numbers of a question, decimal or hexadecimal ones; last may be "".
func parseSpan(question, first, last string) (Query, error) {
	var ports [2]uint64
	for i, number := range [...]string{first, cmp.Or(last, first)} {
		digits, isHex := strings.CutPrefix(number, "0x")
		base := map[bool]int{false: 10, true: 16}[isHex]
		var err error
		if ports[i], err = strconv.ParseUint(digits, base, 16); err != nil {
			return Query{}, fmt.Errorf("%s is not a port (ports are 0 to %d)", number, registry.Ports-1)
		}
	}
	if ports[1] < ports[0] {
		return Query{}, fmt.Errorf("%s runs backwards (write %d-%d)", question, ports[1], ports[0])
	}
	return Query{First: int(ports[0]), Last: int(ports[1])}, nil
}
