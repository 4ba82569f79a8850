package check

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// The real words are spoilt this often, some files at a time: loading them costs more than spoiling.
const rounds, filesARound = 50, 10

// TestSpoiltWordsNeverCausePanicsOrSilence: whatever happens to files of the real content, check ends, says something
// if the site cannot be built (see also TestWoundsOfTheRealWordsAreFound), and every message names a file and, unless a
// file is missing or in the wrong place, a line of it.
func TestSpoiltWordsNeverCausePanicsOrSilence(t *testing.T) {
	in := copyOfRepository(t)
	folder, _ := content.ReadFolder(in.Content)
	names, files := folder.Names, folder.Files
	if _, faults := site.Load(in); len(faults) > 0 {
		t.Fatalf("the site has faults to begin with:\n%v", faults)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	faulty := 0
	for round := range rounds {
		done := map[string]string{}
		for len(done) < filesARound {
			name := names[rng.IntN(len(names))]
			spoilt, how := spoil(rng, files[name])
			done[name] = how
			writeFile(t, filepath.Join(in.Content, name), spoilt)
		}
		s, found := Run(in)
		if slices.ContainsFunc(found, func(f Finding) bool { return f.Level == Error && f.Rule == "load" }) {
			faulty++
		} else {
			renderSamples(s) // it panics if there was something to say
		}
		for _, f := range found {
			if problem := misplaced(f); problem != "" {
				t.Errorf("round %d, %v: %s: %v", round, done, problem, f.Fault)
			}
		}
		for name := range done {
			writeFile(t, filepath.Join(in.Content, name), files[name])
		}
	}
	if faulty < rounds/4 {
		t.Errorf("only %d of %d rounds did harm", faulty, rounds)
	}
}

// renderSamples renders a page of every kind.
func renderSamples(s *site.Site) {
	render := s.NewWorker()
	for _, i := range s.Samples() {
		render(i, nil)
	}
}

// copyOfRepository copies the inputs of the real site to a place where they may be spoilt.
func copyOfRepository(t *testing.T) site.Inputs {
	t.Helper()
	dir, root := t.TempDir(), filepath.Join("..", "..", "..", "..")
	for _, folder := range []string{"content", "templates", "static"} {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	registry, err := os.ReadFile(filepath.Join(root, "registry.csv"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "registry.csv"), registry)
	t.Chdir(dir)
	return site.Inputs{Registry: "registry.csv", Content: "content", Templates: "templates", Static: "static"}
}

// spoil changes a file in one of the ways in which files are spoilt, and says how.
func spoil(rng *rand.Rand, src []byte) ([]byte, string) {
	lines := bytes.SplitAfter(slices.Clone(src), []byte("\n"))
	i := rng.IntN(len(lines))
	switch rng.IntN(6) {
	case 0:
		return bytes.Join(slices.Delete(lines, i, i+1), nil), fmt.Sprintf("line %d deleted", i+1)
	case 1:
		return bytes.Join(slices.Insert(lines, i, lines[i]), nil), fmt.Sprintf("line %d doubled", i+1)
	case 2:
		words := bytes.Split(lines[i], []byte(" "))
		a, b := rng.IntN(len(words)), rng.IntN(len(words))
		words[a], words[b] = words[b], words[a]
		lines[i] = bytes.Join(words, []byte(" "))
		return bytes.Join(lines, nil), fmt.Sprintf("words of line %d swapped", i+1)
	case 3:
		at := rng.IntN(len(src) + 1)
		return slices.Clone(src[:at]), fmt.Sprintf("cut off after %d bytes", at)
	case 4:
		at, flipped := rng.IntN(max(len(src), 1)), slices.Clone(src)
		if len(flipped) > 0 {
			flipped[at] ^= 1 << rng.IntN(8)
		}
		return flipped, fmt.Sprintf("byte %d flipped", at)
	}
	const marks = "{}[]:-#\"'`<>|\n&*!\x00\xff"
	at := rng.IntN(len(src) + 1)
	mark := marks[rng.IntN(len(marks))]
	return slices.Concat(src[:at:at], []byte{mark}, src[at:]), fmt.Sprintf("%q added after byte %d", mark, at)
}

// misplaced says what is wrong with the place of a finding.
func misplaced(f Finding) string {
	src, err := os.ReadFile(f.File)
	info, statErr := os.Stat(f.File)
	switch {
	case f.File == "" || f.Problem == "":
		return "it lacks a file or a problem"
	case f.Line < 0 || f.Line > 1+bytes.Count(src, []byte("\n")) && err == nil:
		return "there is no such line"
	case f.Line == 0 && statErr == nil && !info.IsDir() && !aboutTheWhole(f.Problem):
		return "it lacks a line"
	}
	return ""
}

// aboutTheWhole reports whether a fault concerns no line of its file.
func aboutTheWhole(problem string) bool {
	for _, part := range []string{"nothing reads", "no such file", "is not known", "no port's essay"} {
		if strings.Contains(problem, part) {
			return true
		}
	}
	return false
}
