package check

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A folder is a built one under examination.
type folder struct {
	dir     string
	site    *site.Site
	files   map[string]int64 // sizes by path below dir
	folders int64            // how many, itself included
	found   []Finding
}

// Folder checks a built folder: that it is whole and of this site, that its links lead somewhere, and, unless
// host is nil, that the host takes it. Every page is read; a whole site takes some seconds.
func Folder(dir string, s *site.Site, host *Host) ([]Finding, error) {
	f := &folder{dir: filepath.ToSlash(filepath.Clean(dir)), site: s, files: map[string]int64{}}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		f.report(Error, "built", "", "there is no such folder", "build the site first, or name another folder with --out")
		return f.found, nil
	}
	if err := fs.WalkDir(os.DirFS(dir), ".", f.add); err != nil {
		return nil, err
	}
	mark, err := publish.State(dir)
	if err != nil {
		return nil, err
	}
	f.checkMark(mark)
	if err := f.checkLinks(); err != nil {
		return nil, err
	}
	if host != nil {
		f.checkHost(*host)
	}
	return sorted(f.found), nil
}

// add adds a file or a folder; it is what fs.WalkDir calls.
func (f *folder) add(path string, d fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	if d.IsDir() {
		f.folders++
		return nil
	}
	info, err := d.Info()
	if err == nil {
		f.files[path] = info.Size()
	}
	return err
}

func (f *folder) has(path string) bool {
	_, ok := f.files[path]
	return ok
}

func (f *folder) report(level Level, rule, path, problem, advice string) {
	file := strings.TrimSuffix(f.dir+"/"+path, "/")
	f.found = append(f.found, Finding{level, rule, fault.New(file, 0, problem, advice)})
}

// checkMark compares the files with what the latest build says that it wrote, and that with the site.
func (f *folder) checkMark(mark publish.Mark) {
	if !mark.Made {
		f.report(Error, "built", "", "portbook did not build this folder", "name another one with --out, or build it")
		return
	}
	const again = "build again"
	if !mark.Complete {
		f.report(Error, "built", "", "the latest build did not come to its end", again)
	}
	ours := func(path string) bool { return mark.Has(path) || path == publish.MarkName }
	f.compare(mark.Paths(), f.has, Error, "is missing though the latest build wrote it", again)
	f.compare(mark.Paths(), f.site.Has, Warning, "is no part of the site any more", again)
	f.compare(slices.Values(f.site.Paths()), mark.Has, Warning, "was not built", "build the whole site before you publish it")
	f.compare(maps.Keys(f.files), ours, Warning, "was not written by portbook", "it will be published with the rest")
}

// compare reports the paths that are not as they should be, all of them as one finding.
func (f *folder) compare(paths iter.Seq[string], asItShould func(path string) bool, level Level, problem, advice string) {
	first, n := "", 0
	for path := range paths {
		if asItShould(path) {
			continue
		}
		if n++; n == 1 || path < first {
			first = path
		}
	}
	if n > 1 {
		problem += fmt.Sprintf("; the same holds for %d others", n-1)
	}
	if n > 0 {
		f.report(level, "built", first, problem, advice)
	}
}

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
