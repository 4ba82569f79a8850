package site

import (
	"os"
	"path/filepath"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// RegistryDate returns the date of a registry file: the one in registry.yaml of the folder content if
// that is about this file, otherwise the newest date in the file, which may be a month, or "" when it
// has none. What is wrong with registry.yaml is not said here: Load does.
func RegistryDate(content, file string, r *registry.Registry) string {
	name := filepath.Join(content, "registry.yaml")
	if src, err := os.ReadFile(name); err == nil {
		c, faults := loadRegistryConfig(name, src)
		if len(faults) == 0 && samePath(file, filepath.Join(filepath.Dir(filepath.Clean(content)), c.File)) {
			return c.Date.Source
		}
	}
	return r.Newest()
}
