package site

import "github.com/portbook/portbook/cmd/portbook/internal/fault"

// A Reloader loads a site again and again, as a preview does after each edit. The zero value is
// ready for use. It must not be used by two goroutines at once.
type Reloader struct{}

// Load is like the function Load.
func (r *Reloader) Load(in Inputs) (*Site, fault.List) { return Load(in) }
