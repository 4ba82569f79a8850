package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

type line struct {
	Text string
	Port int
	Sub  *line
}

func (l line) HTML() template.HTML          { return template.HTML("<b>" + l.Text + "</b>") }
func (l line) AppendHTML(dst []byte) []byte { return append(dst, "<b>"+l.Text+"</b>"...) }
func (l *line) URL() string                 { return fmt.Sprintf("/ports/%d", l.Port) }
func (l *line) AppendURL(dst []byte) []byte { return fmt.Appendf(dst, "/ports/%d", l.Port) }
func (l line) AppendText(dst []byte) []byte { return append(dst, l.plainText()...) }
func (l line) plainText() string            { return "“" + l.Text + "” & more" }

type words struct{ S string }

func (w words) Text() string                 { return w.S }
func (w words) AppendText(dst []byte) []byte { return append(dst, w.S...) }

type page struct {
	Title   string
	Count   int
	Small   uint16
	On, Off bool
	Nothing *line
	One     *line
	Lines   []line
	Refs    []*line
	None    []line
	Names   []string
	Safe    template.HTML
	Words   words
	Address string
	Table   map[string]string
}

func sample() *page {
	return &page{
		Title: `a "b" <c> & 'd' + e`, Count: 42, Small: 855, On: true, One: &line{Text: "one", Port: 1, Sub: &line{Text: "sub"}},
		Lines: []line{{Text: "x<y", Port: 22}, {Text: "", Port: 0}, {Text: "é", Port: 80}},
		Refs:  []*line{{Text: "r", Port: 9}}, Names: []string{"tcp", "udp"}, Safe: "<i>safe</i>",
		Words: words{`it's "so" — <ok>`}, Address: "https://example.org/a?b=c&d=e", Table: map[string]string{"k": "v"},
	}
}

var funcs = template.FuncMap{
	"word": func(key string) (string, error) {
		if key == "missing" {
			return "", fmt.Errorf("there is no word %q", key)
		}
		return "<" + key + ">", nil
	},
}

// fast are templates the compiler has to know.
var fast = []string{
	"plain text",
	"{{.Title}} {{.Count}} {{.Small}} {{.Safe}}",
	`<p title="{{.Title}}" data-n="{{.Count}}" id={{.Small}}>`,
	`<p title="{{.Words.Text}}">{{.Words.Text}}</p><title>{{.Words.Text}}</title>`,
	`<a href="{{.Address}}">{{.Address}}</a><a href="/x/{{.Title}}">x</a><a href="/?q={{.Title}}">x</a>`,
	`<a href={{.One.URL}}>{{.One.Port}}</a>`,
	`<script type="application/ld+json">{"name":{{.Title}},"words":{{.Words.Text}},"n":{{.Count}}}</script>`,
	"{{if .On}}on{{end}}{{if .Off}}off{{else}}not off{{end}}{{if .Nothing}}x{{else if .One}}one{{end}}",
	"{{if and .On (not .Off) (eq .Count 42)}}yes{{end}}{{if or .Off .Nothing}}no{{else}}none{{end}}",
	`{{if eq .Title "x"}}a{{else if ne .Title "y"}}b{{end}}{{if lt .Small 900}}<{{end}}{{if ge .Count 43}}>{{end}}`,
	"{{if gt (len .Lines) 2}}many{{end}}{{if .None}}x{{end}}",
	"{{with .One}}{{.HTML}} {{.Text}} {{with .Sub}}{{.Text}}{{end}}{{end}}{{with .Nothing}}x{{else}}none{{end}}",
	"{{range .Lines}}<li>{{.HTML}} {{.Text}} {{.Port}} {{$.Title}}{{end}}{{range .None}}x{{else}}none{{end}}",
	"{{range $i, $l := .Lines}}{{if $i}}, {{end}}{{$i}}:{{$l.Port}}{{end}}{{range .Names}}{{.}} {{end}}",
	"{{range .Refs}}<a href=\"{{.URL}}\">{{.Text}}</a>{{end}}{{range $r := .Refs}}{{$r.Port}}{{end}}",
	`{{$t := .Title}}{{range .Lines}}{{$t}}{{range $.Names}}{{.}}{{$t}}{{end}}{{end}}`,
	`{{word "copy"}} <p title="{{word "copy"}}">{{"literal"}}`,
	`{{template "part" .One}}{{range .Lines}}{{template "part" .}}{{end}}`,
	`{{with $x := .One}}{{$x.Text}}{{end}}`,
	"  {{.Count}}\n     <p>\n\n   {{.Small}}  \n {{- .Count}}",
}

// slow are templates that only html/template knows; the result must be the same all the same.
var slow = []string{
	`{{printf "%05d" .Count}}`,
	`{{range $k, $v := .Table}}{{$k}}{{$v}}{{end}}`,
	`{{range .Lines}}{{if .Port}}{{break}}{{end}}x{{end}}`,
	`<title>{{template "part" .One}}</title>`,
	`{{index .Names 1}}`,
	`{{.Title | printf "%q"}}`,
}

func files(main string) fstest.MapFS {
	return fstest.MapFS{
		"main.html":       {Data: []byte(main)},
		"parts/part.html": {Data: []byte(`[{{.Port}}{{with .Sub}}{{.Text}}{{end}}{{$.Text}}]`)},
	}
}

func compile(t *testing.T, main string) *Program[page] {
	t.Helper()
	s, faults := Parse("templates", files(main), funcs)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	p, faults := Compile[page](s, "main")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return p
}

func bothWays(t *testing.T, p *Program[page]) (appended, executed string) {
	t.Helper()
	var b bytes.Buffer
	if err := p.Execute(&b, sample()); err != nil {
		t.Fatal(err)
	}
	return string(p.Append(nil, sample())), b.String()
}

func TestCompiledTemplatesGiveTheBytesOfOrdinaryOnes(t *testing.T) {
	for _, main := range fast {
		p := compile(t, main)
		for _, s := range p.Slow() {
			t.Errorf("%s: not compiled: %v", main, s)
		}
		if got, want := bothWays(t, p); got != want {
			t.Errorf("%s\n got %q\nwant %q", main, got, want)
		}
	}
}

func TestWhatIsNotCompiledIsExecutedAndSaid(t *testing.T) {
	for _, main := range slow {
		p := compile(t, main)
		if len(p.Slow()) == 0 {
			t.Errorf("%s: nothing said to be slow", main)
		}
		if got, want := bothWays(t, p); got != want {
			t.Errorf("%s\n got %q\nwant %q", main, got, want)
		}
	}
}

func TestFaultsNameFileLineAndWhatToDo(t *testing.T) {
	cases := []struct{ main, want string }{
		{"\n{{.Titel}}", `templates/main.html:2: there is no field Titel here (did you mean "Title"?)`},
		{"{{if .Off}}\n{{range .Lines}}{{.Prot}}{{end}}{{end}}", `templates/main.html:2: there is no field Prot here (did you mean "Port"?)`},
		{"{{.Count.X}}", `templates/main.html:1: there is no field X here (a int has no fields)`},
		{"a\n{{if}}", `templates/main.html:2: missing value for if`},
		{`{{template "prat" .One}}`, `templates/main.html:1: there is no template "prat" (did you mean "part"?)`},
		{"\n\n{{word \"missing\"}}", `templates/main.html:3: there is no word "missing"`},
		{`{{word}}`, `templates/main.html:1: word takes 1 arguments, not 0`},
		{"{{.Title}}{{nofunc .}}", `templates/main.html:1: function "nofunc" not defined`},
		{"<a href=\"{{if .On}}\">{{end}}", "templates/main.html:1: {{if}} branches end in different contexts: "},
	}
	for _, c := range cases {
		s, faults := Parse("templates", files(c.main), funcs)
		if len(faults) == 0 {
			_, faults = Compile[page](s, "main")
		}
		if len(faults) != 1 || !strings.HasPrefix(faults[0].String(), c.want) {
			t.Errorf("%q\n got %v\nwant %v", c.main, faults, c.want)
		}
	}
}

func TestAllFaultsOfATemplateAreSaidAtOnce(t *testing.T) {
	s, _ := Parse("templates", files("{{.A}}\n{{if .On}}{{.B}}{{else}}{{.C}}{{end}}"), funcs)
	if _, faults := Compile[page](s, "main"); len(faults) != 3 {
		t.Errorf("want three faults, got %v", faults)
	}
}

func TestAMissingValueIsAFaultWithItsLine(t *testing.T) {
	p := compile(t, "\n{{.Nothing.Text}}")
	defer func() {
		f, ok := recover().(fault.Fault)
		if !ok || f.Line != 2 || f.File != "templates/main.html" {
			t.Errorf("got %v", f)
		}
	}()
	p.Append(nil, sample())
}

func FuzzEscapingIsThatOfHTMLTemplate(f *testing.F) {
	for _, s := range []string{"", "a", "<&>", "https://x.y/ä b", "javascript:alert(1)", "%41+%zz", "é—", "\x00\xff", "a:b/c", "https:x", "https://é?a=b&c", "HTTPS://x", "mailto:x", "a/b:c", "%", "%4", "\u2028", "\ufdec\ufffe", "'", "/ports/1#:"} {
		f.Add(s)
	}
	known := contexts()
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // inputs are made valid when they are read
		}
		for chain := range known {
			c := contextOf(chain)
			if got, want := string(c.append(nil, s)), c.slow(s); got != want {
				t.Errorf("%s: %q: got %q, want %q", chain, s, got, want)
			}
			if got, want := string(c.escapeFrom([]byte("x"+s), 1)), "x"+c.slow(s); got != want {
				t.Errorf("%s: %q appended: got %q, want %q", chain, s, got, want)
			}
			if got, want := string(c.inside().append(nil, s)), c.inPath(s); c.open == "" && got != want {
				t.Errorf("%s: %q inside: got %q, want %q", chain, s, got, want)
			}
		}
	})
}
