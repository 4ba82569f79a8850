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

	// newMarkName is where a mark is written before it is renamed to MarkName, so that a mark is
	// always whole.
	newMarkName = ".portbook.new"

	markFormat = "portbook 1 " // how the first line begins; the number rises when old readers would be wrong
)

// maxMarked bounds what a mark may list, so that a spoilt one cannot ask for endless work.
const maxMarked = 10_000_000

// A Mark is what portbook left in a folder to know it again. It holds no time and no name of a machine, so
// the same site always leaves the same mark. Paths that differ only in their last number share a line:
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

// Files is the number of files that portbook wrote.
func (m Mark) Files() int { return len(m.paths) }

// Paths are the paths of the files that portbook wrote, sorted, relative and with slashes. The files of an
// unfinished build may be missing, stale or cut off.
func (m Mark) Paths() iter.Seq[string] { return slices.Values(m.paths) }

// Has says whether portbook wrote the file at path.
func (m Mark) Has(path string) bool {
	_, found := slices.BinarySearch(m.paths, path)
	return found
}

// hasFolder says whether portbook made the folder dir.
func (m Mark) hasFolder(dir string) bool {
	i, _ := slices.BinarySearch(m.paths, dir+"/")
	return i < len(m.paths) && strings.HasPrefix(m.paths[i], dir+"/")
}

// State reads the mark of a folder. A folder that does not exist or has no mark gives the zero Mark; a mark
// that cannot be read or understood is an *Error.
func State(dir string) (Mark, error) { return readMark(dir, Mark{}) }

// readMark is State for somebody who expects a mark, and saves the work of reading its lines again.
func readMark(dir string, expected Mark) (Mark, error) {
	name := filepath.Join(dir, MarkName)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Mark{}, nil
	}
	if err != nil {
		return Mark{}, failure(name, err)
	}
	// A version control system may have changed line ends.
	mark, err := parseMark(strings.ReplaceAll(string(text), "\r\n", "\n"), expected)
	if err != nil {
		return Mark{}, refusal(name, err.Error(), "remove the folder by hand, or "+elsewhere)
	}
	return mark, nil
}

// parseMark takes only what text returns, because files are deleted on the word of a mark.
func parseMark(text string, expected Mark) (Mark, error) {
	state, lines, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(state, markFormat) {
		return Mark{}, errors.New("not a mark that this version of portbook can read")
	}
	mark := expected
	if lines != expected.lines {
		var paths []string
		for line := range strings.Lines(lines) {
			line = strings.TrimSuffix(line, "\n")
			var ok bool
			if paths, ok = unfold(paths, line); !ok {
				return Mark{}, fmt.Errorf("the mark is damaged: it lists %q", line)
			}
		}
		slices.Sort(paths)
		mark = newMark(slices.Compact(paths))
	}
	mark.Made, mark.Complete = true, strings.HasPrefix(state, markFormat+"complete ")
	if mark.text() != text {
		return Mark{}, errors.New("the mark is damaged")
	}
	return mark, nil
}

// unfold adds the paths of a line, and says whether they are such as a mark may list.
func unfold(paths []string, line string) (all []string, ok bool) {
	before, rest, folded := strings.Cut(line, "{")
	if !folded {
		return append(paths, line), checkPath(line) == nil
	}
	numbers, after, _ := strings.Cut(rest, "}")
	if checkPath(before+"0"+after) != nil {
		return nil, false
	}
	for part := range strings.SplitSeq(numbers, ",") {
		from, to, several := strings.Cut(part, "..")
		if !several {
			to = from
		}
		first, err1 := strconv.ParseUint(from, 10, 32)
		last, err2 := strconv.ParseUint(to, 10, 32)
		if err1 != nil || err2 != nil || int(last)-int(first) > maxMarked-len(paths) {
			return nil, false
		}
		for n := first; n <= last; n++ {
			paths = append(paths, before+strconv.FormatUint(n, 10)+after)
		}
	}
	return paths, true
}

// newMark is the mark of an unfinished build of files with these paths, which are sorted.
func newMark(paths []string) Mark {
	return Mark{paths: paths, lines: fold(paths)}
}

// text is the mark as it stands in its file.
func (m Mark) text() string {
	state := "building"
	if m.Complete {
		state = "complete"
	}
	return fmt.Sprintf("%s%s %d\n%s", markFormat, state, len(m.paths), m.lines)
}

// fold returns sorted lines that list paths.
func fold(paths []string) string {
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
	return strings.Join(lines, "")
}

// splitNumber cuts a path at its last number and returns what stands around it, or a negative number if there is none.
// One with leading zeros or more than nine digits is text.
func splitNumber(path string) (around [2]string, number int) {
	end := strings.LastIndexAny(path, "0123456789") + 1
	start := end
	for start > 0 && '0' <= path[start-1] && path[start-1] <= '9' {
		start--
	}
	digits := path[start:end]
	if digits == "" || len(digits) > 9 || digits[0] == '0' && digits != "0" {
		return around, -1
	}
	number, _ = strconv.Atoi(digits)
	return [2]string{path[:start], path[end:]}, number
}

// ranges is sorted numbers such as {1,3..5}; one alone needs no braces.
func ranges(numbers []int) string {
	if len(numbers) == 1 {
		return strconv.Itoa(numbers[0])
	}
	b := []byte{}
	for i := 0; i < len(numbers); {
		first, last := numbers[i], numbers[i]
		for i++; i < len(numbers) && numbers[i] == last+1; i++ {
			last++
		}
		b = strconv.AppendInt(append(b, ','), int64(first), 10)
		if last > first {
			b = strconv.AppendInt(append(b, ".."...), int64(last), 10)
		}
	}
	b[0] = '{'
	return string(append(b, '}'))
}
