package render

import (
	"bytes"
	"html/template"
	"math/rand/v2"
	"strconv"
	"strings"
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

// A ticket is a page with values of all lengths, long enough to be parted.
type ticket struct {
	Name   string
	Number string `render:"varies,plain"`
	Guest  string `render:"varies"`
	Lost   bool   `render:"varies"`
	Next   *line  `render:"varies"`
	Row    []line `render:"varies"`
	Pair   []line `render:"varies,refilled"`
	Shy    shy
}

// A shy value takes back what it said too much.
type shy struct{ text *string }

func (s shy) HTML() template.HTML { return template.HTML(s.AppendHTML(nil)) }
func (s shy) AppendHTML(dst []byte) []byte {
	return append(append(dst, *s.text...), "and more, much more than would fit"...)[:len(dst)+len(*s.text)]
}

var tickets = []string{
	`{{.Guest}}<b>{{.Number}}</b>{{if .Lost}}lost {{.Guest}}{{end}}{{range .Row}}{{.Text}}{{end}}{{range .Pair}}{{.Text}}{{end}}` + strings.Repeat(`{{.Number}} stands in a text, `, 40) + `{{.Guest}}`,
	`<title>{{.Number}}</title><p title="{{.Guest}}">{{with .Next}}{{.Text}}{{end}}{{if .Lost}}{{.Number}}{{if .Next}}{{.Number}}{{end}}{{else}}` +
		strings.Repeat(`{{.Guest}} and {{.Number}} are here. `, 9) + `{{end}}` + strings.Repeat(`The same {{.Number}} again, and again. `, 30),
	`{{.Number}}`,
	`{{if .Lost}}{{.Number}}{{end}}{{.Name}}`,
	strings.Repeat(`{{.Number}} before what is shy. `, 30) + `{{.Shy.HTML}}` + strings.Repeat(`{{.Number}} behind it. `, 20),
}

// TestWhatStandsOnASheetIsNeverWrong: pages are printed on the sheets that others left, and values grow, shrink, stay
// and come back.
func TestWhatStandsOnASheetIsNeverWrong(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 55))
	numbers := []string{"0", "7", "80", "443", "8080", "8443", "49152", "65535", "1000000", "12345678", "123456789"}
	guests := []string{"", "a", "<b>", "c & d", "ssh", "http", "é", strings.Repeat("long ", 900)}
	rows := [][]line{nil, {{Text: "x"}}, {{Text: "y"}, {Text: "<z>"}}, {{Text: strings.Repeat("row ", 3000)}}}
	data := &ticket{Name: "portbook"}
	data.Shy = shy{&data.Number}
	type page struct {
		program *Program[ticket]
		bound   *Bound[ticket]
	}
	var pages []page
	for _, main := range tickets {
		set, faults := Parse("templates", files(main), funcs)
		p, more := Compile[ticket](set, "main")
		if len(faults)+len(more)+len(p.Slow()) > 0 {
			t.Fatal(main, faults, more, p.Slow())
		}
		pages = append(pages, page{p, p.Bind(data)})
	}
	var sheets [3]Sheet
	for range 20_000 {
		if random.IntN(3) == 0 {
			data.Guest, data.Lost = guests[random.IntN(len(guests))], random.IntN(2) == 0
			data.Row, data.Next = rows[random.IntN(len(rows))], nil
			if random.IntN(2) == 0 {
				data.Next = &line{Text: guests[random.IntN(len(guests))]}
			}
		}
		data.Number = numbers[random.IntN(len(numbers))]
		data.Pair = append(data.Pair[:0], line{Text: numbers[random.IntN(len(numbers))]}, line{Text: "and"})
		p, s := pages[random.IntN(len(pages))], &sheets[random.IntN(len(sheets))]
		switch random.IntN(30) {
		case 0:
			s.Fill(func(dst []byte) []byte {
				return append(dst, strings.Repeat(data.Guest, 4000/(len(data.Guest)+1)*10)...)
			})
		case 1:
			*s = Sheet{}
		}
		var want bytes.Buffer
		if err := p.program.Execute(&want, data); err != nil {
			t.Fatal(err)
		}
		if got := p.bound.Print(s); !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("got %q\nwant %q", got, want.String())
		}
	}
}
