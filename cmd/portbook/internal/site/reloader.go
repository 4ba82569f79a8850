package site

import (
	"bytes"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A Reloader loads a site again and again, as a preview does after each edit. What is costly and depends
// on one file only is kept while that file stays as it is. The zero value is ready for use. It must not
// be used by two goroutines at once; the sites are as safe as any.
type Reloader struct{ kept kept }

// Load is like the function Load, but for the trial of pages, a third of the work: a site without faults may be used
// at once, by someone who is prepared that rendering fails as long as try has not returned. It returns all faults.
func (r *Reloader) Load(in Inputs) (s *Site, faults fault.List, try func() fault.List) {
	s, l := load(in, &r.kept)
	return s, l.faults, func() fault.List { return l.tried(s) }
}

// kept is what one load leaves to the next.
type kept struct {
	file     string // of the registry
	source   []byte
	registry *registry.Registry
	faults   fault.List
}

// parse is registry.Parse.
func (k *kept) parse(file string, src []byte) (*registry.Registry, fault.List) {
	if k == nil {
		return registry.Parse(file, src)
	}
	if k.registry == nil || file != k.file || !bytes.Equal(src, k.source) {
		k.file, k.source = file, bytes.Clone(src) // a registry may share memory with what it was parsed from
		k.registry, k.faults = registry.Parse(file, src)
	}
	return k.registry, k.faults
}
