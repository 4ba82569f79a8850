package repository

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// workflows returns all workflows by path.
func workflows(t *testing.T) map[string]*actionlint.Workflow {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("workflows: %q, %v", files, err)
	}
	all := map[string]*actionlint.Workflow{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w, faults := actionlint.Parse(src)
		if len(faults) > 0 {
			t.Fatalf("%s: %v", file, faults[0])
		}
		all[file] = w
	}
	return all
}

// TestWorkflowsPassActionlint, which knows what GitHub accepts, which inputs the actions have and what is unsafe.
func TestWorkflowsPassActionlint(t *testing.T) {
	var report strings.Builder
	linter, err := actionlint.NewLinter(&report, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for file := range workflows(t) {
		if _, err := linter.LintFile(file, nil); err != nil {
			t.Error(err)
		}
	}
	if report.Len() > 0 {
		t.Errorf("actionlint says\n%s", &report)
	}
}

var makeLine = regexp.MustCompile(`^make( +([a-z]+))?( +[A-Z]+=("[^"]*"|[^ "]+))*$`)

// TestWorkflowsRunMakeTargetsOnly: what they do can be done on a laptop, in the same words.
func TestWorkflowsRunMakeTargetsOnly(t *testing.T) {
	targets := makeTargets(t)
	for file, w := range workflows(t) {
		for name, job := range w.Jobs {
			for _, step := range job.Steps {
				run, ok := step.Exec.(*actionlint.ExecRun)
				if !ok {
					continue
				}
				m := makeLine.FindStringSubmatch(run.Run.Value)
				if m == nil || m[2] != "" && !targets[m[2]] {
					t.Errorf("%s: job %s runs %q, which is no target of make", file, name, run.Run.Value)
				}
			}
		}
	}
}

// TestWorkflowsMayDoLittle: all may read the repository; what a job may do beyond that stands in that job, and none
// writes to the repository. Two runs of one kind do not get into each other's way, and none runs for hours.
func TestWorkflowsMayDoLittle(t *testing.T) {
	for file, w := range workflows(t) {
		p := w.Permissions
		if p == nil || p.All != nil || len(p.Scopes) != 1 || p.Scopes["contents"] == nil || p.Scopes["contents"].Value.Value != "read" {
			t.Errorf("%s: permissions have to be contents: read", file)
		}
		if w.Concurrency == nil || w.Concurrency.Group == nil {
			t.Errorf("%s has no concurrency group", file)
		}
		for name, job := range w.Jobs {
			if job.TimeoutMinutes == nil {
				t.Errorf("%s: job %s has no timeout-minutes", file, name)
			}
			if job.Permissions == nil {
				continue
			}
			for scope, p := range job.Permissions.Scopes {
				if p.Value.Value == "write" && scope != "pages" && scope != "id-token" {
					t.Errorf("%s: job %s may write %s", file, name, scope)
				}
			}
		}
	}
}

// makeTargets are the targets of the Makefile.
func makeTargets(t *testing.T) map[string]bool {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z]+):`).FindAllStringSubmatch(string(src), -1) {
		targets[m[1]] = true
	}
	return targets
}
