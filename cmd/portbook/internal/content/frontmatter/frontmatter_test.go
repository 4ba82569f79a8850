package frontmatter

import (
	"bytes"
	"strings"
	"testing"
)

func TestSplitCutsAtTheFences(t *testing.T) {
	tests := []struct {
		name, src, yaml, body string
		bodyLine              int
		fault                 string
	}{
		{"usual", "---\na: 1\nb: 2\n---\nText\n---\n", "a: 1\nb: 2\n", "Text\n---\n", 5, ""},
		{"no keys", "---\n---\nText", "", "Text", 3, ""},
		{"no body", "---\na: 1\n---", "a: 1\n", "", 4, ""},
		{"written on Windows", "\uFEFF---\r\na: 1\r\n---\r\nText\r\n", "a: 1\n", "Text\n", 4, ""},
		{"blanks after a fence", "--- \na: 1\n---\t\nText", "a: 1\n", "Text", 4, ""},
		{"four hyphens are no fence", "---\n----\n---\n", "----\n", "", 4, ""},
		{"empty", "", "", "", 0, "f.md:1: no front matter (begin the file with a line ---, then keys and values, then a line ---)"},
		{"none", "Text\n", "", "", 0, "f.md:1: no front matter (begin the file with a line ---, then keys and values, then a line ---)"},
		{"open", "---\na: 1\n", "", "", 0, "f.md:1: front matter without an end (close it with a line ---)"},
		{"other encoding", "---\na: 1\n---\n\nGr\xfc\xdfe", "", "", 0, "f.md:5: not UTF-8 (save the file as UTF-8)"},
	}
	for _, test := range tests {
		p, faults := Split("f.md", []byte(test.src))
		if string(p.YAML) != test.yaml || string(p.Body) != test.body || p.BodyLine != test.bodyLine || faults.Error() != test.fault {
			t.Errorf("%s: got %q, %q from line %d, %v", test.name, p.YAML, p.Body, p.BodyLine, faults)
		}
	}
}

// FuzzSplit promises that the parts and the fences make up the file, and that line numbers
// count the line feeds before.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"---\na: 1\n---\nb", "---\r\n---\r\n", "", "---", "---\n---", "\uFEFF---\n\n---\n\n---\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, faults := Split("f.md", src)
		if len(faults) > 0 {
			checkFaultLines(t, string(Normalise(src)), faults)
			return
		}
		whole := Normalise(src)
		rest, found := bytes.CutSuffix(whole, p.Body)
		if !found || !bytes.Contains(rest, p.YAML) {
			t.Fatalf("%q lost text: %q, %q", src, p.YAML, p.Body)
		}
		if bytes.HasSuffix(rest, []byte("\n")) && p.BodyLine != 1+bytes.Count(rest, []byte("\n")) {
			t.Fatalf("%q: body on line %d", src, p.BodyLine)
		}
		fences := strings.Fields(strings.Replace(string(rest), string(p.YAML), "", 1))
		if strings.Join(fences, "") != "------" {
			t.Fatalf("%q: left over %q", src, fences)
		}
	})
}
