package check

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// Format is how findings are printed.
type Format string

const (
	Text   Format = "text"   // one a line, as everywhere
	GitHub Format = "github" // workflow commands, which GitHub shows beside the lines of a pull request
	JSON   Format = "json"   // an array of objects: level, rule, file, line (0 for a whole file), problem, advice
)

// Print writes findings.
func Print(w io.Writer, format Format, found []Finding) error {
	if format == JSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(append([]Finding{}, found...)) // none is an empty array, not null
	}
	line := textLine
	if format == GitHub {
		line = annotation
	}
	for _, f := range found {
		if _, err := fmt.Fprintln(w, line(f)); err != nil {
			return err
		}
	}
	return nil
}

func textLine(f Finding) string {
	if f.Level == Error {
		return f.Fault.Error()
	}
	return string(f.Level) + ": " + f.Fault.Error()
}

// What workflow commands escape: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotation is a finding as a workflow command: ::error file=content/ports/22.md,line=7,title=tagline::…
func annotation(f Finding) string {
	place := "file=" + inProperty.Replace(f.File)
	if f.Line > 0 {
		place += fmt.Sprintf(",line=%d", f.Line)
	}
	message := strings.TrimPrefix(fault.New("", 0, f.Problem, f.Advice).Error(), ": ")
	return fmt.Sprintf("::%s %s,title=%s::%s", f.Level, place, inProperty.Replace("portbook check: "+f.Rule), inMessage.Replace(message))
}
