// Package draft writes the beginnings of content files, for portbook new.
//
// A draft can be loaded as it is, so that its writer sees the page change at once; what is left for the
// writer says so (see Unwritten), which portbook check reminds of. Guidance stands in comments, which
// no page shows.
package draft

import (
	"bytes"
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
func Page() []byte { return fill(pageDraft, nil) }

// Question returns a new question, for content/faq. It is asked on the page of one port until its
// writer says for which ports it holds.
func Question(port int) []byte { return fill(questionDraft, port) }

// Note returns a new note, for content/notes. It holds for one port, like Question.
func Note(port int) []byte { return fill(noteDraft, port) }

func fill(text string, data any) []byte {
	t := template.Must(template.New("draft").Delims("<<", ">>").Funcs(template.FuncMap{"yaml": inYAML, "prose": inProse}).Parse(text))
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // the drafts below are constants, and a test fills in each
	}
	return b.Bytes()
}

var (
	plainYAML = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./ ()-]*$`)
	brace     = regexp.MustCompile(`\{([a-z][a-z0-9-]*)\}`)
)

// inYAML writes a text as YAML takes it: as it is, or in quotes. Braces that would be a placeholder
// are doubled.
func inYAML(s string) string {
	s = brace.ReplaceAllString(s, "{{$1}}")
	if plainYAML.MatchString(s) && strings.TrimSpace(s) == s && s != "true" && s != "false" && s != "null" {
		return s
	}
	quoted, _ := json.Marshal(s) // a string of JSON is one of YAML
	return string(quoted)
}

// inProse writes a text into a comment: nothing in it may end the comment.
func inProse(s string) string { return strings.ReplaceAll(s, "--", "- -") }

const pageDraft = `---
# What search engines show: at most 70 and 70 to 155 characters.
title: "Still to be written: the title"
description: "Still to be written: what a reader learns on this page, in one or two sentences that also stand well alone"
# A page with an order is listed among the others of the site; lower ones come first.
order: 100
---
<!-- Placeholders that are the same on every page may be used: the site's name, the registry's date … CONTRIBUTING.md
lists them. Link within the site as [22](/ports/22). Prove what you say with footnotes: a mark in the text, and its
text at the end of the file. -->

Still to be written: the answer, before its reasons.

## Why

Still to be written.
`

const questionDraft = `---
# As a reader would ask it. Placeholders such as {port} and {service} may be used; CONTRIBUTING.md lists them.
question: "Still to be written: a question about port {port}?"
# On which pages it is asked: CONTRIBUTING.md lists the conditions. A page shows all questions whose
# conditions hold, in this order: keep them few.
when:
  ports: <<.>>
order: 500
# sources: [https://www.rfc-editor.org/rfc/rfc6335#section-6]
---
<!-- Answer in the first sentence. Say nothing that does not hold for every port of the condition. -->

Still to be written.
`

const noteDraft = `---
# One fact that holds for some ports. Placeholders such as {port} may be used; CONTRIBUTING.md lists them.
title: "Still to be written: the fact in a few words"
# For which ports it holds: CONTRIBUTING.md lists the conditions.
when:
  ports: <<.>>
order: 500
# sources: [https://www.rfc-editor.org/rfc/rfc6335#section-6]
---
<!-- Two or three sentences. Say nothing that does not hold for every port of the condition. -->

Still to be written.
`
