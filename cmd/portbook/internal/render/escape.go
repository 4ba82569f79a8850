package render

import (
	"bytes"
	"html/template"
	"strings"
	"text/template/parse"
)

// A context is a place in a page where a value can stand, such as text or a quoted attribute,
// and the way html/template escapes a value there.
type context struct {
	safe       [256]bool // bytes that mean the same when escaped
	open, shut string    // what escaping puts around every value: quotes, in a script
	empty      bool      // an empty value stays empty (not so in an attribute without quotes)
	https      bool      // an address may start with https:// although ':' is not safe
	sample     *template.Template
	frame      [2]string // what sample prints around the value
}

// samples has one template for each context that is made fast. The chain of escapers that
// html/template chooses for the sample is the key by which the context is recognised, so
// nothing here depends on the names it gives them.
var samples = []string{
	`<p>{{.}}</p>`,
	`<title>{{.}}</title>`,
	`<p title="{{.}}">`,
	`<p title={{.}}>`,
	`<a href="{{.}}">`,
	`<a href="/{{.}}">`,
	`<a href="/?{{.}}">`,
	`<a href={{.}}>`,
	`<a href=/{{.}}>`,
	`<script type="application/ld+json">{{.}}</script>`,
}

// contexts returns the known contexts by their chain of escapers.
func contexts() map[string]*context {
	known := make(map[string]*context, len(samples))
	for _, s := range samples {
		chain, c := newContext(s)
		if _, ok := known[chain]; !ok {
			known[chain] = c
		}
	}
	return known
}

func newContext(sample string) (string, *context) {
	before, after, _ := strings.Cut(sample, "{{.}}")
	c := &context{sample: template.Must(template.New("sample").Parse(sample)), frame: [2]string{before, after}}
	if q := c.slow("a"); len(q) == 3 && q[1] == 'a' {
		c.open, c.shut = q[:1], q[2:]
	}
	for b := range 256 {
		s := string([]byte{byte(b)})
		if b >= 0x80 {
			s = "é—"
		}
		c.safe[b] = c.slow(s) == c.open+s+c.shut
	}
	c.https = c.slow("https://a.b/c") == "https://a.b/c"
	c.empty = c.slow("") == c.open+c.shut
	return chainOf(c.sample.Tree.Root), c
}

// chainOf returns the names of the escapers in the first action of a list.
func chainOf(list *parse.ListNode) string {
	for _, n := range list.Nodes {
		if a, ok := n.(*parse.ActionNode); ok {
			_, chain := splitEscapers(a.Pipe)
			return chain
		}
	}
	return ""
}

// splitEscapers parts a pipeline into what the designer wrote and what html/template added.
func splitEscapers(pipe *parse.PipeNode) (written []*parse.CommandNode, chain string) {
	var names []string
	cmds := pipe.Cmds
	for len(cmds) > 1 {
		id, ok := cmds[len(cmds)-1].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(id.Ident, "_html_template_") && !strings.HasPrefix(id.Ident, "_eval_args_") {
			break
		}
		names = append([]string{id.Ident}, names...)
		cmds = cmds[:len(cmds)-1]
	}
	return cmds, strings.Join(names, "|")
}

// slow escapes one value with html/template itself.
func (c *context) slow(value any) string {
	var b bytes.Buffer
	if err := c.sample.Execute(&b, value); err != nil {
		return err.Error()
	}
	s := strings.TrimPrefix(b.String(), c.frame[0])
	return strings.TrimSuffix(s, c.frame[1])
}

// append appends s, escaped.
func (c *context) append(dst []byte, s string) []byte {
	if !c.plain(s) {
		return append(dst, c.slow(s)...)
	}
	dst = append(dst, c.open...)
	dst = append(dst, s...)
	return append(dst, c.shut...)
}

// escapeFrom escapes in place what was appended to dst since start.
func (c *context) escapeFrom(dst []byte, start int) []byte {
	added := dst[start:]
	if c.open == "" && c.plainBytes(added) {
		return dst
	}
	return c.append(dst[:start], string(added))
}

func (c *context) plain(s string) bool {
	if s == "" {
		return c.empty
	}
	if c.https {
		s = strings.TrimPrefix(s, "https://")
	}
	for i := 0; i < len(s); i++ {
		if !c.safe[s[i]] {
			return false
		}
	}
	return true
}

func (c *context) plainBytes(s []byte) bool {
	if len(s) == 0 {
		return c.empty
	}
	if c.https {
		s = bytes.TrimPrefix(s, []byte("https://"))
	}
	for _, b := range s {
		if !c.safe[b] {
			return false
		}
	}
	return true
}
