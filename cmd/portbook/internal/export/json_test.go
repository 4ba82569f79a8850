package export

import (
	"encoding/json"
	"testing"
)

// FuzzString: what AppendString writes, encoding/json reads back, bytes that are no UTF-8 replaced.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "ssh", `a "b" \c`, "two\nlines\ttab", "Bjørn–…", "\x00\x1f\x7f", "\xff half \xc3", "\u2028<&>", "\uFFFD", "\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got, want string
		if err := json.Unmarshal(AppendString(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		theirs, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q is read back as %q, want %q", s, got, want)
		}
	})
}

// TestEmptyMembersAreLeftOut, so that an object says what is known and nothing else.
func TestEmptyMembersAreLeftOut(t *testing.T) {
	o := newObject(nil)
	o.text("a", "")
	o.is("b", false)
	o.texts("c", nil)
	o.number("d", 0)
	inner := o.object("e")
	inner.text("f", "g")
	o.close(&inner)
	o.is("h", true)
	o.texts("i", []string{"j", "k"})
	if got, want := string(o.end()), `{"d":0,"e":{"f":"g"},"h":true,"i":["j","k"]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
