package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// files is a site: path and bytes.
type files map[string]string

// source is the files in the order of their paths.
func (f files) source() Source {
	paths := slices.Sorted(maps.Keys(f))
	return Source{Paths: paths, NewPrinter: func() printer {
		var page []byte
		return func(i int, spill func([]byte)) []byte {
			text := f[paths[i]]
			for len(text) > largeText {
				piece := []byte(text[:largeText])
				spill(piece)
				clear(piece) // it is the printer's again
				text = text[largeText:]
			}
			page = append(page[:0], text...)
			return page
		}
	}}
}

type printer = func(i int, spill func(piece []byte)) []byte

// largeText is the size from which files are rendered piece by piece.
const largeText = 70_000

// site is n numbered pages, a home page, a deep folder and a large file, all with text in them.
func site(n int, text string) files {
	f := files{
		"index.html":      "home " + text,
		"_headers":        "",
		"api/v1/7.json":   `{"port":7}`,
		"api/v1/007.json": `{"port":"007"}`,
		"data/ports.csv":  strings.Repeat(text+"\n", 100_000),
	}
	for i := range n {
		f[fmt.Sprintf("ports/%d.html", i)] = fmt.Sprintf("port %d %s", i, text)
	}
	return f
}

// build writes a site and fails the test when that fails.
func build(t *testing.T, dir string, f files, opt Options) Report {
	t.Helper()
	report, err := Write(context.Background(), dir, f.source(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// onDisk is what a folder holds, without the mark. A folder is a path with a slash at the end.
func onDisk(t *testing.T, dir string) files {
	t.Helper()
	found := files{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if err != nil || rel == "." || rel == MarkName {
			return err
		}
		if d.IsDir() {
			found[rel+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(p)
		found[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// expect compares a folder with a site, byte for byte, and its mark with that of a complete build.
func expect(t *testing.T, dir string, want files) {
	t.Helper()
	full := maps.Clone(want)
	for p := range want {
		for up := parent(p); up != ""; up = parent(up) {
			full[up+"/"] = ""
		}
	}
	got := onDisk(t, dir)
	for p := range full {
		if data, ok := got[p]; !ok || data != full[p] {
			t.Errorf("%s is missing or differs", p)
		}
	}
	for p := range got {
		if _, ok := full[p]; !ok {
			t.Errorf("%s should not be there", p)
		}
	}
}

func expectMark(t *testing.T, dir string, complete bool, want files) {
	t.Helper()
	mark, err := State(dir)
	if err != nil || !mark.Made || mark.Complete != complete {
		t.Fatalf("mark: made %v, complete %v, error %v", mark.Made, mark.Complete, err)
	}
	got := slices.Sorted(mark.Paths())
	if !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
		t.Errorf("the mark lists %d files, not these %d", len(got), len(want))
	}
}

func put(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderHoldsExactlyTheFiles(t *testing.T) {
	for _, n := range []int{0, 1, 7, 11, 12, 1000} {
		dir := filepath.Join(t.TempDir(), "deep", "public")
		want := site(n, "first")
		report := build(t, dir, want, Options{})
		expect(t, dir, want)
		expectMark(t, dir, true, want)
		total := 0
		for _, data := range want {
			total += len(data)
		}
		if report.Files != len(want) || report.Written != len(want) || report.Unchanged+report.Deleted != 0 {
			t.Errorf("report %+v for %d files", report, len(want))
		}
		largest := File{"data/ports.csv", len(want["data/ports.csv"])}
		if report.Bytes != int64(total) || report.Largest != largest {
			t.Errorf("report %+v, want %d bytes and %v", report, total, largest)
		}
	}
}

func TestTheSameSiteIsNotWrittenAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := site(300, "same")
	build(t, dir, want, Options{})
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for p := range want {
		if err := os.Chtimes(filepath.Join(dir, p), long, long); err != nil {
			t.Fatal(err)
		}
	}
	report := build(t, dir, want, Options{})
	if report.Unchanged != len(want) || report.Written != 0 {
		t.Errorf("report %+v", report)
	}
	for p := range want {
		if info, err := os.Stat(filepath.Join(dir, p)); err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%s was touched", p)
		}
	}
	expectMark(t, dir, true, want)
}

func TestChangedFilesAreOverwritten(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"same length": strings.ToUpper,
		"shrunk":      func(s string) string { return s[:len(s)/2] },
		"grown":       func(s string) string { return s + s },
		"emptied":     func(string) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			want := site(200, "text")
			build(t, dir, want, Options{})
			changed := 0
			for p, data := range want {
				if strings.HasSuffix(p, "5.html") || p == "data/ports.csv" {
					want[p] = change(data)
					changed++
				}
			}
			report := build(t, dir, want, Options{})
			expect(t, dir, want)
			if report.Written != changed || report.Unchanged != len(want)-changed {
				t.Errorf("%d files changed, report %+v", changed, report)
			}
		})
	}
}

func TestLeftoversAreDeletedAndForeignFilesKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	old := site(500, "x")
	old["tl/ports/1.html"], old["deep/a/b/c.html"], old["mixed/ours.html"] = "", "", ""
	build(t, dir, old, Options{})
	put(t, filepath.Join(dir, "CNAME"), "example.org")
	put(t, filepath.Join(dir, "mixed/theirs.html"), "theirs")
	want := site(100, "x")
	report := build(t, dir, want, Options{})
	expectMark(t, dir, true, want)
	want["CNAME"], want["mixed/theirs.html"] = "example.org", "theirs"
	expect(t, dir, want)
	if report.Deleted != 403 {
		t.Errorf("deleted %d files, want 403", report.Deleted)
	}
}

func TestAFileMayBecomeAFolderAndBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for range 2 {
		for _, want := range []files{{"a": "file"}, {"a/b/c": "deeper"}, {"a/b": "file"}} {
			build(t, dir, want, Options{})
			expect(t, dir, want)
		}
	}
}

func TestAPartKeepsTheRest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	all := site(50, "old")
	build(t, dir, all, Options{})
	part := files{"ports/7.html": "new", "ports/99.html": "added", "index.html": "home"}
	report := build(t, dir, part, Options{Partial: true})
	maps.Copy(all, part)
	expect(t, dir, all)
	expectMark(t, dir, true, all)
	if report.Deleted != 0 || report.Files != len(part) {
		t.Errorf("report %+v", report)
	}
}

func TestAPartDoesNotHideThatTheWholeBrokeOff(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	whole := site(2000, "x")
	breakOff(t, dir, whole)
	build(t, dir, files{"index.html": "home"}, Options{Partial: true})
	expectMark(t, dir, false, whole)
	build(t, dir, whole, Options{Partial: true})
	expectMark(t, dir, true, whole)
	expect(t, dir, whole)
}

// breakOff cancels a build from within.
func breakOff(t *testing.T, dir string, f files) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	src := f.source()
	whole := src.NewPrinter
	src.NewPrinter = func() printer {
		render := whole()
		return func(i int, spill func([]byte)) []byte {
			if i == len(src.Paths)/4 {
				cancel()
			}
			return render(i, spill)
		}
	}
	report, err := Write(ctx, dir, src, Options{})
	var e *Error
	if !errors.Is(err, context.Canceled) || !errors.As(err, &e) || e.Advice == "" {
		t.Fatalf("error %v", err)
	}
	if report.Files == 0 || report.Files >= len(f) {
		t.Fatalf("%d of %d files after breaking off", report.Files, len(f))
	}
}

func TestACanceledBuildIsMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	whole := site(2000, "x")
	breakOff(t, dir, whole)
	expectMark(t, dir, false, whole)
	want := site(900, "y")
	build(t, dir, want, Options{})
	expect(t, dir, want)
	expectMark(t, dir, true, want)
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	want := site(500, "x")
	last := 0
	build(t, filepath.Join(t.TempDir(), "public"), want, Options{Progress: func(done, total int) {
		if done < last || total != len(want) {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}})
	if last != len(want) {
		t.Errorf("progress ended at %d of %d", last, len(want))
	}
}

func TestTheFirstFailureStopsAllWorkersAndNamesTheFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := site(3000, "x")
	build(t, dir, want, Options{})
	bad := filepath.Join(dir, "index.html")
	if err := errors.Join(os.Remove(bad), os.Mkdir(bad, 0o755)); err != nil {
		t.Fatal(err)
	}
	report, err := Write(context.Background(), dir, want.source(), Options{})
	var e *Error
	if !errors.As(err, &e) || e.File != bad || e.Advice == "" {
		t.Fatalf("error %v", err)
	}
	if report.Files > len(want)/2 {
		t.Errorf("%d files were written in spite of the failure", report.Files)
	}
	expectMark(t, dir, false, want)
}

func TestTheMarkDoesNotDependOnTheBuild(t *testing.T) {
	want := site(100, "x")
	one, two := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "public")
	build(t, one, want, Options{})
	build(t, two, site(400, "old"), Options{})
	build(t, two, want, Options{})
	a, err1 := os.ReadFile(filepath.Join(one, MarkName))
	b, err2 := os.ReadFile(filepath.Join(two, MarkName))
	if err := errors.Join(err1, err2); err != nil || !bytes.Equal(a, b) {
		t.Errorf("two marks for one site:\n%s\n%s (%v)", a, b, err)
	}
	const text = "portbook 1 complete 105\n_headers\napi/v1/007.json\napi/v1/7.json\ndata/ports.csv\nindex.html\nports/{0..99}.html\n"
	if string(a) != text {
		t.Errorf("mark:\n%s", a)
	}
}
