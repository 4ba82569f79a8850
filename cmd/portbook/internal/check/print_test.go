package check

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

var printed = []Finding{
	{Error, "load", fault.New("content/ports/22.md", 7, "unknown key \"a: b, c\"", "100 %\nof it")},
	{Warning, "length", fault.New("a,b:c.md", 0, "<short>", "")},
}

func TestFindingsArePrintedForPeopleAndForGitHub(t *testing.T) {
	for format, want := range map[Format]string{
		Text: "content/ports/22.md:7: unknown key \"a: b, c\" (100 %\nof it)\nwarning: a,b:c.md: <short>\n",
		GitHub: "::error file=content/ports/22.md,line=7,title=portbook check%3A load::unknown key \"a: b, c\" (100 %25%0Aof it)\n" +
			"::warning file=a%2Cb%3Ac.md,title=portbook check%3A length::<short>\n",
	} {
		var b bytes.Buffer
		if err := Print(&b, format, printed); err != nil || b.String() != want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", format, err, b.String(), want)
		}
	}
}

// TestFindingsAsJSONLoseNothing, and no finding is an empty array, not null.
func TestFindingsAsJSONLoseNothing(t *testing.T) {
	var b bytes.Buffer
	var objects []struct {
		Level, Rule, File, Problem, Advice string
		Line                               *int
	}
	if err := Print(&b, JSON, printed); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &objects); err != nil || len(objects) != len(printed) {
		t.Fatalf("%v: %s", err, b.String())
	}
	for i, o := range objects {
		back := Finding{Level(o.Level), o.Rule, fault.New(o.File, *o.Line, o.Problem, o.Advice)}
		if back != printed[i] {
			t.Errorf("got %v, want %v", back, printed[i])
		}
	}
	b.Reset()
	if err := Print(&b, JSON, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("%v: %q", err, b.String())
	}
}
