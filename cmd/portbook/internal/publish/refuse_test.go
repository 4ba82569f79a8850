package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refused expects Write to refuse dir with a problem that contains these words, and to change nothing.
func refused(t *testing.T, dir string, opt Options, words string) {
	t.Helper()
	_, err := Write(context.Background(), dir, files{"index.html": "new"}.source(), opt)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: error %v", dir, err)
	}
	if !strings.Contains(e.Problem, words) || e.Advice == "" {
		t.Errorf("%s: error %v, want %q and some advice", dir, err, words)
	}
}

func TestAFolderWeDidNotMakeIsRefused(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "thesis.txt"), "years of work")
	refused(t, dir, Options{}, "holds thesis.txt")
	refused(t, dir, Options{Partial: true}, "holds thesis.txt")
	expect(t, dir, files{"thesis.txt": "years of work"})
}

func TestAnEmptyFolderIsFine(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, files{"index.html": "home"}, Options{})
	expect(t, dir, files{"index.html": "home"})
}

func TestPlacesThatCanOnlyBeAMistakeAreRefused(t *testing.T) {
	base := t.TempDir()
	put(t, filepath.Join(base, "file"), "")
	if err := os.Symlink(filepath.Join(base, "nowhere"), filepath.Join(base, "dangling")); err != nil {
		t.Fatal(err)
	}
	refused(t, filepath.Join(base, "file"), Options{}, "not a directory")
	refused(t, filepath.Join(base, "dangling"), Options{}, "file exists")
	refused(t, "", Options{}, "no folder")
	refused(t, "/", Options{}, "root")
	refused(t, ".", Options{}, "working folder")
	refused(t, "..", Options{}, "working folder")
	t.Setenv("HOME", base)
	refused(t, base, Options{}, "home folder")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(base, link); err != nil {
		t.Fatal(err)
	}
	refused(t, link, Options{}, "home folder")
}

func TestInputsAreProtected(t *testing.T) {
	base := t.TempDir()
	content, registry := filepath.Join(base, "site", "content"), filepath.Join(base, "site", "registry.csv")
	put(t, filepath.Join(content, "site.yaml"), "name: x")
	put(t, registry, "")
	protect := Options{Protect: []string{content, registry, filepath.Join(base, "absent")}}
	refused(t, content, protect, "input")
	refused(t, filepath.Join(base, "site"), protect, "input")
	refused(t, filepath.Join(content, "new", "public"), protect, "lies in the input")
	if _, err := os.Stat(filepath.Join(content, "new")); err == nil {
		t.Error("a refused folder was made")
	}
	build(t, filepath.Join(base, "site", "public"), files{"a": ""}, protect)
}

func TestASecondBuildAtTheSameTimeIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	src := files{"index.html": "first"}.source()
	whole := src.NewPrinter
	src.NewPrinter = func() printer {
		refused(t, dir, Options{}, "another build")
		return whole()
	}
	if _, err := Write(context.Background(), dir, src, Options{}); err != nil {
		t.Fatal(err)
	}
	build(t, dir, files{"index.html": "second"}, Options{})
	expect(t, dir, files{"index.html": "second"})
}

func TestAForeignFileIsNotOverwritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a.html": "a"}, Options{})
	put(t, filepath.Join(dir, "index.html"), "theirs")
	refused(t, dir, Options{}, "did not write this file")
	expect(t, dir, files{"a.html": "a", "index.html": "theirs"})
	expectMark(t, dir, true, files{"a.html": "a"})
}

func TestAForeignFolderIsFoundBeforeAnythingIsWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, files{"a.html": "a"}, Options{})
	put(t, filepath.Join(dir, "index.html", "thesis.txt"), "theirs")
	if _, err := Write(t.Context(), dir, files{"a.html": "new", "index.html": "home"}.source(), Options{}); err == nil {
		t.Error("a folder in the way is no failure")
	}
	expect(t, dir, files{"a.html": "a", "index.html/thesis.txt": "theirs"})
	expectMark(t, dir, true, files{"a.html": "a"})
}

func TestAMarkThatIsALinkIsRefused(t *testing.T) {
	dir, elsewhere := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "mark")
	build(t, dir, files{"a.html": "a"}, Options{})
	mark := filepath.Join(dir, MarkName)
	if err := errors.Join(os.Rename(mark, elsewhere), os.Symlink(elsewhere, mark)); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, Options{}, "not a regular file")
}

func TestPartsThatWereCopiedTogetherAreOneSite(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "public")
	whole := files{"index.html": "home", "ports/1.html": "1", "ports/2.html": "2"}
	build(t, dir, files{"index.html": "home", "ports/1.html": "1"}, Options{Partial: true})
	build(t, other, files{"index.html": "home", "ports/2.html": "2"}, Options{Partial: true})
	if err := os.Remove(filepath.Join(dir, MarkName)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(other)); err != nil {
		t.Fatal(err)
	}
	report := build(t, dir, whole, Options{})
	expect(t, dir, whole)
	expectMark(t, dir, true, whole)
	if report.Unchanged != 3 {
		t.Errorf("report %+v", report)
	}
}

func TestNoLinkLeadsOut(t *testing.T) {
	dir, outside := filepath.Join(t.TempDir(), "public"), t.TempDir()
	put(t, filepath.Join(outside, "1.html"), "theirs")
	build(t, dir, files{"ports/1.html": "ours"}, Options{})
	ports := filepath.Join(dir, "ports")
	if err := errors.Join(os.RemoveAll(ports), os.Symlink(outside, ports)); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), dir, files{"ports/1.html": "new"}.source(), Options{}); err == nil {
		t.Error("wrote through a link to a folder")
	}
	build(t, dir, files{"index.html": ""}, Options{}) // deletes ports/1.html, but not there
	expect(t, outside, files{"1.html": "theirs"})
}

func TestADamagedMarkIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "portbook", "portbook 2 complete 0\n", "portbook 1 complete 2\na\n",
		"portbook 1 complete 1\n../thesis.txt\n", "portbook 1 complete 1\na", "portbook 1 half 1\na\n",
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, MarkName), text)
		refused(t, dir, Options{}, "mark")
	}
}

func TestBadPathsAreRefused(t *testing.T) {
	for _, bad := range [][]string{
		{""},
		{"/a"},
		{"a/"},
		{"a//b"},
		{"."},
		{".."},
		{"../a"},
		{"a/../b"},
		{"a/.."},
		{"./a"},
		{`a\b`},
		{"a{1..2}"},
		{"a\nb"},
		{"a:b"},
		{"a\xffb"},
		{MarkName},
		{".portbook/a"},
		{newMarkName},
		{lockName},
		{"a", "a"},
		{"ports/1.html", "ports/2.html", "ports/1.html"},
		{"a", "a/b"},
		{"a/1/b", "a/1"},
		{"A.html", "a.html"},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		_, err := Write(context.Background(), dir, Source{Paths: bad}, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Problem == "" {
			t.Errorf("%q: error %v", bad, err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: the folder was made", bad)
		}
	}
	good := files{}
	for _, p := range []string{".nojekyll", "..a", "a..b", "a.b/.c", "A1", "a2", "007", "7", "07", "99999999999999999999", "é/ü.html"} {
		good[p] = ""
	}
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, good, Options{})
	expectMark(t, dir, true, good)
}
