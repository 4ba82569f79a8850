package publish

import (
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

	newMarkName = ".portbook.new"  // a mark that is being written
	lockName    = ".portbook.lock" // holds the lock where a folder itself cannot be locked
	markFormat  = "portbook 1 "    // how a mark begins; the number rises when old readers would be wrong
	maxMarked   = 10_000_000       // bounds what a mark may list, so that a spoilt one cannot ask for endless work
)

// A Mark is what portbook left in a folder to know it again. It holds no time and no name of a machine, so
// the same site always leaves the same mark. Paths that differ only in their last number stand in one line:
//
//	portbook 1 complete 65538
//	404.html
//	index.html
//	ports/{0..65535}.html
type Mark struct {
	Made     bool     // portbook wrote the folder; false when there is no mark
	Complete bool     // the latest build came to its end; false while one is running or after it broke off
	paths    []string // sorted
	lines    string   // the paths as the file lists them
}

// Paths are the paths of the files that portbook wrote, sorted, relative and with slashes. The files of an
// unfinished build may be missing, stale or cut off.
func (m Mark) Paths() iter.Seq[string] { return slices.Values(m.paths) }

// Has says whether portbook wrote the file at path.
func (m Mark) Has(path string) bool {
	_, found := slices.BinarySearch(m.paths, path)
	return found
}

// hasFolder says whether portbook wrote files in the folder at path.
func (m Mark) hasFolder(path string) bool {
	i, _ := slices.BinarySearch(m.paths, path+"/")
	return i < len(m.paths) && strings.HasPrefix(m.paths[i], path+"/")
}

// State reads the mark of a folder. A folder that does not exist or has no mark gives the zero Mark; a mark
// that cannot be read or understood is an *Error. It takes only what Write writes, but for line ends, which a version
// control system may have changed, because files are deleted on the word of a mark.
func State(dir string) (Mark, error) { return readMark(dir, Mark{}) }

// readMark is State for somebody who knows the paths that are listed most likely, so that nothing need be parsed.
func readMark(dir string, likely Mark) (Mark, error) {
	name, advice := filepath.Join(dir, MarkName), "remove the folder by hand, or "+elsewhere
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Mark{}, nil
	}
	if err != nil {
		return Mark{}, failure(name, err)
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	first, lines, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(first, markFormat) {
		return Mark{}, refusal(name, "not a mark that this version of portbook can read", advice)
	}
	mark := likely
	if lines != likely.lines {
		var paths []string
		for line := range strings.Lines(lines) {
			paths = unfold(paths, strings.TrimSuffix(line, "\n"))
		}
		slices.Sort(paths)
		mark = newMark(slices.Compact(paths))
	}
	mark.Made, mark.Complete = true, strings.HasPrefix(first, markFormat+"complete ")
	if mark.text() != text || slices.ContainsFunc(mark.paths, func(p string) bool { return pathProblem(p) != "" }) {
		return Mark{}, refusal(name, "the mark is damaged", advice)
	}
	return mark, nil
}

// unfold adds the paths of a line, or of one that is damaged other ones.
func unfold(paths []string, line string) []string {
	before, rest, folded := strings.Cut(line, "{")
	if !folded {
		return append(paths, line)
	}
	numbers, after, _ := strings.Cut(rest, "}")
	for part := range strings.SplitSeq(numbers, ",") {
		from, to, several := strings.Cut(part, "..")
		if !several {
			to = from
		}
		first, _ := strconv.ParseUint(from, 10, 32)
		last, _ := strconv.ParseUint(to, 10, 32)
		for n := first; n <= last && len(paths) < maxMarked; n++ {
			paths = append(paths, before+strconv.FormatUint(n, 10)+after)
		}
	}
	return paths
}

// text is the mark as it stands in its file.
func (m Mark) text() string {
	state := "building"
	if m.Complete {
		state = "complete"
	}
	return fmt.Sprintf("%s%s %d\n%s", markFormat, state, len(m.paths), m.lines)
}

// newMark is the mark of files with these paths, which are sorted.
func newMark(paths []string) Mark {
	var lines []string
	numbers := map[[2]string][]int{} // by what stands before and after them
	for _, p := range paths {
		if around, n := splitNumber(p); n < 0 {
			lines = append(lines, p+"\n")
		} else {
			numbers[around] = append(numbers[around], n)
		}
	}
	for around, all := range numbers {
		slices.Sort(all)
		lines = append(lines, around[0]+ranges(all)+around[1]+"\n")
	}
	slices.Sort(lines)
	return Mark{paths: paths, lines: strings.Join(lines, "")}
}

// splitNumber cuts a path at its last number and returns what stands around it, or a negative number if there is none.
// One with leading zeros or more than nine digits is text.
func splitNumber(path string) (around [2]string, number int) {
	isDigit := func(c rune) bool { return '0' <= c && c <= '9' }
	end := strings.LastIndexFunc(path, isDigit) + 1
	before := strings.TrimRightFunc(path[:end], isDigit)
	digits := path[len(before):end]
	if digits == "" || len(digits) > 9 || digits[0] == '0' && digits != "0" {
		return around, -1
	}
	number, _ = strconv.Atoi(digits)
	return [2]string{before, path[end:]}, number
}

// ranges is sorted numbers such as {1,3..5}; one alone needs no braces.
func ranges(numbers []int) string {
	if len(numbers) == 1 {
		return strconv.Itoa(numbers[0])
	}
	var spans []string
	for len(numbers) > 0 {
		n := 1
		for n < len(numbers) && numbers[n] == numbers[0]+n {
			n++
		}
		span := strconv.Itoa(numbers[0])
		if n > 1 {
			span += ".." + strconv.Itoa(numbers[n-1])
		}
		spans, numbers = append(spans, span), numbers[n:]
	}
	return "{" + strings.Join(spans, ",") + "}"
}
