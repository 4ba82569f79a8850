package publish

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// randomPaths are numbered and other paths, in no order, some close together.
func randomPaths(r *rand.Rand) map[string]bool {
	names := []string{"ports/%.html", "tl/ports/%.html", "a%", "%", "%/index.html", "x/%.b.c", "ranges/8000-%.html", "0%"}
	paths := map[string]bool{}
	for range r.IntN(200) {
		name := names[r.IntN(len(names))]
		number := strconv.Itoa(r.IntN(60) * (1 + r.IntN(2)*1000))
		before, after, _ := bytes.Cut([]byte(name), []byte("%"))
		paths[string(before)+number+string(after)] = true
	}
	return paths
}

func TestWhatAMarkListsIsWhatWasPutIn(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	for range 300 {
		want := randomPaths(r)
		set := newPathSet()
		for p := range want {
			set.add(p)
		}
		if p, twice := set.settle(); twice {
			t.Fatalf("%s counted twice", p)
		}
		mark, err := parseMark(Mark{Complete: true, paths: set}.text())
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(mark.Paths()); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
			t.Fatalf("got %q, want %q", got, slices.Sorted(maps.Keys(want)))
		}
	}
}

func TestSetsOfPathsAddAndSubtract(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		a, b := randomPaths(r), randomPaths(r)
		sa, sb := newPathSet(), newPathSet()
		for p := range a {
			sa.add(p)
		}
		for p := range b {
			sb.add(p)
		}
		sa.settle()
		sb.settle()
		sum, rest := maps.Clone(a), maps.Clone(a)
		maps.Copy(sum, b)
		maps.DeleteFunc(rest, func(p string, _ bool) bool { return b[p] })
		if got := slices.Sorted(sa.union(sb).all()); !slices.Equal(got, slices.Sorted(maps.Keys(sum))) {
			t.Fatalf("union %q", got)
		}
		if got := slices.Sorted(sa.minus(sb).all()); !slices.Equal(got, slices.Sorted(maps.Keys(rest))) {
			t.Fatalf("difference %q", got)
		}
		for p := range sum {
			if sa.has(p) != a[p] || sb.has(p) != b[p] {
				t.Fatalf("has(%q) is wrong", p)
			}
		}
	}
}

func TestAPathGivenTwiceIsFound(t *testing.T) {
	for _, paths := range [][]string{{"a", "a"}, {"1", "2", "1"}, {"3", "1", "2", "2"}, {"p/5.html", "p/4.html", "p/5.html"}} {
		set := newPathSet()
		for _, p := range paths {
			set.add(p)
		}
		if p, twice := set.settle(); !twice || slices.Index(paths, p) < 0 {
			t.Errorf("%q: found %q, %v", paths, p, twice)
		}
	}
}

func FuzzMark(f *testing.F) {
	for _, seed := range []string{"", "portbook 1 complete 0\n", "portbook 1 building 3\na\nports/{0..1}.html\n",
		"portbook 1 complete 65538\n404.html\nindex.html\nports/{0..65535}.html\n", "portbook 1 complete 4\nb/{1,3..5}\n",
		"portbook 1 complete 1\r\na\r\n", "portbook 1 complete 1000000000\n{0..999999999}\n", "portbook 1 complete 1\n../a\n",
		"portbook 1 complete 2\n1{2..3}\n", "portbook 1 complete 2\n{4294967295..4294967296}\n", "portbook 1 complete 2\na{2..3\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		mark, err := parseMark(text)
		if err != nil {
			return
		}
		again := mark.text()
		if !bytes.Equal(again, bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))) {
			t.Fatalf("%q became %q", text, again)
		}
		for p := range mark.Paths() {
			if err := checkPath(p); err != nil {
				t.Fatal(err)
			}
			if !mark.Has(p) {
				t.Fatalf("%q is listed but not there", p)
			}
		}
	})
}
