package check

import (
	"fmt"
	"io/fs"
)

// A Host is a place where a built folder can be put, and what it refuses. 0 means no limit that we know of.
type Host struct {
	Name     string
	Bytes    int64 // of all files together
	Files    int64 // how many
	Entries  int64 // files and folders together
	FileSize int64 // of one file
	Cheap    int64 // files that its free plan takes, if it takes fewer than others
	Source   string
}

// Hosts lists those that are known.
var Hosts = []Host{
	{Name: "github-pages", Bytes: 1e9, Source: "https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits"},
	{Name: "cloudflare", Files: 100_000, Cheap: 20_000, FileSize: 25 << 20, Source: "https://developers.cloudflare.com/pages/platform/limits/"},
	{Name: "gitlab", Bytes: 1e9, Entries: 200_000, Source: "https://gitlab.com/gitlab-org/gitlab/-/issues/405048"},
}

// size is what a folder holds.
type size struct {
	bytes, files, folders int64
	largest               string // path of the largest file
	largestBytes          int64
}

func (s *size) add(path string, info fs.FileInfo) {
	n := info.Size()
	s.files++
	s.bytes += n
	if n > s.largestBytes {
		s.largest, s.largestBytes = path, n
	}
}

// checkHost reports what the host refuses of a folder of this size.
func (f *folder) checkHost(h Host) {
	s, paid := f.size, h.Files > 0 && f.size.files > h.Files
	for _, l := range []struct {
		level   Level
		path    string
		is      int64
		most    int64
		unit    float64
		problem string
	}{
		{Error, "", s.files, h.Files, 1, "%.0f files are too many for %s, which takes %.0f"},
		{Warning, "", s.files, h.Cheap, 1, "%.0f files are too many for the free plan of %s, which takes %.0f"},
		{Error, "", s.files + s.folders, h.Entries, 1, "%.0f files and folders are too many for %s, which takes %.0f"},
		{Error, "", s.bytes, h.Bytes, 1e9, "%.3f GB are too much for %s, which takes %.0f GB"},
		{Error, s.largest, s.largestBytes, h.FileSize, 1 << 20, "%.1f MiB are too much for a file on %s, which takes %.0f MiB"},
	} {
		if l.most > 0 && l.is > l.most && !(paid && l.level == Warning) {
			f.report(l.level, "host", l.path, fmt.Sprintf(l.problem, float64(l.is)/l.unit, h.Name, float64(l.most)/l.unit), "see "+h.Source)
		}
	}
}
