package markdown

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMarkdownGivesTheExpectedPages(t *testing.T) {
	sources, err := filepath.Glob("testdata/*.md")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	compiler := testCompiler()
	compiler.IDPrefix, compiler.Shift = "x-", 1
	for _, source := range sources {
		src, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		f, faults := compiler.Markdown(source, 1, string(src))
		if len(faults) > 0 {
			t.Errorf("%s has faults:\n%v", source, faults)
		}
		stem := strings.TrimSuffix(source, ".md")
		golden(t, stem+".html", string(f.AppendHTML(nil, testValues())))
		golden(t, stem+".txt", string(f.AppendText(nil, testValues())))
	}
}

// golden compares got with a file, or writes the file when the tests run with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	got += "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", file, got)
	}
}
