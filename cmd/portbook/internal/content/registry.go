package content

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// RegistryConfig is content/registry.yaml: where and when registry.csv was taken.
type RegistryConfig struct {
	File   string           `yaml:"file,required"`   // the registry it speaks of
	Date   frontmatter.Text `yaml:"date,required"`   // YYYY-MM-DD
	Source string           `yaml:"source,required"` // address
	Note   string           `yaml:"note"`            // what a reader should know about this copy
}

// readRegistryConfig reads registry.yaml.
func readRegistryConfig(file string, src []byte) (RegistryConfig, fault.List) {
	var c RegistryConfig
	faults := frontmatter.Decode(file, 1, src, &c)
	if _, err := time.Parse(time.DateOnly, c.Date.Source); err != nil && len(faults) == 0 {
		faults.Add(file, c.Date.Line, fmt.Sprintf("%q is no date", c.Date.Source), "write it as 2026-09-17")
	}
	return c, faults
}

// describes reports whether registry.yaml of the folder dir is about a registry file. The one that it speaks of lies
// beside the folder; one of the same name elsewhere is another registry, with another date.
func (c RegistryConfig) describes(dir, file string) bool {
	a, errA := filepath.Abs(file)
	b, errB := filepath.Abs(filepath.Join(filepath.Dir(filepath.Clean(dir)), c.File))
	return errA == nil && errB == nil && a == b
}

// RegistryDate returns the date of a registry file: the one in registry.yaml of the folder content if
// that is about this file, otherwise the newest date in the file, which may be a month, or "" when it
// has none. What is wrong with registry.yaml is not reported here: Read does.
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
	c, faults := readRegistryConfig(name, src)
	return c, len(faults) == 0 && c.describes(content, file)
}
