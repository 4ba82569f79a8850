package main

import (
	"cmp"
	"fmt"
	"os"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// officialRegistry is where IANA publishes the registry.
const officialRegistry = "https://www.iana.org/assignments/service-names-port-numbers/"

// diffCommand is portbook diff.
type diffCommand struct {
	Old     string `arg:"" help:"The older registry file."`
	New     string `arg:"" help:"The newer one."`
	Format  string `help:"text, json, or yaml: a file for content/changes." default:"text" enum:"text,json,yaml" placeholder:"FORMAT"`
	JSON    bool   `help:"The same as --format json." name:"json"`
	From    string `help:"Date of the older file, if not the newest date in it." placeholder:"DATE"`
	To      string `help:"Date of the newer file, if neither that in registry.yaml nor the newest in it." placeholder:"DATE"`
	Content string `help:"Folder of words: its registry.yaml says of when the registry is." default:"content" placeholder:"DIR"`
}

// Help says what the short text does not.
func (diffCommand) Help() string {
	return "Services that were assigned, removed or renamed come first, then numbers whose status changed, then rows whose words did." +
		" Exit status: 0, also when the files differ; 1 if a file cannot be read or is no registry; 2 for wrong usage."
}

// Run compares the files and prints what changed. Faults in either end it.
func (c *diffCommand) Run() error {
	if err := cmp.Or(checkDate("--from", c.From), checkDate("--to", c.To)); err != nil {
		return err
	}
	before, err := readRegistry(c.Old)
	after, alsoErr := readRegistry(c.New)
	if err := cmp.Or(err, alsoErr); err != nil {
		return err
	}
	r := history.Compare(before, after)
	r.OldFile, r.OldDate = c.Old, cmp.Or(c.From, content.RegistryDate(c.Content, c.Old), before.Newest())
	r.NewFile, r.NewDate = c.New, cmp.Or(c.To, content.RegistryDate(c.Content, c.New), after.Newest())
	switch {
	case c.JSON || c.Format == "json":
		return r.WriteJSON(os.Stdout)
	case c.Format == "yaml":
		return writeChanges(r)
	}
	return r.WriteText(os.Stdout)
}

// writeChanges prints a file for content/changes.
func writeChanges(r *history.Report) error {
	if len(r.OldDate) != len(time.DateOnly) || len(r.NewDate) != len(time.DateOnly) || r.OldDate >= r.NewDate {
		err := fmt.Errorf("the files are of %q and %q (say with --from and --to from when to when)", r.OldDate, r.NewDate)
		return flagError("--format yaml", err)
	}
	_, err := os.Stdout.Write(changesFile(r, officialRegistry))
	return err
}

// changesFile is what a file in content/changes says of changes that a source published.
func changesFile(r *history.Report, source string) []byte {
	sources := frontmatter.Texts{{Source: source}}
	return history.Format(&history.Update{From: r.OldDate, To: r.NewDate, Sources: sources, Changes: r.Ports})
}

// readRegistry reads a registry file. It prints what is wrong with it, and returns errReported then.
func readRegistry(file string) (*registry.Registry, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "portbook: %v\n", err)
		return nil, errReported
	}
	r, faults := registry.Parse(file, src)
	if len(faults) > 0 {
		fmt.Fprintln(os.Stderr, faults)
		return nil, errReported
	}
	return r, nil
}
