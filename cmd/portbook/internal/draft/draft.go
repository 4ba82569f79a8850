// Package draft writes the beginnings of content files, for portbook new.
//
// A draft can be loaded as it is, so that its writer sees the page change at once; what is left for the
// writer says so (see Unwritten), which portbook check reminds of. Guidance stands in comments, which
// no page shows.
package draft

import (
	"bytes"
	"embed"
	"encoding/json"
	"regexp"
	"strings"
	"text/template"
)

// Unwritten begins every text of a draft that its writer has to replace.
const Unwritten = "Still to be written"

// IsUnwritten reports whether a line of a content file was left as a draft has it.
func IsUnwritten(line string) bool { return strings.Contains(line, Unwritten) }

// Page returns a new page of words, for content/pages.
func Page() []byte { return fill("page.tmpl", nil) }

// Question returns a new question, for content/faq. It is asked on the page of one port until its
// writer says for which ports it holds.
func Question(port int) []byte { return fill("question.tmpl", port) }

// Note returns a new note, for content/notes. It holds for one port, like Question.
func Note(port int) []byte { return fill("note.tmpl", port) }

//go:embed *.tmpl
var files embed.FS

func fill(name string, data any) []byte {
	functions := template.FuncMap{"yaml": inYAML, "comment": inComment}
	t := template.Must(template.New(name).Delims("<<", ">>").Funcs(functions).ParseFS(files, name))
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // the drafts are part of the program, and a test fills in each
	}
	return b.Bytes()
}

var (
	plainYAML = regexp.MustCompile(`^[A-Za-z]([A-Za-z0-9_./ ()-]*[A-Za-z0-9_./()-])?$`)
	brace     = regexp.MustCompile(`\{([a-z][a-z0-9-]*)\}`)
)

// inYAML writes a text as YAML takes it: as it is, or in quotes. Braces that would be a placeholder
// are doubled.
func inYAML(s string) string {
	s = brace.ReplaceAllString(s, "{{$1}}")
	if plainYAML.MatchString(s) && s != "true" && s != "false" && s != "null" {
		return s
	}
	quoted, _ := json.Marshal(s) // a string of JSON is one of YAML
	return string(quoted)
}

// inComment writes a text into a comment: nothing in it may end the comment.
func inComment(s string) string { return strings.ReplaceAll(s, "--", "- -") }
