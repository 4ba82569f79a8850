package check

import (
	"fmt"
	"io/fs"
)

// A Host is a place where a built folder can be put, and what it refuses. 0 means no limit that we know of.
type Host struct {
	Name     string
	Bytes    int64 // of all files together
	Files    int   // how many
	Entries  int   // files and folders together
	FileSize int64 // of one file
	Cheap    int   // files that its free plan takes, if it takes fewer than others
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
	bytes          int64
	files, folders int
	largest        string // path of the largest file
	largestBytes   int64
}

func (s *size) add(path string, info fs.FileInfo) {
	s.files++
	s.bytes += info.Size()
	if info.Size() > s.largestBytes {
		s.largest, s.largestBytes = path, info.Size()
	}
}

// check reports what the host refuses of a folder of this size.
func (h Host) check(dir string, s size, add func(level Level, file, problem, advice string)) {
	see := "see " + h.Source
	switch {
	case h.Files > 0 && s.files > h.Files:
		add(Error, dir, fmt.Sprintf("%d files are too many for %s, which takes %d", s.files, h.Name, h.Files), see)
	case h.Cheap > 0 && s.files > h.Cheap:
		add(Warning, dir, fmt.Sprintf("%d files are too many for the free plan of %s, which takes %d", s.files, h.Name, h.Cheap), see)
	}
	if n := s.files + s.folders; h.Entries > 0 && n > h.Entries {
		add(Error, dir, fmt.Sprintf("%d files and folders are too many for %s, which takes %d", n, h.Name, h.Entries), see)
	}
	if h.Bytes > 0 && s.bytes > h.Bytes {
		add(Error, dir, fmt.Sprintf("%.3f GB are too much for %s, which takes %.0f GB", float64(s.bytes)/1e9, h.Name, float64(h.Bytes)/1e9), see)
	}
	if h.FileSize > 0 && s.largestBytes > h.FileSize {
		add(Error, dir+"/"+s.largest, fmt.Sprintf("%.1f MiB are too much for a file on %s, which takes %d MiB", float64(s.largestBytes)/(1<<20), h.Name, h.FileSize>>20), see)
	}
}
