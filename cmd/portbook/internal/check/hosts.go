package check

import "fmt"

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
	{
		Name: "cloudflare", Files: 100_000, Cheap: 20_000, FileSize: 25 << 20,
		Source: "https://developers.cloudflare.com/pages/platform/limits/",
	},
	{Name: "gitlab", Bytes: 1e9, Entries: 200_000, Source: "https://gitlab.com/gitlab-org/gitlab/-/issues/405048"},
}

// checkHost reports what the host refuses of the folder.
func (f *folder) checkHost(h Host) {
	refuse := func(level Level, path string, is, most int64, unit float64, problem string) bool {
		if most == 0 || is <= most {
			return false
		}
		f.report(level, "host", path, fmt.Sprintf(problem, float64(is)/unit, h.Name, float64(most)/unit), "see "+h.Source)
		return true
	}
	files, bytes, largest := int64(len(f.files)), int64(0), ""
	for path, n := range f.files {
		bytes += n
		if n > f.files[largest] || n == f.files[largest] && path < largest {
			largest = path
		}
	}
	if !refuse(Error, "", files, h.Files, 1, "%.0f files are too many for %s, which takes %.0f") {
		refuse(Warning, "", files, h.Cheap, 1, "%.0f files are too many for the free plan of %s, which takes %.0f")
	}
	refuse(Error, "", files+f.folders, h.Entries, 1, "%.0f files and folders are too many for %s, which takes %.0f")
	refuse(Error, "", bytes, h.Bytes, 1e9, "%.3f GB are too much for %s, which takes %.0f GB")
	refuse(Error, largest, f.files[largest], h.FileSize, 1<<20, "%.1f MiB are too much for a file on %s, which takes %.0f MiB")
}
