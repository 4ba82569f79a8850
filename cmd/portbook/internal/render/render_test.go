package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

type item struct {
	Name Value
	Port Slug
	Kind string
	Sub  List[item]
}

func (i item) URL() URL { return "/ports/" + URL(i.Port) }

type note struct {
	Part
	Text Value
	At   Slug
}

type inner struct{ Title Value }

type data struct {
	Title   Value
	Empty   Value
	Number  Slug
	Kind    string
	Count   int
	Small   uint16
	On      bool
	Class   *inner // the same for all pages of a kind
	Inner   inner
	Items   List[item]
	Refs    List[*item]
	None    List[item]
	Note    *note
	Nothing *note
	Plain   []inner
	Names   []string
	Safe    template.HTML
}

func (data) Said() template.HTML { return "" }

func sample(n int) *data {
	number := Slug(fmt.Sprint(n))
	return &data{
		Title: Value(fmt.Sprintf(`a "b" <c> & 'd' + %d`, n)), Number: number, Kind: "port", Count: 42, Small: 7, On: true, Class: class,
		Inner: inner{Value("in " + number)}, Names: []string{"tcp", "u<dp"}, Plain: []inner{{"x"}, {Value("y" + number)}},
		Items: List[item]{{Name: "x<y", Port: number, Kind: "a"}, {Kind: "b", Port: "0", Sub: List[item]{{Name: Value(number), Sub: List[item]{{Name: "deep"}, {}}}, {Name: "next"}}}, {Name: "é", Kind: "a"}},
		Refs:  List[*item]{{Name: "ref", Port: number}}, Note: &note{Text: Value("note & " + number), At: number},
	}
}

var class = &inner{"class"}

var funcs = template.FuncMap{
	"word": func(key string) (string, error) {
		if key == "missing" {
			return "", fmt.Errorf("there is no word %q", key)
		}
		return "<" + key + ">", nil
	},
}

func set(t *testing.T, main string) (*Set, fault.List) {
	t.Helper()
	return Parse("templates", fstest.MapFS{
		"main.html":       {Data: []byte(main)},
		"parts/part.html": {Data: []byte(`[{{.Port}}{{range .Sub}}{{.Name}}{{end}}{{$.Name}}]`)},
		"parts/tree.html": {Data: []byte(`({{.Name}}{{range .Sub}}{{template "tree" .}}{{end}}{{.Port}})`)},
	}, funcs, stencil.NewMarkers(), []bool{true})
}

func compile(t *testing.T, main string) *Template[data] {
	t.Helper()
	s, faults := set(t, main)
	page := Declare[data](s, "main")
	if faults = append(faults, s.Compile()...); len(faults) > 0 {
		t.Fatalf("%s: %v", main, faults)
	}
	return page
}

// ordinary is what html/template makes of a template, all by itself.
func ordinary(t *testing.T, main string, d *data) string {
	t.Helper()
	s, faults := set(t, main)
	var b bytes.Buffer
	if err := s.Execute(&b, "main", d); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	return b.String()
}

var pages = []string{
	"plain text",
	"{{.Title}} {{.Number}} {{.Kind}} {{.Count}} {{.Small}} {{.Safe}}{{.Empty}}",
	`<p title="{{.Title}}" id={{.Number}} class='{{.Title}}'><title>{{.Title}}</title><textarea>{{.Title}}</textarea>`,
	`<a href="/x/{{.Number}}">x</a><a href=/x/{{.Number}}>x</a><a href="{{.Number}}">x</a><p title={{.Kind}}>`,
	`<script>var kind = {{.Kind}}, n = {{.Count}}</script><p style="color: {{.Kind}}"><a href="/?q={{.Kind}}">`,
	"{{if .Title}}t{{end}}{{if .Empty}}e{{else}}no e{{end}}{{if and .Items (not .None)}}i{{end}}{{if or .Nothing .Note}}n{{end}}",
	`{{if eq .Kind "port"}}a{{else if ne .Kind "y"}}b{{end}}{{if lt .Count 43}}<{{end}}`,
	`{{with .Note}}<p title="{{.Text}}">{{.Text}} {{.At}}{{end}}{{with .Nothing}}x{{end}}`,
	`{{range .Items}}<li>{{.Name}} {{.Kind}} <a href="{{.URL}}">{{.Port}}</a>{{range .Sub}}({{.Name}}){{end}}{{end}}`,
	"{{range $i, $x := .Items}}{{if $i}}, {{end}}{{$x.Name}}{{.Port}}{{end}}{{range $x := .Items}}{{$x.Port}}{{end}}",
	`{{range .Refs}}<a href={{.URL}}>{{.Name}}</a>{{end}}{{range .None}}x{{end}}`,
	`{{range .Items}}{{template "part" .}}{{end}}`,
	`{{range .Items}}{{template "tree" .}}{{end}}`,
	`{{range $i, $n := .Names}}{{$i}}{{$n}} {{$.Kind}}{{end}}{{range .Plain}}<b>{{.Title}}</b>{{end}}`,
	"{{.Class.Title}} {{.Inner.Title}} {{with .Inner}}{{.Title}}{{end}} {{$t := .Title}}{{$t}}",
	`{{word "copy"}} <p title="{{word "copy"}}">{{"literal"}} {{printf "%05d" .Count}} {{index .Names 1}} {{len .Names}}`,
	"  {{.Count}}\n     <p>\n\n   {{.Small}}  \n {{- .Count}}",
}

func TestPagesHaveTheBytesOfOrdinaryTemplates(t *testing.T) {
	for _, main := range pages {
		page := compile(t, main)
		for n := range 12 {
			d := sample(n * 7919)
			switch n % 4 { // other shapes
			case 1:
				d.Items, d.Note = nil, nil
			case 2:
				d.Title, d.Number, d.Kind = "", "a b", "<kind>" // no slug
			}
			if got, want := string(page.Append(nil, d, []string{"value"})), ordinary(t, main, d); got != want {
				t.Errorf("%s\n got %q\nwant %q", main, got, want)
			}
		}
	}
}

// A placeholder stands in a text whose markers come out of a method.
type text struct{ Said said }

type said string

func (s said) HTML() template.HTML {
	return template.HTML("<b>" + stencil.NewMarkers().Marker(0) + "</b>" + string(s))
}

func TestPlaceholdersGetTheValuesOfThePage(t *testing.T) {
	s, _ := Parse("templates", fstest.MapFS{"main.html": {Data: []byte("{{.Said.HTML}}")}}, nil, stencil.NewMarkers(), []bool{true})
	page := Declare[text](s, "main")
	if faults := s.Compile(); len(faults) > 0 {
		t.Fatal(faults)
	}
	for value, want := range map[string]string{"855": "<b>855</b>!", "<&>": "<b>&lt;&amp;&gt;</b>!", "": "<b></b>!"} {
		if got := string(page.Append(nil, &text{"!"}, []string{value})); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Windows are parts of a list that never changes.
type windows struct{ Before, After Window[cell] }

type cell struct {
	Number Slug
	Around *Window[cell]
}

func (c *cell) Index() (all any, place int) {
	_, _ = fmt.Sscan(string(c.Number), &place)
	return c.Around, place
}

func TestWindowsOntoOneListShowTheirPart(t *testing.T) {
	all := make(Window[cell], 100)
	for i := range all {
		all[i] = cell{Slug(fmt.Sprint(i)), &all}
	}
	s, _ := Parse("templates", fstest.MapFS{"main.html": {Data: []byte("{{range .Before}}<{{.Number}}>{{end}}|{{range .After}}<{{.Number}}>{{end}}")}}, nil, stencil.NewMarkers(), nil)
	page := Declare[windows](s, "main")
	if faults := s.Compile(); len(faults) > 0 {
		t.Fatal(faults)
	}
	for i := 1; i+2 < len(all); i++ {
		want := fmt.Sprintf("&lt;%d>|&lt;%d>&lt;%d>", i-1, i+1, i+2)
		if got := string(page.Append(nil, &windows{all[i-1 : i], all[i+1 : i+3]}, nil)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	alone := Window[cell]{all[7], all[3]} // not a part of it
	if got := string(page.Append(nil, &windows{nil, alone}, nil)); got != "|&lt;7>&lt;3>" {
		t.Errorf("got %s", got)
	}
}

func TestFaultsNameFileLineAndWhatToDo(t *testing.T) {
	cases := []struct{ main, want string }{
		{"\n{{.Titel}}", `templates/main.html:2: there is no field Titel here (did you mean "Title"?)`},
		{"{{if .Empty}}\n{{range .Items}}{{.Prot}}{{end}}{{end}}", `templates/main.html:2: there is no field Prot here (did you mean "Port"?)`},
		{"{{.Count.X}}", `templates/main.html:1: there is no field X here (a int has no fields)`},
		{"a\n{{if}}", `templates/main.html:2: missing value for if`},
		{`{{template "prat" .Inner}}`, `templates/main.html:1: there is no template "prat" (did you mean "part"?)`},
		{"\n\n{{word \"missing\"}}", `templates/main.html:3: there is no word "missing"`},
		{`{{word}}`, `templates/main.html:1: word takes 1 arguments, not 0`},
		{"{{.Title}}{{nofunc .}}", `templates/main.html:1: function "nofunc" not defined`},
		{"<a href=\"{{if .On}}\">{{end}}", "templates/main.html:1: {{if}} branches end in different contexts: "},
		// What differs from page to page must not stand where copying it would not be safe, in branches that no page takes as well.
		{"{{if .Empty}}\n<a href=\"/x/{{.Title}}\">{{end}}", "templates/main.html:2: .Title differs from page to page and cannot stand here"},
		{"\n<script>{{.Title}}</script>", "templates/main.html:2: .Title differs from page to page and cannot stand here"},
		{"<script>{{.Number}}</script>", "templates/main.html:1: .Number differs from page to page and cannot stand in a script, a style or a query"},
		{"<p style=\"color: {{.Title}}\">", "templates/main.html:1: .Title differs from page to page and cannot stand here"},
		{"<p style=\"width: {{.Number}}\">", "templates/main.html:1: .Number differs from page to page and cannot stand in a script, a style or a query"},
		{"<p title={{.Title}}>", "templates/main.html:1: .Title differs from page to page and cannot stand here"},
		{"<a href=\"/?q={{.Number}}\">", "templates/main.html:1: .Number differs from page to page and cannot stand in a script, a style or a query"},
		{"{{range .None}}\n<a href=\"{{.Name}}\">{{end}}", "templates/main.html:2: .Name differs from page to page and cannot stand here"},
		{"{{with .Nothing}}\n<a href=\"{{.Text}}\">{{end}}", "templates/main.html:2: .Text differs from page to page and cannot stand here"},
		{"<p title=\"{{.Said}}\">", "templates/main.html:1: .Said has tags, which cannot stand here (print its .Text)"},
		{`{{if eq .Title "x"}}{{end}}`, "templates/main.html:1: a function cannot use what differs from page to page: eq .Title \"x\" (print it as it is)"},
		{`{{printf "%s" .Title}}`, "templates/main.html:1: a function cannot use what differs from page to page"},
		{`{{.Title | printf "%s"}}`, "templates/main.html:1: a function cannot use what differs from page to page"},
		{"{{len .Items}}", "templates/main.html:1: a function cannot use what differs from page to page"},
		{"{{.Items}}", "templates/main.html:1: this cannot be printed as a whole (show it with {{range}} or {{with}})"},
		{"{{.Nothing.Text}}", "templates/main.html:1: Text may not be there (put it inside {{with}})"},
		{"{{range .Items}}{{$.Title}}{{end}}", "templates/main.html:1: this is made apart from the page, since it differs from page to page (use its own fields only"},
		{"{{range $i, $x := .Items}}{{$i}}{{end}}", "templates/main.html:1: this is made apart from the page"},
		{"{{range .Items}}x{{else}}y{{end}}", "templates/main.html:1: this is made apart from the page"},
		{`<title>{{range .Items}}{{template "part" .}}{{end}}</title>{{template "part" (index .Names 0)}}`, ""},
	}
	for _, c := range cases {
		s, faults := set(t, c.main)
		Declare[data](s, "main")
		if len(faults) == 0 {
			faults = s.Compile()
		}
		if c.want == "" && len(faults) == 0 {
			continue
		}
		if len(faults) != 1 || !strings.HasPrefix(faults[0].Error(), c.want) {
			t.Errorf("%q\n got %v\nwant %v", c.main, faults, c.want)
		}
	}
}

func TestAllFaultsOfATemplateAreSaidAtOnce(t *testing.T) {
	s, _ := set(t, "{{.A}}\n{{if .On}}{{.B}}{{else}}{{.C}}{{end}}")
	Declare[data](s, "main")
	Declare[data](s, "missing")
	if faults := s.Compile(); len(faults) != 4 {
		t.Errorf("want four faults, got %v", faults)
	}
}

func TestAMissingValueIsAFaultWithItsLine(t *testing.T) {
	page := compile(t, "\n{{.Class.Title}}")
	defer func() {
		f, ok := recover().(fault.Fault)
		if !ok || f.Line != 2 || f.File != "templates/main.html" || f.Advice != "put it inside {{with}} or {{if}}" {
			t.Errorf("got %v", f)
		}
	}()
	d := sample(1)
	d.Class = nil
	page.Append(nil, d, []string{""})
}

// FuzzValues promises that whatever a value is, it is escaped as html/template escapes it.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"", "a", "<&>", "https://x.y/ä b", "javascript:alert(1)", "%41%+zz", "é—", "\x00\xff", "a:b/c", "\u2028", "\ufdec\ufffe", "'", "a/b-c_d.e,%2F"} {
		f.Add(s, s)
	}
	const main = `{{.Title}}<p title="{{.Title}}"><title>{{.Title}}</title><a href="/{{.Number}}">{{.Number}}</a><a href={{.Number}}>{{with .Note}}{{.Text}}{{end}}`
	f.Fuzz(func(t *testing.T, value, slug string) {
		page := compile(t, main)
		for range 2 {
			d := &data{Title: Value(value), Number: Slug(slug), Note: &note{Text: Value(value)}}
			if got, want := string(page.Append(nil, d, []string{""})), ordinary(t, main, d); got != want {
				t.Errorf("%q, %q\n got %q\nwant %q", value, slug, got, want)
			}
			value, slug = value+"x", slug+"7"
		}
	})
}
