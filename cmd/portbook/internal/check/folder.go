package check

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A folder is a built one under examination.
type folder struct {
	dir   string
	site  *site.Site
	files map[string]bool // by path below dir
	size  size
	found []Finding
}

// Folder checks a built folder: that it is whole and of this site, that its links lead somewhere, and, unless
// host is nil, that the host takes it. Every page is read; a whole site takes some seconds.
func Folder(dir string, s *site.Site, host *Host) ([]Finding, error) {
	f := &folder{dir: filepath.ToSlash(filepath.Clean(dir)), site: s, files: map[string]bool{}}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		f.report(Error, "built", "", "there is no such folder", "build the site first, or name another folder with --out")
		return f.found, nil
	}
	if err := fs.WalkDir(os.DirFS(dir), ".", f.addFile); err != nil {
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

func (f *folder) addFile(path string, d fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case d.IsDir():
		f.size.folders++
		return nil
	}
	info, err := d.Info()
	if err == nil {
		f.files[path] = true
		f.size.add(path, info)
	}
	return err
}

func (f *folder) report(level Level, rule, path, problem, advice string) {
	file := f.dir
	if path != "" {
		file += "/" + path
	}
	f.found = append(f.found, Finding{level, rule, fault.New(file, 0, problem, advice)})
}

// checkMark compares the files with what the latest build says that it wrote, and that with the site.
func (f *folder) checkMark(mark publish.Mark) {
	const again = "build again"
	switch {
	case !mark.Made:
		f.report(Error, "built", "", "portbook did not build this folder", "name another one with --out, or build it")
		return
	case !mark.Complete:
		f.report(Error, "built", "", "the latest build did not come to its end", again)
	}
	inFolder := func(path string) bool { return f.files[path] }
	ours := func(path string) bool { return mark.Has(path) || path == publish.MarkName }
	f.compare(mark.Paths(), inFolder, Error, "is missing though the latest build wrote it", again)
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
