package main

import (
	"cmp"
	"fmt"
	"io"
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
	for flag, date := range map[string]string{"--from": c.From, "--to": c.To} {
		if _, err := time.Parse(time.DateOnly, date); err != nil && date != "" {
			return flagError(flag, fmt.Errorf("%q is no date (write YYYY-MM-DD)", date))
		}
	}
	before, wrong := readRegistry(c.Old)
	after, alsoWrong := readRegistry(c.New)
	if wrong || alsoWrong {
		return errReported
	}
	r := history.Compare(before, after)
	r.OldFile, r.OldDate = c.Old, c.date(c.From, c.Old, before)
	r.NewFile, r.NewDate = c.New, c.date(c.To, c.New, after)
	return c.write(os.Stdout, r)
}

func (c *diffCommand) date(given, file string, r *registry.Registry) string {
	return cmp.Or(given, content.RegistryDate(c.Content, file), r.Newest())
}

func (c *diffCommand) write(w io.Writer, r *history.Report) error {
	if c.JSON {
		c.Format = "json"
	}
	switch c.Format {
	case "json":
		return r.WriteJSON(w)
	case "yaml":
		if len(r.OldDate) != len(time.DateOnly) || len(r.NewDate) != len(time.DateOnly) || r.OldDate >= r.NewDate {
			return flagError("--format yaml", fmt.Errorf("the files are of %q and %q (say with --from and --to from when to when)", r.OldDate, r.NewDate))
		}
		_, err := w.Write(history.Format(&history.Update{From: r.OldDate, To: r.NewDate,
			Sources: frontmatter.Texts{{Source: officialRegistry}}, Changes: r.Ports}))
		return err
	}
	return r.WriteText(w)
}

// readRegistry reads a registry file and prints what is wrong with it.
func readRegistry(file string) (r *registry.Registry, wrong bool) {
	src, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "portbook: %v\n", err)
		return nil, true
	}
	r, faults := registry.Parse(file, src)
	printFaults(os.Stderr, faults)
	return r, len(faults) > 0
}
