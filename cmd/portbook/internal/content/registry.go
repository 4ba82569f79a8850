package content

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// RegistryConfig is content/registry.yaml: where and when registry.csv was taken.
type RegistryConfig struct {
	File   string           `yaml:"file" required:"true"`   // the registry it speaks of
	Date   frontmatter.Text `yaml:"date" required:"true"`   // YYYY-MM-DD
	Source string           `yaml:"source" required:"true"` // address
	Note   string           `yaml:"note"`                   // what a reader should know about this copy
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

// RegistryDate is the date that registry.yaml of the folder dir states, if that is about a registry file; "" otherwise.
// What is wrong with registry.yaml is not reported here: Read does.
func RegistryDate(dir, file string) string {
	name := filepath.Join(dir, "registry.yaml")
	src, err := os.ReadFile(name)
	c, faults := readRegistryConfig(name, src)
	if err != nil || len(faults) > 0 || !c.describes(dir, file) {
		return ""
	}
	return c.Date.Source
}
