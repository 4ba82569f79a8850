package check

import (
	"fmt"
	"io/fs"
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
	if err := f.walk(); err != nil {
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
		host.check(f.dir, f.size, func(level Level, file, problem, advice string) {
			f.found = append(f.found, Finding{level, "host", fault.New(file, 0, problem, advice)})
		})
	}
	return tidy(f.found), nil
}

func (f *folder) walk() error {
	return fs.WalkDir(os.DirFS(f.dir), ".", func(path string, d fs.DirEntry, err error) error {
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
	})
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
	wanted := map[string]bool{}
	for _, path := range f.site.Paths() {
		wanted[path] = true
	}
	var missing, foreign, stale, unbuilt []string
	for path := range mark.Paths() {
		if !f.files[path] {
			missing = append(missing, path)
		}
		if !wanted[path] {
			stale = append(stale, path)
		}
	}
	for path := range f.files {
		if !mark.Has(path) && path != publish.MarkName {
			foreign = append(foreign, path)
		}
	}
	for path := range wanted {
		if !mark.Has(path) {
			unbuilt = append(unbuilt, path)
		}
	}
	f.summarize(Error, missing, "is missing though the latest build wrote it", again)
	f.summarize(Warning, stale, "is no part of the site any more", again)
	f.summarize(Warning, unbuilt, "was not built", "build the whole site before you publish it")
	f.summarize(Warning, foreign, "was not written by portbook", "it will be published with the rest")
}

// summarize reports many files as one finding.
func (f *folder) summarize(level Level, paths []string, problem, advice string) {
	if len(paths) == 0 {
		return
	}
	slices.Sort(paths)
	if n := len(paths) - 1; n > 0 {
		problem += fmt.Sprintf("; the same holds for %d others", n)
	}
	f.report(level, "built", paths[0], problem, advice)
}
