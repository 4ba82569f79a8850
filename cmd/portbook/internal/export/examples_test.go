package export_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// TestExamplesOfTheDataPage runs every command of the page about the data against the served site, and
// compares what it prints with the block below it.
func TestExamplesOfTheDataPage(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(root, "content", "pages", "data-files.md"))
	if err != nil {
		t.Fatal(err)
	}
	base := serve(t, wholeSite(t)).URL + wholeSite(t).BasePath()
	blocks := markdown.CodeBlocks(src)
	ran := 0
	for i, block := range blocks {
		if block.Info != "sh" {
			continue
		}
		if i+1 == len(blocks) || blocks[i+1].Info != "text" {
			t.Errorf("line %d: no output is shown", block.Line)
			continue
		}
		ran++
		command := strings.ReplaceAll(block.Text, "{base-url}", base)
		t.Run(strings.Fields(block.Text)[0], func(t *testing.T) { runExample(t, command, blocks[i+1].Text) })
	}
	if ran < 5 {
		t.Errorf("only %d examples", ran)
	}
}

// runExample runs a command in an empty folder. One whose programs are missing is skipped, except with CI=true.
func runExample(t *testing.T, command, want string) {
	for _, name := range []string{"curl", "jq", "awk", "python3", "getent", "unshare"} {
		if _, err := exec.LookPath(name); err != nil && strings.Contains(command, name) {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not here; .ci/setup installs it", name)
			}
			t.Skipf("%s is not here", name)
		}
	}
	if strings.Contains(command, "sudo ") {
		if os.Getuid() != 0 {
			t.Skip("needs root")
		}
		if err := exec.CommandContext(t.Context(), "unshare", "-m", "true").Run(); err != nil {
			t.Skipf("no mount namespaces here: %v", err)
		}
		command = strings.ReplaceAll(command, "sudo ", "")
	}
	cmd := exec.CommandContext(t.Context(), "bash", "-euc", "set -o pipefail\n"+command)
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := string(out); got != want {
		t.Errorf("it prints\n%s, the page says\n%s", got, want)
	}
}
