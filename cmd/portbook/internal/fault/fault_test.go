package fault

import "testing"

func TestAFaultIsOneLine(t *testing.T) {
	for want, f := range map[string]Fault{
		`a.md:7: unknown key "x" (did you mean "y"?)`: New("a.md", 7, `unknown key "x"`, `did you mean "y"?`),
		"a.md:1: not UTF-8":                           New("a.md", 1, "not UTF-8", ""),
		"a.md: cannot be read (fetch it)":             New("a.md", 0, "cannot be read", "fetch it"),
	} {
		if got := f.Error(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestListsAreSortedAndSayNothingTwice: by file, then line; faults of one line keep their order.
func TestListsAreSortedAndSayNothingTwice(t *testing.T) {
	var l List
	l.Add("b", 2, "second", "")
	l.Add("b", 10, "last", "")
	l.Add("b", 2, "again", "")
	l.Add("a", 0, "first", "help")
	l.Add("b", 2, "again", "")
	l.Sort()
	const want = "a: first (help)\nb:2: second\nb:2: again\nb:10: last"
	if l.Error() != want || l.Err() == nil || l.Err().Error() != want {
		t.Errorf("got\n%s\nwant\n%s", l.Error(), want)
	}
}

// TestRepetitionsAreFoundApart: the same fault is said once also when another of its line came between.
func TestRepetitionsAreFoundApart(t *testing.T) {
	l := List{New("a", 1, "x", ""), New("a", 1, "y", ""), New("a", 1, "x", "")}
	l.Sort()
	if l.Error() != "a:1: x\na:1: y" {
		t.Errorf("got %s", l.Error())
	}
}

func TestNoFaultIsNoError(t *testing.T) {
	var l List
	l.Sort()
	if l.Err() != nil || l.Error() != "" {
		t.Errorf("got %v", l.Err())
	}
}
