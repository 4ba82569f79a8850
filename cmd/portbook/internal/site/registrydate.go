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
	if c, ok := describedRegistry(content, file); ok {
		return c.Date.Source
	}
	return r.Newest()
}

// DescribesRegistry reports whether registry.yaml of the folder content is about a registry file.
func DescribesRegistry(content, file string) bool {
	_, ok := describedRegistry(content, file)
	return ok
}

func describedRegistry(content, file string) (RegistryConfig, bool) {
	name := filepath.Join(content, "registry.yaml")
	src, err := os.ReadFile(name)
	if err != nil {
		return RegistryConfig{}, false
	}
	c, faults := loadRegistryConfig(name, src)
	return c, len(faults) == 0 && samePath(file, filepath.Join(filepath.Dir(filepath.Clean(content)), c.File))
}
