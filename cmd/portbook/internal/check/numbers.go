package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

var (
	introduces = regexp.MustCompile(`^(?:The )?(?:TCP |UDP )?[Pp]ort (\d{1,5})\b`)
	names      = regexp.MustCompile(`\b[Pp]ort (\d{1,5})\b`)
)

// otherPort reports the number of another port where the text's own should stand: texts that were copied. An essay
// may speak of other ports, but not begin with one, nor ask about one to which it is not related. A text for many
// ports must not have one's number in what stands above it.
func otherPort(t *text, report report) {
	for _, f := range t.fields {
		first, named := introduces.FindStringSubmatch(f.Source), names.FindStringSubmatch(f.Source)
		switch {
		case t.essay != nil && first != nil && first[1] != t.name:
			report(f.Line, fmt.Sprintf("the %s introduces port %s, but this is the essay of port %s", f.key, first[1], t.name), "")
		case t.essay != nil && f.key == "question" && named != nil && !t.ownPorts()[named[1]]:
			report(f.Line, fmt.Sprintf("the question is about port %s, but this is the essay of port %s", named[1], t.name),
				"if that is meant, list the port in related")
		case t.aboutManyPorts() && named != nil && (first != nil || f.key != "text"):
			report(f.Line, fmt.Sprintf("the %s names port %s, but the text holds for many ports", f.key, named[1]), "write {port}, or narrow `when`")
		}
	}
}

// aboutManyPorts reports whether a text has a condition, and one that picks ports neither by number nor by a facts table.
func (t *text) aboutManyPorts() bool { return t.when != nil && len(t.when.Ports)+len(t.when.In) == 0 }

// ownPorts are the port of an essay and the related ones.
func (t *text) ownPorts() map[string]bool {
	own := map[string]bool{t.name: true}
	if t.essay != nil {
		for _, r := range t.essay.Related {
			own[r.Source] = true
		}
	}
	return own
}

// commandPorts reports ports in the commands of a text that its reader does not expect. In an essay those are all
// but its own port, the related ones and those that the essay speaks of outside of code. In a text for many ports
// every number is odd that the text does not speak of, since {port} should stand there.
func commandPorts(t *text, report report) {
	advice := "the text holds for many ports: write {port}"
	switch {
	case t.essay != nil:
		advice = "this is the essay of port " + t.name + "; if the other number is meant, say so in the text or list it in related"
	case t.when != nil && !t.aboutManyPorts(), slices.Contains([]string{"ports", "pages", "guides"}, t.folder):
		return
	}
	expected := t.expectedPorts()
	for _, b := range t.blocks {
		for i, line := range strings.Split(code(b), "\n") {
			for _, n := range portsIn(line) {
				if !expected[n] {
					expected[n] = true // report it once a text
					report(b.Line+i, "a command with port "+n, advice)
				}
			}
		}
	}
}

var (
	number   = regexp.MustCompile(`\d{1,5}`)
	codeSpan = regexp.MustCompile("`[^`]+`")
)

// expectedPorts are the numbers that stand outside of code in a text, its own port and the related ones.
func (t *text) expectedPorts() map[string]bool {
	expected := t.ownPorts()
	for _, b := range t.blocks {
		if b.Kind == markdown.Code || b.Kind == plain {
			continue
		}
		for _, n := range number.FindAllString(codeOrComment.ReplaceAllString(b.Text, ""), -1) {
			expected[n] = true
		}
	}
	return expected
}

// code is what a block holds of code.
func code(b markdown.Block) string {
	switch b.Kind {
	case markdown.Code:
		return b.Text
	case plain:
		return ""
	}
	return strings.Join(codeSpan.FindAllString(b.Text, -1), " ")
}

// The ways in which commands name a port. The number is the first group.
var portArguments = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\s)(?:-p ?|--?port[ =]|--[ds]port[ =]|--local-port[ =]|-LocalPort )(\d{1,5})\b`),
	regexp.MustCompile(`\b(?:[ds]port|port) (?:eq |=+ ?)?:?(\d{1,5})\b`),
	regexp.MustCompile(`(?:localhost|HOST|[Hh]ost|\]|\*|\.\d{1,3}|\.[a-z]{2,}|[\s'"=]):(\d{1,5})\b`),
	regexp.MustCompile(`\b(?:nc|telnet)(?: -\w+(?: \d+)?)* [A-Za-z{][\w.:{}-]* (\d{1,5})\b`),
	regexp.MustCompile(`\b(\d{1,5})/(?:tcp|udp|sctp|dccp)\b`),
	regexp.MustCompile(`/dev/(?:tcp|udp)/[^/\s]+/(\d{1,5})\b`),
}

// partOfMore begins what follows a number that is part of a span, an address or a time.
var partOfMore = regexp.MustCompile(`^[-:.][0-9]`)

// portsIn lists the ports that a line of code names as such.
func portsIn(line string) []string {
	line = strings.Trim(line, "`")
	var ports []string
	for _, way := range portArguments {
		for _, at := range way.FindAllStringSubmatchIndex(line, -1) {
			digits := line[at[2]:at[3]]
			if n, _ := strconv.Atoi(digits); digits[0] != '0' && n <= 65535 && !partOfMore.MatchString(line[at[3]:]) {
				ports = append(ports, digits)
			}
		}
	}
	return ports
}
