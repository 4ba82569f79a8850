package check

import (
	"math/rand/v2"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
)

// TestWoundsOfTheRealWordsAreFound: random mutations may do no harm; these do, each in a place of a real file that chance
// picks, and each has to be reported at its line, whatever else is wrong.
func TestWoundsOfTheRealWordsAreFound(t *testing.T) {
	const rounds, filesARound = 8, 25
	in := copyOfRepository(t)
	folder, _ := content.ReadFolder(in.Content)
	names, files := folder.Names, folder.Files
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, "schema/") })
	rng := rand.New(rand.NewPCG(5, 6))
	dealt := map[string]int{}
	for range rounds {
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		slices.SortStableFunc(names, func(a, b string) int { return strings.Compare(path.Ext(a), path.Ext(b)) }) // tables, of which there are few, first
		struck := map[string]wounded{}
		for _, name := range names {
			if w, ok := wound(rng, name, files[name]); ok && len(struck) < filesARound {
				struck[name] = w
				dealt[w.how]++
				writeFile(t, filepath.Join(in.Content, name), w.src)
			}
		}
		_, found := Run(in)
		for name, w := range struck {
			file := path.Join(in.Content, name)
			if !slices.ContainsFunc(found, func(f Finding) bool { return f.File == file && f.Line == w.line && f.Level == Error }) {
				t.Errorf("%s:%d: %s, and check does not say so", file, w.line, w.how)
			}
			writeFile(t, filepath.Join(in.Content, name), files[name])
		}
	}
	for _, w := range wounds {
		if dealt[w.how] == 0 {
			t.Errorf("chance dealt no wound of the kind: %s", w.how)
		}
	}
}

// A wounded file, and the line where it hurts.
type wounded struct {
	src  []byte
	line int
	how  string
}

// A weapon changes a line of a file of some kind. Lines that have a match outside of code blocks are candidates.
type weapon struct {
	how    string
	in     string // ending of the file's name
	fits   *regexp.Regexp
	change func(line string) string
	front  bool // strikes the front matter, otherwise what follows it
}

func instead(pattern, by string) func(string) string {
	re := regexp.MustCompile(pattern)
	return func(line string) string { return re.ReplaceAllString(line, by) }
}

var wounds = []weapon{
	{"a key is misspelt", ".md", regexp.MustCompile(`^[a-z]+:`), instead(`^([a-z]+):`, "${1}x:"), true},
	{"a condition cannot be", ".md", regexp.MustCompile(`^  (?:status|range|tcp|udp|services|kind): [a-z]+$`), instead(`$`, "x"), true},
	{"the file is not UTF-8", ".md", regexp.MustCompile(`.`), func(line string) string { return line + "\xff" }, false},
	{"a placeholder is misspelt", ".md", regexp.MustCompile("^[^`|<]*\\{port\\}[^`]*$"), instead(`\{port\}`, "{prot}"), false},
	{"a link leads nowhere", ".md", regexp.MustCompile("^[^`<]*\\]\\(/[a-z]"), instead(`\]\(/([a-z])`, "](/nowhere/$1"), false},
	{"a heading is too deep", ".md", regexp.MustCompile(`^## `), instead(`^## `, "###### "), false},
	{"a tag of HTML", ".md", regexp.MustCompile("^[A-Z][^`]*$"), func(line string) string { return "<b>" + line }, false},
	{"a footnote lacks its text", ".md", regexp.MustCompile("^[A-Z][^`]*\\.$"), func(line string) string { return line + "[^nowhere]" }, false},
	{"a source is missing", ".csv", regexp.MustCompile(`^\d.*,https://[^," ]*`), instead(`,https://[^," ]*`, ","), false},
	{"a cell is missing", ".csv", regexp.MustCompile(`^\d+,`), instead(`^\d+,`, ""), false},
	{"a port is none", ".csv", regexp.MustCompile(`^\d+,`), instead(`^\d+`, "70000"), false},
}

// wound strikes a file with the first of the weapons, in an order that chance gives, that finds a place.
func wound(rng *rand.Rand, name string, src []byte) (wounded, bool) {
	for _, i := range rng.Perm(len(wounds)) {
		lines := strings.Split(string(src), "\n")
		places := wounds[i].places(name, lines)
		if len(places) == 0 {
			continue
		}
		at := places[rng.IntN(len(places))]
		lines[at] = wounds[i].change(lines[at])
		return wounded{[]byte(strings.Join(lines, "\n")), at + 1, wounds[i].how}, true
	}
	return wounded{}, false
}

// places are the lines of a file that the weapon can strike.
func (w weapon) places(name string, lines []string) []int {
	if path.Ext(name) != w.in {
		return nil
	}
	var places []int
	inFront, inCode := false, false
	for i, line := range lines {
		switch {
		case line == "---":
			inFront = i == 0
		case strings.HasPrefix(line, "```"):
			inCode = !inCode
		case !inCode && inFront == w.front && w.fits.MatchString(line):
			places = append(places, i)
		}
	}
	return places
}
