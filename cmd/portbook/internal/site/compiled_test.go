package site

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestCompiledPagesEqualExecutedTemplates: for every file, the compiled templates write the bytes
// that html/template writes. The second site has the same templates, each with something that
// prints nothing and cannot be compiled, so that html/template executes it.
func TestCompiledPagesEqualExecutedTemplates(t *testing.T) {
	fast := wholeSite(t)
	in := fast.inputs
	in.Templates = slowed(t, in.Templates)
	slow, faults := Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if want := 6; len(slow.Slow) < want {
		t.Fatalf("%d templates were slowed down, want %d", len(slow.Slow), want)
	}
	wrong := newComplaints(t)
	everyFile(fast, func() func(int, []byte) {
		execute := slow.NewWorker()
		var want []byte
		return func(i int, page []byte) {
			want = execute(i, want[:0])
			if !bytes.Equal(page, want) {
				wrong.addf("%s: %s", fast.paths[i], firstDifference(page, want))
			}
		}
	})
}

// slowed copies a folder of templates; those for pages begin with a call that is not compiled.
func slowed(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "templates")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(to, "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, file := range pages {
		src, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, append([]byte(`{{print "" ""}}`), src...), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// firstDifference shows where two pages part.
func firstDifference(got, want []byte) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(i-40, 0)
	return "compiled …" + string(got[from:min(i+40, len(got))]) + "…, executed …" + string(want[from:min(i+40, len(want))]) + "…"
}
