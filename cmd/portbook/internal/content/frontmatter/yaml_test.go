package frontmatter

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A colour stands for types that read themselves from a word.
type colour string

func (c *colour) UnmarshalText(b []byte) error {
	if string(b) != "red" {
		return errors.New("not a colour")
	}
	*c = colour(b)
	return nil
}

type inner struct {
	Word Text   `yaml:"word"`
	Not  *inner `yaml:"not"`
}

type common struct {
	Order int `yaml:"order"`
}

type sample struct {
	common
	Common
	Title    Text              `yaml:"title,required"`
	Name     string            `yaml:"name"`
	Ports    Texts             `yaml:"ports"`
	Sources  Located[[]Text]   `yaml:"sources"`
	When     Located[inner]    `yaml:"when"`
	Draft    bool              `yaml:"draft"`
	Size     uint8             `yaml:"size"`
	Share    float64           `yaml:"share"`
	Words    map[string]Text   `yaml:"words"`
	Colour   colour            `yaml:"colour"`
	Colours  []Located[colour] `yaml:"colours"`
	Untagged string
}

// Common is embedded and exported: its keys count.
type Common struct {
	Weight int `yaml:"weight"`
}

func TestYAMLFillsStructsAndKeepsLines(t *testing.T) {
	src := `# a comment
title: >-
  Port {port}
  in two lines
name: 855
weight: -3
ports: [80, "443"]
sources:
  - one
  - |
    two
when:
  word: a
  not: {word: 'b'}
draft: true
size: 255
share: 0.5
words:
  a-b: c
colour: red
colours:
- red
order: 7
`
	var got sample
	if faults := Decode("f.md", 10, []byte(src), &got); len(faults) > 0 {
		t.Fatal(faults)
	}
	want := sample{
		common:  common{Order: 7},
		Common:  Common{Weight: -3},
		Title:   Text{"Port {port} in two lines", 12},
		Name:    "855",
		Ports:   Texts{{"80", 16}, {"443", 16}},
		Sources: Located[[]Text]{[]Text{{"one", 18}, {"two\n", 20}}, 17},
		When:    Located[inner]{inner{Text{"a", 22}, &inner{Word: Text{"b", 23}}}, 21},
		Draft:   true, Size: 255, Share: 0.5,
		Words:   map[string]Text{"a-b": {"c", 28}},
		Colour:  "red",
		Colours: []Located[colour]{{"red", 31}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	var single sample
	if faults := Decode("f.md", 1, []byte("title: a\nports: 22\n"), &single); len(faults) > 0 || !reflect.DeepEqual(single.Ports, Texts{{"22", 2}}) {
		t.Errorf("one text for a list: %v %v", single.Ports, faults)
	}
}

func TestEveryFaultOfYAMLIsReportedAtItsLine(t *testing.T) {
	src := `titel: a
name: [a]
ports: {a: b}
sources: a
when:
  wrod: x
  not: 3
draft: yes
size: 256
share: much
words:
  a: [b]
  a: c
colour: blue
name: again
colours:
  - red
  - {x: y}
zzzzzzzzz: 1
order: 3
title2:
weight: 1.5
`
	want := `f.md:2: unknown key "titel" (did you mean "title"?)
f.md:3: "name" must be text, not a list
f.md:4: "ports" must be text, not keys and values (` + quoteAdvice + `)
f.md:5: "sources" must be a list, not text
f.md:7: unknown key "wrod" (did you mean "word"?)
f.md:8: "not" must be keys and values, not 3
f.md:9: "draft" must be true or false, not text
f.md:10: "size" must be a whole number from 0 to 255, not 256
f.md:11: "share" must be a number, not text
f.md:13: "a" must be text, not a list
f.md:14: key "a" again (it stands on line 13 too)
f.md:15: "colour": not a colour
f.md:16: key "name" again (it stands on line 3 too)
f.md:19: "colours" must be text, not keys and values (` + quoteAdvice + `)
f.md:20: unknown key "zzzzzzzzz" (known keys: order, weight, title, name, ports, sources, when, draft, size, share, words, colour, colours)
f.md:22: unknown key "title2" (did you mean "title"?)
f.md:23: "weight" must be a whole number, not 1.5`
	var s sample
	got := Decode("f.md", 2, []byte(src), &s)
	if got.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", got, want)
	}
}

func TestBrokenYAMLIsAFaultAtItsLine(t *testing.T) {
	tests := []struct {
		src  string
		line int
		says string
	}{
		{"title: a\nname: Port 5: x\n", 2, "cannot be read as YAML"},
		{"title: {port} is open\n", 1, "cannot be read as YAML"},
		{"title: {service}\n", 1, "must be text"},
		{"title: a\nname: \"x\n", 2, "cannot be read as YAML"},
		{"title: a\n---\ntitle: b\n", 3, "more than one YAML document"},
		{"title: &x a\n", 1, "anchor"},
		{"title: !!str a\n", 1, "tag"},
		{"title: a\n<<: {name: b}\n", 2, "a key must be a word"},
		{"title:\nname: a\n", 1, "has no value"},
		{"- a\n", 1, "must be keys and values, not a list"},
		{"a\n", 1, "must be keys and values, not text"},
		{"# nothing\n", 1, "missing key"},
		{"", 1, "missing key"},
	}
	for _, test := range tests {
		var s sample
		faults := Decode("f.md", 1, []byte(test.src), &s)
		if len(faults) != 1 || faults[0].Line != test.line || !strings.Contains(faults[0].Problem, test.says) {
			t.Errorf("%q: got %v, want one fault on line %d saying %q", test.src, faults, test.line, test.says)
		}
	}
}

// FuzzDecodeYAML promises that no text makes the decoder panic, that faults lie within the text, and
// that texts it accepts mean the same to goccy's own decoder.
func FuzzDecodeYAML(f *testing.F) {
	for _, seed := range []string{"title: a\nports: [1, 2]\nwhen:\n  not: {word: b}\n", "a: &x\n  - *x\n", "? [a]\n: b", "title: |2\n   x", "a: {b: [", "\t- a:", "<<: *a\n!!x : y", "%YAML 1.2\n---\na: b\n..."} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var s sample
		checkFaultLines(t, string(Normalise(src)), Decode("f.md", 1, src, &s))
		var words map[string]string
		if faults := Decode("f.md", 1, src, &words); len(faults) > 0 {
			return
		}
		var want map[string]any
		if err := yaml.Unmarshal(Normalise(src), &want); err != nil {
			t.Skip("goccy's decoder refuses:", err)
		}
		for key, value := range want {
			got, ok := words[key]
			if text, isText := value.(string); ok && isText && got != text {
				t.Fatalf("%q: key %q is %q, want %q", src, key, got, text)
			}
		}
	})
}

// checkFaultLines checks that faults name lines that the text has.
func checkFaultLines(t *testing.T, src string, faults fault.List) {
	t.Helper()
	lines := 1 + strings.Count(src, "\n")
	for _, f := range faults {
		if f.Line < 1 || f.Line > lines {
			t.Fatalf("%q: a fault on line %d of %d: %v", src, f.Line, lines, f)
		}
	}
}
