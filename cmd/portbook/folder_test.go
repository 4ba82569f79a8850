package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFolderThatIsNotOursIsRefused, not emptied; also one that can only be named by mistake.
func TestAFolderThatIsNotOursIsRefused(t *testing.T) {
	dir := tinyFolder(t)
	write(t, filepath.Join(dir, "photos", "cat.jpg"), "miaow")
	before := snapshot(t, dir)
	for _, out := range []string{"photos", ".", "..", "content", "content/pages/new", "static", "registry.csv", "/"} {
		r := portbook(t, dir, nil, "build", "--ports", "1", "--out", out)
		if r.status != exitFaults || !strings.HasPrefix(r.stderr, "portbook: ") || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("--out %s: exit status %d, it says %q", out, r.status, r.stderr)
		}
	}
	if !maps.Equal(before, snapshot(t, dir)) {
		t.Error("files were touched")
	}
}

// TestTheReportSaysWhatWasDone: pages, files, bytes, the largest, times; and --quiet nothing.
func TestTheReportSaysWhatWasDone(t *testing.T) {
	dir := tinyFolder(t)
	r := succeed(t, dir, "build", "--ports", "0-3")
	for _, part := range []string{
		"public: 4 port pages", "other files", "MB", "registry of 2020-01-02", "largest: data/ports.ndjson",
		"loading ", "rendering ", "writing ",
	} {
		if !strings.Contains(r.stdout, part) {
			t.Errorf("%q is not in\n%s", part, r.stdout)
		}
	}
	for _, flag := range []string{"--quiet", "-q"} {
		if r := succeed(t, dir, "build", flag, "--ports", "0-3"); r.stdout != "" {
			t.Errorf("with %s it says %q", flag, r.stdout)
		}
	}
}

// TestASecondBuildChangesNothing, so that a deployment which compares times sends nothing; an edit
// changes the pages that show it.
func TestASecondBuildChangesNothing(t *testing.T) {
	dir := tinyFolder(t)
	public := filepath.Join(dir, "public")
	succeed(t, dir, "build", "--quiet", "--ports", "0-3")
	before := snapshot(t, public)
	if r := succeed(t, dir, "build", "--ports", "0-3"); !strings.Contains(r.stdout, " 0 written,") {
		t.Errorf("it says\n%s", r.stdout)
	}
	after := snapshot(t, public)
	for _, path := range []string{public, filepath.Join(public, ".portbook")} { // the mark is written anew
		delete(before, path)
		delete(after, path)
	}
	if !maps.Equal(before, after) {
		t.Error("files were touched")
	}
	write(t, filepath.Join(dir, "content", "pages", "about.md"), "---\ntitle: New\ndescription: New\n---\n## Why\n")
	succeed(t, dir, "build", "--quiet", "--ports", "0-3")
	edited := snapshot(t, public)
	if about, port := filepath.Join(public, "about.html"), filepath.Join(public, "ports", "1.html"); edited[about] == after[about] ||
		edited[port] != after[port] {
		t.Error("the edit of one page changed others, or nothing")
	}
}

// TestAPartKeepsTheOtherPages: --ports limits the port pages that are written, and deletes none.
func TestAPartKeepsTheOtherPages(t *testing.T) {
	dir := tinyFolder(t)
	public := filepath.Join(dir, "public")
	succeed(t, dir, "build", "--quiet", "--ports", "0-3")
	before := snapshot(t, public)
	succeed(t, dir, "build", "--quiet", "--ports", "5,11")
	after := snapshot(t, public)
	for path, state := range before {
		if filepath.Dir(path) == filepath.Join(public, "ports") && after[path] != state {
			t.Errorf("%s was touched", path)
		}
	}
	for _, added := range []string{"5", "11"} {
		if _, ok := after[filepath.Join(public, "ports", added+".html")]; !ok {
			t.Errorf("no page for port %s", added)
		}
	}
}

// TestPartsBuiltApartMergeByCopying: shared files describe the whole registry in each.
func TestPartsBuiltApartMergeByCopying(t *testing.T) {
	dir := tinyFolder(t)
	succeed(t, dir, "build", "--quiet", "--ports", "0-5", "--out", "whole")
	succeed(t, dir, "build", "--quiet", "--ports", "0-2", "--out", "left")
	succeed(t, dir, "build", "--quiet", "--ports", "3-5", "--out", "right")
	merged := contents(t, filepath.Join(dir, "left"))
	maps.Copy(merged, contents(t, filepath.Join(dir, "right")))
	if whole := contents(t, filepath.Join(dir, "whole")); !maps.Equal(whole, merged) {
		t.Errorf("%d files differ from the %d of the whole", len(merged), len(whole))
	}
}

// contents is what the files of a folder hold, our mark left out.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for path := range snapshot(t, dir) {
		if info, err := os.Stat(path); err == nil && !info.IsDir() && filepath.Base(path) != ".portbook" {
			rel, _ := filepath.Rel(dir, path)
			files[rel] = read(t, path)
		}
	}
	return files
}

// TestFlagsAreHonoured: where the site stands, how its links look, what it is made from.
func TestFlagsAreHonoured(t *testing.T) {
	for _, c := range []struct{ args, file, want string }{
		{"", "ports/1.html", `<link rel=canonical href="https://tiny.example/ports/1">`},
		{"--base-url https://h.example/a", "ports/1.html", `<link rel=canonical href="https://h.example/a/ports/1">`},
		{"--base-url https://h.example/a", "ports/1.html", `<a rel=next href="/a/ports/2">`},
		{"--base-url https://h.example/a", "404.html", `<a href="/a/">home</a>`},
		{"--links html", "ports/1.html", `<a rel=next href="../ports/2.html">`},
		{"--links html", "index.html", `<a href="ports/1.html">port 1</a>`},
		{"--links html --base-url https://h.example/a", "404.html", `<a href="/a/index.html">home</a>`},
		{"--registry other.csv", "ports/1.html", "renamed"},
		{"--registry other.csv", "ports/2.html", "<title>Port 2: beta"},
		{"--content words", "about.html", "<title>About other words"},
		{"--templates tags", "about.html", "other tags"},
		{"--static files", "assets/style.css", "other style"},
		{"--out elsewhere", "../elsewhere/ports/1.html", "<title>Port 1:"},
		{"--ports 2,65535", "ports/65535.html", "<title>Port 65535:"},
		{"--locale en", "ports/1.html", "<title>Port 1:"},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()
			dir := tinyFolder(t)
			otherInputs(t, dir)
			args := append([]string{"build", "--quiet"}, strings.Fields(c.args)...)
			if !strings.Contains(c.args, "--ports") {
				args = append(args, "--ports", "0-2")
			}
			if r := portbook(t, dir, nil, args...); r.status != 0 {
				t.Fatalf("exit status %d: %s", r.status, r.stderr)
			}
			if got := read(t, filepath.Join(dir, "public", filepath.FromSlash(c.file))); !strings.Contains(got, c.want) {
				t.Errorf("%s: %q is not in\n%s", c.file, c.want, got)
			}
		})
	}
}

// otherInputs makes a second set of inputs beside the first, each with a difference that shows.
func otherInputs(t *testing.T, dir string) {
	t.Helper()
	for from, to := range map[string]string{"content": "words", "templates": "tags", "static": "files"} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(filepath.Join(dir, from))); err != nil {
			t.Fatal(err)
		}
	}
	change := func(file, old, new string) {
		t.Helper()
		text := read(t, filepath.Join(dir, file))
		if !strings.Contains(text, old) {
			t.Fatalf("%s does not hold %q", file, old)
		}
		write(t, filepath.Join(dir, file), strings.ReplaceAll(text, old, new))
	}
	write(t, filepath.Join(dir, "other.csv"), strings.ReplaceAll(read(t, filepath.Join(dir, "registry.csv")), "Alpha & Omega", "renamed"))
	change("words/pages/about.md", "title: About", "title: About other words")
	change("tags/page.html", "<h1>", "<p>other tags<h1>")
	change("files/style.css", "body", "/* other style */ body")
}

// TestAnOlderRegistryIsBuiltWithWarnings: exit status 0, and the warnings name both sides.
func TestAnOlderRegistryIsBuiltWithWarnings(t *testing.T) {
	dir := tinyFolder(t)
	write(t, filepath.Join(dir, "older.csv"), strings.ReplaceAll(read(t, filepath.Join(dir, "registry.csv")), "alpha,1,udp", "omega,1,udp"))
	r := portbook(t, dir, nil, "build", "--quiet", "--ports", "1", "--registry", "older.csv")
	const want = "warning: content/ports/1.md:5: the essay assumes the service alpha/udp, but older.csv:4 does not name it for port 1"
	if r.status != 0 || !strings.HasPrefix(r.stderr, want) {
		t.Errorf("exit status %d, it says\n%s", r.status, r.stderr)
	}
}
