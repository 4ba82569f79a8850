package frontmatter

import (
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

type inner struct {
	Word Text   `yaml:"word"`
	Not  *inner `yaml:"not"`
}

type sample struct {
	Title   Text              `yaml:"title" required:"true"`
	Name    string            `yaml:"name"`
	Ports   Texts             `yaml:"ports"`
	Sources Located[[]Text]   `yaml:"sources"`
	When    Located[inner]    `yaml:"when"`
	Draft   bool              `yaml:"draft"`
	Order   int               `yaml:"order"`
	Width   Located[int]      `yaml:"width"`
	Words   map[string]Text   `yaml:"words"`
	Colours []Located[string] `yaml:"colours"`
}

func TestYAMLFillsStructsAndKeepsLines(t *testing.T) {
	src := `# a comment
title: >-
  Port {port}
  in two lines
name: 855
width: -3
ports: [80, "443"]
sources:
  - one
  - |
    two
when:
  word: a
  not: {word: 'b'}
draft: true
words:
  a-b: c
colours:
- red
order: 7
`
	var got sample
	if faults := Decode("f.md", 10, []byte(src), &got); len(faults) > 0 {
		t.Fatal(faults)
	}
	want := sample{
		Order:   7,
		Width:   Located[int]{-3, 15},
		Title:   Text{"Port {port} in two lines", 12},
		Name:    "855",
		Ports:   Texts{{"80", 16}, {"443", 16}},
		Sources: Located[[]Text]{[]Text{{"one", 18}, {"two\n", 20}}, 18},
		When:    Located[inner]{inner{Text{"a", 22}, &inner{Word: Text{"b", 23}}}, 22},
		Draft:   true,
		Words:   map[string]Text{"a-b": {"c", 26}},
		Colours: []Located[string]{{"red", 28}},
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
words:
  a: [b]
  a: c
name: again
colours:
  - red
  - {x: y}
zzzzzzzzz: 1
order: third
title2:
width: 1.5
`
	want := `f.md:2: unknown key "titel" (did you mean "title"?)
f.md:3: "name" must be text, not a list (` + quoteAdvice + `)
f.md:4: "ports" must be text, not keys and values (` + quoteAdvice + `)
f.md:5: "sources" must be a list, not text
f.md:7: unknown key "wrod" (did you mean "word"?)
f.md:8: "not" must be keys and values, not text
f.md:9: "draft" must be true or false, not "yes"
f.md:11: "a" must be text, not a list (` + quoteAdvice + `)
f.md:12: key "a" again (it stands on line 11 too)
f.md:13: key "name" again (it stands on line 3 too)
f.md:16: "colours" must be text, not keys and values (` + quoteAdvice + `)
f.md:17: unknown key "zzzzzzzzz" (known keys: title, name, ports, sources, when, draft, order, width, words, colours)
f.md:18: "order" must be a whole number, not "third"
f.md:19: unknown key "title2" (did you mean "title"?)
f.md:20: "width" must be a whole number, not "1.5"`
	var s sample
	got := Decode("f.md", 2, []byte(src), &s)
	if got.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", got, want)
	}
}

func TestWhatIsRightIsFilledInBesideFaults(t *testing.T) {
	var s sample
	src := "title: a\ntitle: b\nnmae: c\norder: first\nwhen:\n  word: d\n  not: [e]\nwords:\n  f:\n  g: h\ncolours: [{}, i]\n"
	faults := Decode("f.md", 1, []byte(src), &s)
	if len(faults) != 6 || s.Title.Source != "a" || s.When.Value.Word.Source != "d" || s.Words["g"].Source != "h" || s.Colours[0].Value != "i" {
		t.Errorf("got %+v\n%v", s, faults)
	}
}

func TestNumbersAndTruthValuesHaveOneNotation(t *testing.T) {
	for src, right := range map[string]bool{
		"order: 10": true, "order: -10": true, "order: 010": false, "order: 0x10": false, "order: 1_0": false, "order: 1e1": false, "order: '10'": false,
		"draft: true": true, "draft: False": true, "draft: on": false, "draft: 1": false, "draft: 'true'": false,
	} {
		var s sample
		if faults := Decode("f.md", 1, []byte("title: a\n"+src), &s); (len(faults) == 0) != right {
			t.Errorf("%s: got %v", src, faults)
		}
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
		{"title: a\nname: [b\norder: 1\n", 2, "cannot be read as YAML"},
		{"title: a\nname: b\n  order: 1\n", 3, "cannot be read as YAML"},
		{"title: a\nname\norder: 1\n", 2, "cannot be read as YAML"},
		{"title: a\nname: *x\norder: 1\n", 2, "cannot be read as YAML"},
		{"title: a\nname: 'it's'\norder: 1\n", 2, "cannot be read as YAML"},
		{"title: &x a\n", 1, "anchor"},
		{"title: !!str a\n", 1, "tag"},
		{"title: a\n<<: {name: b}\n", 2, "a key has an anchor, alias, tag or merge"},
		{"title: a\n? [b]\n: c\n", 2, "a key must be text, not a list"},
		{"title: a\n~: b\n", 2, "a key has no value"},
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
// that texts it accepts mean the same to the library's own decoder.
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
			t.Skip("the library refuses:", err)
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
