package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	// MarkName is the file in a published folder that says it is ours and lists what we wrote.
	MarkName = ".portbook"

	// newMarkName is where a mark is written before it is renamed to MarkName, so that a mark is
	// always whole.
	newMarkName = ".portbook.new"

	markFormat = "portbook 1" // how the first line begins; the number rises when old readers would be wrong
)

// maxMarked bounds what a mark may list, so that a spoilt one cannot ask for endless work.
const maxMarked = 10_000_000

// A Mark is what portbook left in a folder to know it again. It holds no time and no name of a machine, so
// the same site always leaves the same mark:
//
//	portbook 1 complete 65538
//	404.html
//	index.html
//	ports/{0..65535}.html
type Mark struct {
	Made     bool // portbook wrote the folder; false when there is no mark
	Complete bool // the latest build came to its end; false while one is running or after it broke off
	paths    *pathSet
}

// Files is the number of files that portbook wrote.
func (m Mark) Files() int {
	if m.paths == nil {
		return 0
	}
	return m.paths.len()
}

// Paths are the paths of the files that portbook wrote, relative and with slashes. The files of an
// unfinished build may be missing, stale or cut off.
func (m Mark) Paths() iter.Seq[string] {
	if m.paths == nil {
		return func(func(string) bool) {}
	}
	return m.paths.all()
}

// Has says whether portbook wrote the file at path.
func (m Mark) Has(path string) bool {
	return m.paths != nil && m.paths.has(path)
}

// hasFolder says whether portbook made the folder dir.
func (m Mark) hasFolder(dir string) bool {
	for p := range m.Paths() {
		if strings.HasPrefix(p, dir) && len(p) > len(dir) && p[len(dir)] == '/' {
			return true
		}
	}
	return false
}

// State reads the mark of a folder. A folder that does not exist or has no mark gives the zero Mark; a mark
// that cannot be read or understood is an *Error.
func State(dir string) (Mark, error) {
	name := filepath.Join(dir, MarkName)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Mark{}, nil
	}
	if err != nil {
		return Mark{}, failure(name, err)
	}
	mark, err := parseMark(text)
	if err != nil {
		return Mark{}, &Error{File: name, Problem: err.Error(), Cause: ErrRefused,
			Advice: "remove the folder by hand, or choose another one with --out"}
	}
	return mark, nil
}

// text is the mark as it stands in its file.
func (m Mark) text() []byte {
	var lines []string
	for _, name := range m.paths.names() {
		lines = append(lines, m.paths.families[name].line())
	}
	slices.Sort(lines)
	state := "building"
	if m.Complete {
		state = "complete"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s %d\n", markFormat, state, m.paths.len())
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// line is a family as the mark lists it: a path, or one with its numbers folded into braces.
func (f *family) line() string {
	if len(f.runs) == 1 && f.runs[0].first == f.runs[0].last {
		return f.name.path(f.runs[0].first)
	}
	b := []byte(f.name.prefix)
	b = append(b, '{')
	for i, r := range f.runs {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendUint(b, uint64(r.first), 10)
		if r.last > r.first {
			b = append(b, ".."...)
			b = strconv.AppendUint(b, uint64(r.last), 10)
		}
	}
	b = append(b, '}')
	return string(append(b, f.name.suffix...))
}

// parseMark reads a mark. It takes only what text writes (but for line ends, which a version control system may
// have changed), because files are deleted on the word of a mark.
func parseMark(text []byte) (Mark, error) {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	first, rest, _ := strings.Cut(string(text), "\n")
	state, isMark := strings.CutPrefix(first, markFormat+" ")
	if !isMark {
		return Mark{}, errors.New("not a mark that this version of portbook can read")
	}
	mark := Mark{Made: true, Complete: strings.HasPrefix(state, "complete "), paths: newPathSet()}
	for line := range strings.Lines(rest) {
		if err := mark.paths.addLine(strings.TrimSuffix(line, "\n")); err != nil {
			return Mark{}, err
		}
	}
	mark.paths.settle()
	if mark.paths.len() > maxMarked || !bytes.Equal(mark.text(), text) {
		return Mark{}, errors.New("the mark is damaged")
	}
	return mark, nil
}

// addLine adds the paths of one line of a mark.
func (s *pathSet) addLine(line string) error {
	prefix, rest, folded := strings.Cut(line, "{")
	numbers, suffix, closed := strings.Cut(rest, "}")
	if !folded {
		s.add(line)
		return damage(line, checkPath(line))
	}
	name := familyName{prefix, suffix, true}
	for part := range strings.SplitSeq(numbers, ",") {
		r, ok := parseRun(part)
		// A number must be the last one of its path, or the path would belong to another family.
		if own, n := splitNumber(name.path(r.first)); !ok || !closed || own != name || n != r.first {
			return damage(line, errors.New("not a run of numbers"))
		}
		s.family(name).add(r)
	}
	return damage(line, checkPath(name.path(0)))
}

// damage is the error of a line that we cannot have written, if err says so.
func damage(line string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the mark is damaged: it lists %q", line)
}

// parseRun reads "7" or "7..9".
func parseRun(part string) (run, bool) {
	from, to, several := strings.Cut(part, "..")
	if !several {
		to = from
	}
	first, err1 := strconv.ParseUint(from, 10, 32)
	last, err2 := strconv.ParseUint(to, 10, 32)
	ok := err1 == nil && err2 == nil && first <= last && len(to) <= maxDigits
	return run{uint32(first), uint32(last)}, ok
}
