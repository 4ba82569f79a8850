package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/condition"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

var (
	introduces = regexp.MustCompile(`^(?:The )?(?:TCP |UDP )?[Pp]ort (\d{1,5})\b`)
	names      = regexp.MustCompile(`\b[Pp]ort (\d{1,5})\b`)
)

// otherPort reports the number of another port where the text's own should stand: texts that were copied. An essay
// may speak of other ports, but not begin with one, nor ask about one to which it is not related. A text for many
// ports must not have one's number in what stands above it.
func otherPort(t *text, say say) {
	switch {
	case t.essay != nil:
		t.otherInEssay(say)
	case t.when != nil && !aboutCertainPorts(t.when):
		t.otherInGeneral(say)
	}
}

func (t *text) otherInEssay(say say) {
	known := t.ownPorts()
	for _, f := range t.beginnings() {
		if m := introduces.FindStringSubmatch(f.Source); m != nil && m[1] != t.name {
			say(t.file, f.Line, fmt.Sprintf("the %s introduces port %s, but this is the essay of port %s", f.key, m[1], t.name), "")
		} else if m := names.FindStringSubmatch(f.Source); f.key == "question" && m != nil && !known[m[1]] {
			say(t.file, f.Line, fmt.Sprintf("the question is about port %s, but this is the essay of port %s", m[1], t.name), "if that is meant, list the port in related")
		}
	}
}

func (t *text) otherInGeneral(say say) {
	for _, f := range t.beginnings() {
		m := names.FindStringSubmatch(f.Source)
		if f.key == "text" {
			m = introduces.FindStringSubmatch(f.Source)
		}
		if m != nil {
			say(t.file, f.Line, fmt.Sprintf("the %s names port %s, but the text holds for many ports", f.key, m[1]), "write {port}, or narrow `when`")
		}
	}
}

// beginnings are what readers read first: the fields, sources left out, and the first paragraph.
func (t *text) beginnings() []field {
	list := slices.DeleteFunc(slices.Clone(t.fields), func(f field) bool { return f.key == "source" || f.key == "author" })
	for _, b := range t.main.Blocks {
		if b.Kind == markdown.Paragraph {
			return append(list, field{"text", frontmatter.Text{Source: b.Text, Line: b.Line}})
		}
	}
	return list
}

// ownPorts are the port of an essay and the related ones.
func (t *text) ownPorts() map[string]bool {
	known := map[string]bool{t.name: true}
	if t.essay != nil {
		for _, r := range t.essay.Related {
			known[r.Source] = true
		}
	}
	return known
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

// commandPorts reports ports in the commands of a text that its reader does not expect. In an essay those are all
// but its own port, the related ones and those that the essay speaks of outside of code. In a text for many ports
// every number is odd that the text does not speak of, since {port} should stand there.
func commandPorts(t *text, say say) {
	if t.folder == "pages" || t.folder == "guides" || t.folder == "ports" && t.essay == nil || t.when != nil && aboutCertainPorts(t.when) {
		return
	}
	known := t.spokenOf()
	for _, part := range t.parts {
		for _, b := range part.Blocks {
			for i, line := range strings.Split(code(b), "\n") {
				for _, n := range portsIn(line) {
					if !known[n] {
						known[n] = true // once a text
						say(t.file, b.Line+i, "a command with port "+n, t.advice())
					}
				}
			}
		}
	}
}

func (t *text) advice() string {
	if t.essay != nil {
		return "this is the essay of port " + t.name + "; if the other number is meant, say so in the text or list it in related"
	}
	return "the text holds for many ports: write {port}"
}

// aboutCertainPorts reports whether a condition picks ports by number or by a facts table.
func aboutCertainPorts(w *condition.When) bool { return len(w.Ports) > 0 || len(w.In) > 0 }

// spokenOf lists the numbers that stand in the prose of a text, its own port and the related ones.
func (t *text) spokenOf() map[string]bool {
	known := t.ownPorts()
	for _, part := range t.parts {
		for _, b := range part.Blocks {
			if b.Kind != markdown.Code {
				for _, n := range number.FindAllString(codeOrComment.ReplaceAllString(b.Text, ""), -1) {
					known[n] = true
				}
			}
		}
	}
	return known
}

var (
	number   = regexp.MustCompile(`\d{1,5}`)
	codeSpan = regexp.MustCompile("`[^`]+`")
)

// code is what a block holds of code.
func code(b markdown.Block) string {
	if b.Kind == markdown.Code {
		return b.Text
	}
	return strings.Join(codeSpan.FindAllString(b.Text, -1), " ")
}

// portsIn lists the ports that a line of code names as such, each once.
func portsIn(line string) []string {
	line = strings.Trim(line, "`")
	var ports []string
	for _, way := range portArguments {
		for _, at := range way.FindAllStringSubmatchIndex(line, -1) {
			digits, after := line[at[2]:at[3]], line[at[3]:]
			n, err := strconv.Atoi(digits)
			partOfMore := after != "" && strings.ContainsAny(after[:1], "-:.") && len(after) > 1 && after[1] >= '0' && after[1] <= '9'
			if err != nil || n == 0 || n > 65535 || digits[0] == '0' || partOfMore || slices.Contains(ports, digits) {
				continue
			}
			ports = append(ports, digits)
		}
	}
	return ports
}
