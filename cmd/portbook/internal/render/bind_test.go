package render

import (
	"bytes"
	"html/template"
	"strconv"
	"testing"
)

// A sheet is a page of which a part changes while the rest stays.
type sheet struct {
	Kind    string
	Sure    bool
	Words   []string
	Line    flat
	Number  string   `render:"varies"`
	Query   string   `render:"varies"`
	Odd     bool     `render:"varies"`
	Near    []string `render:"varies"`
	Next    *line    `render:"varies"`
	Place   place
	numbers []string
}

// A flat value is a text around a number that changes, behind an address that does not.
type flat struct{ number *string }

func (f flat) HTML() template.HTML          { return template.HTML(f.AppendHTML(nil)) }
func (f flat) AppendHTML(dst []byte) []byte { return append(dst, "<i>"+*f.number+"</i>"...) }
func (f flat) FlatHTML(literal func(string), value func(*string, bool)) {
	literal("<i>")
	value(f.number, true)
	literal("</i>")
}

// A place is an address of the same kind. What follows its number looks like the end of a scheme.
type place struct{ number *string }

func (p place) URL() string { return string(p.AppendURL(nil)) }
func (p place) AppendURL(dst []byte) []byte {
	return append(dst, "https://a.example/?n="+*p.number+": a&b"...)
}
func (p place) FlatURL(literal func(string), value func(s *string, safe bool)) {
	literal("https://a.example/?n=")
	value(p.number, false)
	literal(": a&b")
}

// set makes the sheet that of a number.
func (s *sheet) set(n int) {
	s.Number, s.Odd, s.Next = strconv.Itoa(n), n%2 == 1, nil
	s.Query = "javascript:" + s.Number + "&%41%4<"
	s.Near = s.numbers[n : n+3]
	if n%3 > 0 {
		s.Next = &line{Text: "n<" + s.Number, Port: n}
	}
}

var bound = []string{
	`{{.Kind}} {{.Number}} {{.Line.HTML}}`,
	`<a href="{{.Place.URL}}">{{if .Sure}}{{.Number}}{{end}}</a>`,
	`{{range .Words}}{{.}}{{if $.Odd}}odd {{$.Number}}{{else}}even{{end}}{{end}}`,
	`{{range .Near}}<li>{{.}}{{end}}{{range $i, $n := .Near}}{{$i}}{{$n}}{{end}}`,
	`{{with .Next}}{{.Text}} {{.HTML}} <a href="{{.URL}}">{{$.Kind}}</a>{{else}}none{{end}}`,
	`{{with .Next}}{{.Text}} {{.HTML}} <a href="{{.URL}}">{{.Port}}</a>{{end}}`,
	`{{$k := .Kind}}{{if and .Odd .Sure}}{{$k}}{{.Number}}{{end}}{{if gt (len .Near) 2}}{{$k}}{{end}}`,
	`{{if .Odd}}{{if .Next}}{{.Next.Text}}{{end}}{{.Line.HTML}}{{else}}{{range .Words}}<{{.}}>{{end}}{{end}}`,
}

func TestBoundPagesGiveTheBytesOfOrdinaryTemplates(t *testing.T) {
	for _, main := range bound {
		set, faults := Parse("templates", files(main), funcs)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		p, faults := Compile[sheet](set, "main")
		if len(faults)+len(p.Slow()) > 0 {
			t.Fatal(main, faults, p.Slow())
		}
		data := &sheet{Kind: "a & b", Sure: true, Words: []string{"x", "<y>"}, numbers: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8"}}
		data.Line, data.Place = flat{&data.Number}, place{&data.Query}
		data.set(1)
		b := p.Bind(data)
		Fix(b, data.numbers)
		var sheets [2]Sheet
		for i, n := range []int{1, 1, 2, 3, 0, 5, 6, 4, 4, 6, 1, 3, 1, 0, 0, 2} {
			data.set(n)
			s := &sheets[i/3%2]
			if i == 9 {
				s.Fill(func(dst []byte) []byte { return append(dst, "something else"...) })
			}
			var want bytes.Buffer
			if err := p.Execute(&want, data); err != nil {
				t.Fatal(err)
			}
			if got := string(b.Print(s)); got != want.String() {
				t.Errorf("%s for %d\n got %q\nwant %q", main, n, got, want.String())
			}
		}
	}
}
