package commands

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPatternsPickExactlyTheRightLines holds the patterns that the pages give to grep and findstr
// against recorded shapes of what the programs before the | print.
func TestPatternsPickExactlyTheRightLines(t *testing.T) {
	tried := 0
	for _, f := range fences(t, "checks/*/*.md", "guides/*.md") {
		if f.says["sample"] == "" {
			continue
		}
		tried++
		t.Run(f.name(), func(t *testing.T) {
			printed, want := sample(t, f.says["sample"])
			_, filter, _ := strings.Cut(f.on("2155"), "|")
			cmd := exec.Command("sh", "-c", asGrep(filter))
			cmd.Stdin = strings.NewReader(printed)
			got, _ := cmd.CombinedOutput() // grep's status 1 only says that it found nothing
			if string(got) != want {
				t.Errorf("%s\npicked:\n%swant:\n%s", filter, got, want)
			}
		})
	}
	if tried == 0 {
		t.Error("no fence names a sample")
	}
}

// sample reads what a program prints, and which of its lines are to be found: those marked by >.
func sample(t *testing.T, name string) (printed, want string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(src)) {
		printed += line[2:]
		if line[0] == '>' {
			want += line[2:]
		}
	}
	return printed, want
}

var findstr = regexp.MustCompile(`findstr /R /C:"([^"]*)"`)

// asGrep turns findstr into grep: in the patterns used here both mean the same.
func asGrep(filter string) string {
	return findstr.ReplaceAllString(filter, `grep -e '$1'`)
}
