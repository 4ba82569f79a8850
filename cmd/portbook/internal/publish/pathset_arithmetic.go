package publish

// union is a settled set of the paths that are in s or in other.
func (s *pathSet) union(other *pathSet) *pathSet {
	sum := newPathSet()
	for _, set := range []*pathSet{s, other} {
		for name, f := range set.families {
			for _, r := range f.runs {
				sum.family(name).add(r)
			}
		}
	}
	sum.settle()
	return sum
}

// minus is a settled set of the paths that are in s but not in other.
func (s *pathSet) minus(other *pathSet) *pathSet {
	rest := newPathSet()
	for name, f := range s.families {
		var without []run
		if o := other.families[name]; o != nil {
			without = o.runs
		}
		for _, r := range f.runs {
			for _, part := range r.minus(without) {
				rest.family(name).add(part)
			}
		}
	}
	return rest
}

// minus is what is left of r without the numbers of runs, which rise.
func (r run) minus(runs []run) []run {
	var left []run
	for _, cut := range runs {
		if cut.last < r.first || cut.first > r.last {
			continue
		}
		if cut.first > r.first {
			left = append(left, run{r.first, cut.first - 1})
		}
		if cut.last >= r.last {
			return left
		}
		r.first = cut.last + 1
	}
	return append(left, r)
}
