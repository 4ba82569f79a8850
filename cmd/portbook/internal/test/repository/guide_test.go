package repository

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/check"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// guides are the texts that newcomers follow.
var guides = []string{"README.md", "CONTRIBUTING.md"}

func guide(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

var annotated = regexp.MustCompile("(?s)<!-- essay ([0-9]+) -->\n```markdown\n(.*?)\n```\n")

// TestTheAnnotatedEssayIsSound: check has nothing to say of what CONTRIBUTING.md shows as an example.
func TestTheAnnotatedEssayIsSound(t *testing.T) {
	m := annotated.FindStringSubmatch(guide(t, "CONTRIBUTING.md"))
	if m == nil {
		t.Fatal("CONTRIBUTING.md has no essay behind a line <!-- essay N -->")
	}
	content := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(content, os.DirFS(root+"/content")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(content, "ports", m[1]+".md"), []byte(m[2]+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, found := check.Run(site.Inputs{Registry: root + "/registry.csv", Content: content, Templates: root + "/templates", Static: root + "/static"})
	for _, f := range found {
		t.Errorf("%s: %v (line 1 is the one after the fence)", f.Level, f.Fault)
	}
}

var (
	link   = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	inCode = regexp.MustCompile("`((?:content|templates|static|cmd|internal|\\.github|\\.ci)/[^` ]*)`")
	goFile = regexp.MustCompile("`([a-z_]+\\.go)`")
)

// notThere are paths in the guides that stand for others, or for what a reader is to make.
var notThere = regexp.MustCompile(`\*|\bN\b|SYSTEM|DATE|^content/(ports/8080|tl/)`)

// TestGuidesNameFilesThatExist: in links into the repository, and in code.
func TestGuidesNameFilesThatExist(t *testing.T) {
	for _, name := range guides {
		text := annotated.ReplaceAllString(guide(t, name), "")
		paths := inCode.FindAllStringSubmatch(text, -1)
		if len(paths) == 0 {
			t.Errorf("%s names no files", name)
		}
		for _, m := range append(paths, link.FindAllStringSubmatch(text, -1)...) {
			path := m[1]
			if strings.HasPrefix(path, "internal/") {
				path = "cmd/portbook/" + path
			}
			if !strings.HasPrefix(path, "/") && !notThere.MatchString(path) && !exists(path) {
				t.Errorf("%s names %s, which is not there", name, path)
			}
		}
		for _, m := range goFile.FindAllStringSubmatch(text, -1) {
			if len(sources(t, "cmd", m[1])) == 0 {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(path)))
	return err == nil
}

// sources are the files of a folder, and of those in it, whose names match a pattern, by path.
func sources(t *testing.T, folder, pattern string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if ok, _ := filepath.Match(pattern, d.Name()); !ok || d.IsDir() {
			return nil
		}
		src, err := os.ReadFile(path)
		files[path] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var (
	goTest   = regexp.MustCompile("`go test ([^`]+)`")
	goTested = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`)
)

// TestGuidesNameTestsThatExist: each part of the pattern of a go test command picks a test or a benchmark of its package.
func TestGuidesNameTestsThatExist(t *testing.T) {
	for _, m := range goTest.FindAllStringSubmatch(guide(t, "CONTRIBUTING.md"), -1) {
		folder, pattern := "", "."
		for _, word := range strings.Fields(strings.NewReplacer("'", "", `\|`, "|").Replace(m[1])) {
			if strings.HasPrefix(word, "./") {
				folder = word
			} else if !strings.HasPrefix(word, "-") {
				pattern = word
			}
		}
		var names []string
		for _, src := range sources(t, folder, "*_test.go") {
			for _, f := range goTested.FindAllStringSubmatch(src, -1) {
				names = append(names, f[1])
			}
		}
		for part := range strings.SplitSeq(pattern, "|") {
			if !slices.ContainsFunc(names, regexp.MustCompile(part).MatchString) {
				t.Errorf("CONTRIBUTING.md: go test %s runs nothing for %s", m[1], part)
			}
		}
	}
}

var (
	exported = regexp.MustCompile("`([a-z]+)\\.([A-Z]\\w*)`")
	flow     = regexp.MustCompile(`(?s)\n# Code\n(.*?)\n## Principles|\n## The flow\n(.*?)\n## `)
	step     = regexp.MustCompile("─► ([a-z]+)[ ─\n]|`([a-z]+)`")
)

// TestContributingNamesPackagesThatExist, with the types and functions that it names, and the commands of portbook.
func TestContributingNamesPackagesThatExist(t *testing.T) {
	text := guide(t, "CONTRIBUTING.md")
	packages := map[string]string{"browser": "", "findings": ""} // what the picture shows besides
	for path, src := range sources(t, "cmd/portbook", "*.go") {
		name := filepath.Base(filepath.Dir(path))
		if name == "portbook" { // it has a file for each command
			name = strings.TrimSuffix(filepath.Base(path), ".go")
		}
		packages[name] += src
	}
	steps := 0
	for _, part := range flow.FindAllString(text, -1) {
		for _, m := range step.FindAllStringSubmatch(part, -1) {
			steps++
			if _, ok := packages[m[1]+m[2]]; !ok {
				t.Errorf("CONTRIBUTING.md: there is no package %s", m[1]+m[2])
			}
		}
	}
	if steps < 10 {
		t.Errorf("CONTRIBUTING.md names only %d packages", steps)
	}
	for _, m := range exported.FindAllStringSubmatch(text, -1) {
		if !regexp.MustCompile(`(?m)^(type|func) ` + m[2] + `\b`).MatchString(packages[m[1]]) {
			t.Errorf("CONTRIBUTING.md: there is no %s.%s", m[1], m[2])
		}
	}
}

var benchFlag = regexp.MustCompile(`BENCH='?--([a-z-]+)`)

// TestGuidesNameFlagsOfBenchThatExist.
func TestGuidesNameFlagsOfBenchThatExist(t *testing.T) {
	program := sources(t, "cmd/bench", "main.go")[filepath.Join(root, "cmd", "bench", "main.go")]
	for _, name := range guides {
		for _, m := range benchFlag.FindAllStringSubmatch(guide(t, name), -1) {
			if !strings.Contains(program, `("`+m[1]+`", `) {
				t.Errorf("%s: bench has no flag --%s", name, m[1])
			}
		}
	}
}

var makeCall = regexp.MustCompile("(?:^|`|\n|script: |&& )make ([a-z]+)\\b")

// TestGuidesNameMakeTargetsThatExist.
func TestGuidesNameMakeTargetsThatExist(t *testing.T) {
	targets := makeTargets(t)
	for _, name := range guides {
		calls := makeCall.FindAllStringSubmatch(guide(t, name), -1)
		if len(calls) == 0 {
			t.Errorf("%s names no targets", name)
		}
		for _, m := range calls {
			if !targets[m[1]] {
				t.Errorf("%s: make %s is no target", name, m[1])
			}
		}
	}
}
