package repository

import (
	"os"
	"path/filepath"
	"regexp"
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
	inCode = regexp.MustCompile("`((?:content|templates|static|cmd|\\.github|\\.ci)/[^` ]*)`")
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
			if path := m[1]; !strings.HasPrefix(path, "/") && !notThere.MatchString(path) {
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(path))); err != nil {
					t.Errorf("%s names %s, which is not there", name, path)
				}
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
