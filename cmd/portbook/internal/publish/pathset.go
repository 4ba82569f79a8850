package publish

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A pathSet is a set of paths in which those that differ only in a number are held as runs of numbers:
// ports/0.html to ports/65535.html are one family with one run. So comparing the files of two builds
// costs a few runs instead of 65,536 paths, and the mark stays short.
//
// Read it only after settle, or when it comes from a function that says it is settled.
type pathSet struct {
	families map[familyName]*family
	last     *family // of the latest add: nearly always that of the next one too
}

// A familyName is a path without its last number.
type familyName struct {
	prefix, suffix string
	numbered       bool // false: prefix is the whole path
}

type family struct {
	name   familyName
	runs   []run // of a path without a number, one run {0, 0}
	sorted bool  // runs rise and do not touch
}

// A run is the numbers from first to last.
type run struct{ first, last uint32 }

func newPathSet() *pathSet {
	return &pathSet{families: map[familyName]*family{}}
}

// maxDigits keeps numbers, and one more than any of them, within 32 bits.
const maxDigits = 9

// splitNumber cuts a path at its last run of digits. A number with leading zeros or too many digits is
// text, so that each path has exactly one family and number.
func splitNumber(path string) (familyName, uint32) {
	end := len(path)
	for end > 0 && !isDigit(path[end-1]) {
		end--
	}
	start, n := end, uint32(0)
	for start > 0 && isDigit(path[start-1]) {
		start--
	}
	digits := path[start:end]
	if digits == "" || len(digits) > maxDigits || digits[0] == '0' && len(digits) > 1 {
		return familyName{prefix: path}, 0
	}
	for _, c := range []byte(digits) {
		n = n*10 + uint32(c-'0')
	}
	return familyName{path[:start], path[end:], true}, n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// path is the path of a family with this number.
func (n familyName) path(number uint32) string {
	if !n.numbered {
		return n.prefix
	}
	return n.prefix + strconv.FormatUint(uint64(number), 10) + n.suffix
}

// add puts a path into the set.
func (s *pathSet) add(path string) {
	name, number := splitNumber(path)
	s.family(name).add(run{number, number})
}

// addLike puts a path into the set if only its number differs from that of the path added before it.
func (s *pathSet) addLike(path string) bool {
	if s.last == nil || !s.last.name.numbered {
		return false
	}
	name := s.last.name
	digits, ok := strings.CutPrefix(path, name.prefix)
	if !ok {
		return false
	}
	if digits, ok = strings.CutSuffix(digits, name.suffix); !ok || digits == "" || len(digits) > maxDigits || digits[0] == '0' {
		return false
	}
	n := uint32(0)
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return false
		}
		n = n*10 + uint32(digits[i]-'0')
	}
	s.last.add(run{n, n})
	return true
}

// family is the family of that name, made if there is none.
func (s *pathSet) family(name familyName) *family {
	if s.last != nil && s.last.name == name {
		return s.last
	}
	f := s.families[name]
	if f == nil {
		f = &family{name: name, sorted: true}
		s.families[name] = f
	}
	s.last = f
	return f
}

func (f *family) add(r run) {
	if len(f.runs) == 0 {
		f.runs = append(f.runs, r)
		return
	}
	last := &f.runs[len(f.runs)-1]
	switch {
	case r.first == last.last+1:
		last.last = r.last
	case r.first > last.last:
		f.runs = append(f.runs, r)
	default:
		f.runs = append(f.runs, r)
		f.sorted = false
	}
}

// settle brings all runs in order and returns a path that was added more than once, if there is one.
func (s *pathSet) settle() (twice string, found bool) {
	for _, name := range s.names() {
		f := s.families[name]
		if f.sorted {
			continue
		}
		if number, ok := f.settle(); ok && !found {
			twice, found = name.path(number), true
		}
	}
	return twice, found
}

func (f *family) settle() (twice uint32, found bool) {
	slices.SortFunc(f.runs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	merged := f.runs[:1]
	for _, r := range f.runs[1:] {
		last := &merged[len(merged)-1]
		if r.first <= last.last && !found {
			twice, found = r.first, true
		}
		if r.first <= last.last+1 {
			last.last = max(last.last, r.last)
		} else {
			merged = append(merged, r)
		}
	}
	f.runs, f.sorted = merged, true
	return twice, found
}

// names are the families in an order that depends on nothing but themselves.
func (s *pathSet) names() []familyName {
	return slices.SortedFunc(maps.Keys(s.families), func(a, b familyName) int {
		return cmp.Or(strings.Compare(a.prefix, b.prefix), strings.Compare(a.suffix, b.suffix),
			strings.Compare(strconv.FormatBool(a.numbered), strconv.FormatBool(b.numbered)))
	})
}

// has says whether a path is in the set.
func (s *pathSet) has(path string) bool {
	name, number := splitNumber(path)
	f := s.families[name]
	if f == nil {
		return false
	}
	_, found := slices.BinarySearchFunc(f.runs, number, func(r run, n uint32) int {
		switch {
		case r.last < n:
			return -1
		case r.first > n:
			return 1
		}
		return 0
	})
	return found
}

// len is the number of paths.
func (s *pathSet) len() int {
	n := 0
	for _, f := range s.families {
		for _, r := range f.runs {
			n += int(r.last-r.first) + 1
		}
	}
	return n
}

// all are the paths, by family and number.
func (s *pathSet) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range s.names() {
			for _, r := range s.families[name].runs {
				for n := r.first; n <= r.last; n++ {
					if !yield(name.path(n)) {
						return
					}
				}
			}
		}
	}
}
