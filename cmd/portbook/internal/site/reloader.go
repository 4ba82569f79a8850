package site

import (
	"bytes"
	"runtime/debug"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// Load reads all inputs. When it returns faults, the site must not be used.
func Load(in Inputs) (*Site, fault.List) {
	s, _, try := new(Reloader).Load(in)
	return s, try()
}

// A Reloader loads a site again and again, as a preview does after each edit. What is costly and depends
// on one file only is kept while that file stays as it is. The zero value is ready for use. It must not
// be used by two goroutines at once; the sites are as safe as any.
type Reloader struct {
	file     string // of the registry
	source   []byte
	registry *registry.Registry
	faults   fault.List
}

// Load is like the function Load, but for the trial of pages, a third of the work: a site without faults may be used
// at once, by someone who is prepared that rendering fails as long as try has not returned. It returns all faults.
func (r *Reloader) Load(in Inputs) (s *Site, faults fault.List, try func() fault.List) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // nearly all that is read is kept: collecting it costs a first page 13 in 100
	l := &loader{kept: r, inputs: in, gaps: map[gap]bool{}, wrong: map[content.Link]bool{}}
	s = &Site{
		inputs: in,
		common: &view.Common{Folders: view.Folders{Content: in.Content, Templates: in.Templates, Static: in.Static}, Known: map[string]bool{}},
	}
	s.index = sync.OnceValue(s.makeIndex)
	alongside(func() { l.readContent(s) }, func() { l.readRegistry(s) })
	l.faults = append(l.faults, l.misread...)
	if len(s.locales) > 0 {
		l.site(s)
	}
	l.faults.Sort()
	l.warnings.Sort()
	s.Warnings = l.warnings
	return s, l.faults, func() fault.List { return l.tried(s) }
}

// parse is registry.Parse.
func (r *Reloader) parse(file string, src []byte) (*registry.Registry, fault.List) {
	if r.registry == nil || file != r.file || !bytes.Equal(src, r.source) {
		r.file, r.source = file, src
		r.registry, r.faults = registry.Parse(file, src)
	}
	return r.registry, r.faults
}
