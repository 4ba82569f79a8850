package publish

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// randomSite is files with numbered and other paths, some close together.
func randomSite(r *rand.Rand) files {
	names := []string{"ports/%.html", "tl/ports/%.html", "a%", "%", "b%/index.html", "x/%.b.c", "ranges/8000-%.html", "0%"}
	f := files{}
	for range r.IntN(200) {
		number := strconv.Itoa(r.IntN(60) * (1 + r.IntN(2)*1000))
		f[strings.Replace(names[r.IntN(len(names))], "%", number, 1)] = "same"
	}
	return f
}

func TestAFolderBecomesAnyOtherSite(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	dir, old := filepath.Join(t.TempDir(), "public"), files{}
	for range 40 {
		want := randomSite(r)
		deleted := 0
		for p := range old {
			if _, kept := want[p]; !kept {
				deleted++
			}
		}
		if report := build(t, dir, want, Options{}); report.Deleted != deleted {
			t.Fatalf("deleted %d files, want %d", report.Deleted, deleted)
		}
		expect(t, dir, want)
		expectMark(t, dir, true, want)
		part := randomSite(r)
		build(t, dir, part, Options{Partial: true})
		old = maps.Clone(want)
		maps.Copy(old, part)
		expect(t, dir, old)
		expectMark(t, dir, true, old)
		if t.Failed() {
			t.FailNow()
		}
	}
}

// FuzzMark: a mark that is understood lists paths that a site may have, and is the one that such a site leaves.
func FuzzMark(f *testing.F) {
	for _, seed := range []string{
		"", "portbook 1 complete 0\n", "portbook 1 building 3\na\nports/{0..1}.html\n",
		"portbook 1 complete 65538\n404.html\nindex.html\nports/{0..65535}.html\n", "portbook 1 complete 4\nb/{1,3..5}\n",
		"portbook 1 complete 1\r\na\r\n", "portbook 1 complete 1000000000\n{0..999999999}\n", "portbook 1 complete 1\n../a\n",
		"portbook 1 complete 2\n1{2..3}\n", "portbook 1 complete 2\n{4294967295..4294967296}\n", "portbook 1 complete 2\na{2..3\n",
		"portbook 1 complete 2\na\na\n", "portbook 1 complete 3\na{2..3,3}\n", "portbook 1 complete 2\na2\na3\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		put(t, filepath.Join(dir, MarkName), string(text))
		mark, err := State(dir)
		if err != nil {
			return
		}
		paths := slices.Collect(mark.Paths())
		if i := slices.IndexFunc(paths, func(p string) bool { return !mark.Has(p) || !filepath.IsLocal(p) }); i >= 0 {
			t.Fatalf("%q is listed but not there, or leads out", paths[i])
		}
		again := filepath.Join(dir, "again")
		want := files{}
		for _, p := range paths {
			want[p] = ""
		}
		if len(want) > 100 {
			return
		}
		if _, err := Write(t.Context(), again, want.source(), Options{}); err != nil {
			return // paths of a file and of one that became a folder
		}
		got, err := os.ReadFile(filepath.Join(again, MarkName))
		said := strings.Replace(strings.ReplaceAll(string(text), "\r\n", "\n"), "building", "complete", 1)
		if err != nil || string(got) != said {
			t.Fatalf("%q became %q (%v)", text, got, err)
		}
	})
}
