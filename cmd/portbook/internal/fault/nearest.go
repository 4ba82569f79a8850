package fault

// Nearest returns the name of known that a person who typed name most likely meant,
// or "" when none is close: at most two edits, and fewer than half of the letters.
func Nearest(name string, known []string) string {
	best, bestDistance := "", min(3, len(name)/2+1)
	for _, k := range known {
		if d := distance(name, k); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// DidYouMean is Nearest as advice, or "" when no known name is close.
func DidYouMean(name string, known []string) string {
	if n := Nearest(name, known); n != "" {
		return `did you mean "` + n + `"?`
	}
	return ""
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbouring letters each count one.
func distance(a, b string) int {
	d := make([][]int, len(a)+1) // between the beginnings of both
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j], d[i][j-1], d[i-1][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
