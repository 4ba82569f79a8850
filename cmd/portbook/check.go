package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/check"
)

// checkCommand is portbook check.
type checkCommand struct {
	inputFlags
	Format string `help:"How to print: text, github (annotations of a workflow), json." enum:"text,github,json" default:"text" placeholder:"FORMAT"`
	Strict bool   `help:"Fail on warnings, too."`
}

// Run prints everything that is wrong with the inputs. It fails when something certainly is.
func (c *checkCommand) Run(ctx context.Context) error {
	_, found := check.Run(c.inputs())
	for _, f := range found {
		if strings.HasPrefix(f.File, "--") { // a flag, not a file
			return usageError{f.Fault}
		}
	}
	if err := check.Print(os.Stdout, check.Format(c.Format), found); err != nil {
		return err
	}
	errors, warnings := check.Count(found, check.Error), check.Count(found, check.Warning)
	if errors+warnings > 0 {
		fmt.Fprintf(os.Stderr, "%s, %s\n", plural(errors, "error"), plural(warnings, "warning"))
	}
	if errors > 0 || c.Strict && warnings > 0 {
		return errReported
	}
	return nil
}
