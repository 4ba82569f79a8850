package render

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
	"unicode/utf8"
)

// A context is a place in a page where a value can stand, such as text or a quoted attribute,
// and the way html/template escapes a value there.
//
// Nothing of that way is written down here: each context asks html/template, once, what becomes of
// every byte. Where a byte's fate depends on its neighbours, or on the value as a whole, the value
// is given to html/template itself.
type context struct {
	bytes      [256]string // what becomes of a byte
	same       [256]bool   // it stays what it is
	alone      [256]bool   // its fate depends on no other byte
	open, shut string      // what escaping puts around every value: quotes, in a script
	around     [2]string   // what it puts around a number
	empty      bool        // an empty value stays empty (not so in an attribute without quotes)
	percent    bool        // a percent sign before two hexadecimal digits stays, any other does not
	filter     bool        // values are addresses: one with an unknown scheme is replaced as a whole
	special    [256]uint8  // 0 when it stays what it is, wherever it stands; otherwise 1
	learnt     bool        // the above is known
	within     *context    // see inside
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

// contexts are the known contexts by their chain of escapers. They are learnt when first asked for: a site
// uses few of them, and all its sets of templates the same.
var contexts = sync.OnceValue(newContexts)

func newContexts() map[string]*context {
	known := map[string]*context{}
	for _, s := range samples {
		before, after, _ := strings.Cut(s, "{{.}}")
		c := &context{sample: template.Must(template.New("sample").Parse(s)), frame: [2]string{before, after}}
		c.slow("") // html/template escapes a template when it first executes it
		if chain := chainOf(c.sample.Tree.Root); known[chain] == nil {
			known[chain] = c
		}
	}
	return known
}

// contextOf returns the context of a chain; nil for one that is not known.
func contextOf(chain string) *context {
	c := contexts()[chain]
	if c == nil {
		return nil
	}
	learning.Lock()
	defer learning.Unlock()
	if !c.learnt {
		c.learn()
	}
	return c
}

// learning is held by whoever finds out how a context escapes.
var learning sync.Mutex

// learn finds out how values are escaped.
func (c *context) learn() {
	c.learnt = true
	if q := c.slow("a"); len(q) == 3 && q[1] == 'a' {
		c.open, c.shut = q[:1], q[2:]
	}
	c.empty = c.slow("") == c.open+c.shut
	c.filter = c.slow("unknown:") != c.open+c.inPath("unknown:")+c.shut
	c.percent = c.inPath("%41%4") == "%41%254"
	c.around[0], c.around[1], _ = strings.Cut(c.slow(5), "5")
	c.learnBytes()
	for b := range 256 {
		c.same[b] = c.bytes[b] == string([]byte{byte(b)})
		c.alone[b] = b < utf8.RuneSelf
	}
	if c.byteByByte("é—\u2028\uFFFD\U0001F600") {
		for b := utf8.RuneSelf; b < 256; b++ {
			c.alone[b] = true
		}
	}
	for b := range 256 {
		if !c.same[b] || !c.alone[b] || b == ':' && c.filter {
			c.special[b] = 1
		}
	}
	inside := *c
	inside.filter, inside.empty = false, true
	if c.same[':'] {
		inside.special[':'] = 0
	}
	c.within = &inside
}

// learnBytes finds out what becomes of every byte: of all in one text, which is sooner done, if they can be told
// apart in it.
func (c *context) learnBytes() {
	const between = "a/"
	all := make([]byte, 0, 256*(1+len(between)))
	for b := range 256 {
		all = append(append(all, byte(b)), between...)
	}
	if parts := strings.Split(c.inPath(string(all)), c.inPath(between)); len(parts) == 256+1 {
		copy(c.bytes[:], parts)
		return
	}
	for b := range 256 {
		c.bytes[b] = c.inPath(string([]byte{byte(b)}))
	}
}

// unless returns how to escape a value: not at all when it is known to stay what it is.
func (c *context) unless(safe bool) *context {
	if safe {
		return nil
	}
	return c
}

// inPath is what becomes of s behind a slash, where it cannot be taken for a scheme.
func (c *context) inPath(s string) string {
	const before = "a/"
	whole := strings.TrimSuffix(strings.TrimPrefix(c.slow(before+s), c.open), c.shut)
	slash := strings.TrimSuffix(strings.TrimPrefix(c.slow(before), c.open), c.shut)
	return strings.TrimPrefix(whole, slash)
}

// byteByByte reports whether s is escaped as its bytes are.
func (c *context) byteByByte(s string) bool {
	bytes := ""
	for i := range len(s) {
		bytes += c.bytes[s[i]]
	}
	return c.inPath(s) == bytes
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

// inside is the context of a value that continues another one: there it cannot be taken for a scheme.
func (c *context) inside() *context { return c.within }

// append appends s, escaped.
func (c *context) append(dst []byte, s string) []byte {
	if s != "" && c.isPlain(s) { // nearly all are
		dst = append(dst, c.open...)
		dst = append(dst, s...)
		return append(dst, c.shut...)
	}
	if !c.known(s) {
		return append(dst, c.slow(s)...)
	}
	dst = append(dst, c.open...)
	dst = c.appendBytes(dst, s)
	return append(dst, c.shut...)
}

func (c *context) isPlain(s string) bool {
	special := uint8(0)
	for i := range len(s) {
		special |= c.special[s[i]]
	}
	return special == 0
}

// appendBytes appends s, escaped byte by byte: what follows a beginning that was fit for the context.
func (c *context) appendBytes(dst []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		if !c.same[s[i]] && !(c.percent && isPercentEncoded(s[i:])) {
			dst = append(dst, s[done:i]...)
			dst = append(dst, c.bytes[s[i]]...)
			done = i + 1
		}
	}
	return append(dst, s[done:]...)
}

// isPercentEncoded reports whether s begins with an octet as RFC 3986 section 2.1 encodes it.
func isPercentEncoded(s string) bool {
	return len(s) > 2 && s[0] == '%' && isHex(s[1]) && isHex(s[2])
}

func isHex(b byte) bool {
	return b-'0' < 10 || (b|0x20)-'a' < 6
}

// escapeFrom escapes what was appended to dst since start.
func (c *context) escapeFrom(dst []byte, start int) []byte {
	added := dst[start:]
	if c.open == "" && len(added) > 0 && c.unchanged(added) {
		return dst
	}
	return c.append(dst[:start], string(added))
}

func (c *context) unchanged(s []byte) bool {
	for _, b := range s {
		if c.special[b] != 0 {
			return c.filter && bytes.HasPrefix(s, []byte("https://")) && c.unchanged(s[len("https://"):])
		}
	}
	return true
}

// appendInt appends a number.
func (c *context) appendInt(dst []byte, n int64) []byte {
	if n < 0 {
		return append(dst, c.slow(n)...)
	}
	dst = append(dst, c.around[0]...)
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, c.around[1]...)
}

// known reports whether the context can escape s byte by byte.
func (c *context) known(s string) bool {
	if s == "" {
		return c.empty
	}
	if c.filter { // see isSafeURL in html/template
		if scheme, _, ok := strings.Cut(s, ":"); ok && scheme != "https" && !strings.Contains(scheme, "/") {
			return false
		}
	}
	for i := 0; i < len(s); i++ {
		if !c.alone[s[i]] {
			return false
		}
	}
	return true
}
