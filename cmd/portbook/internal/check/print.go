package check

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
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
	switch format {
	case JSON:
		return printJSON(w, found)
	case GitHub:
		for _, f := range found {
			if _, err := fmt.Fprintln(w, annotation(f)); err != nil {
				return err
			}
		}
		return nil
	}
	for _, f := range found {
		prefix := ""
		if f.Level != Error {
			prefix = string(f.Level) + ": "
		}
		if _, err := fmt.Fprintf(w, "%s%v\n", prefix, f.Fault); err != nil {
			return err
		}
	}
	return nil
}

func printJSON(w io.Writer, found []Finding) error {
	type object struct {
		Level   Level  `json:"level"`
		Rule    string `json:"rule"`
		File    string `json:"file"`
		Line    int    `json:"line"`
		Problem string `json:"problem"`
		Advice  string `json:"advice"`
	}
	list := make([]object, len(found))
	for i, f := range found {
		list[i] = object{f.Level, f.Rule, f.File, f.Line, f.Problem, f.Advice}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
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
	message := f.Problem
	if f.Advice != "" {
		message += " (" + f.Advice + ")"
	}
	return fmt.Sprintf("::%s %s,title=%s::%s", f.Level, place, inProperty.Replace("portbook check: "+f.Rule), inMessage.Replace(message))
}
