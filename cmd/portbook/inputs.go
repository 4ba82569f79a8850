package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// inputFlags mean the same on every command that loads the site.
type inputFlags struct {
	Registry  string `help:"IANA's registry file." default:"registry.csv" placeholder:"FILE"`
	Content   string `help:"Folder of words." default:"content" placeholder:"DIR"`
	Templates string `help:"Folder of templates." default:"templates" placeholder:"DIR"`
	Static    string `help:"Folder of style sheet, scripts and icons." default:"static" placeholder:"DIR"`
	BaseURL   string `help:"Where the site will stand, instead of base_url in site.yaml; may have a path." placeholder:"URL"`
	Links     string `help:"clean (/ports/855) or html (relative, with .html), instead of links in site.yaml." placeholder:"STYLE"`
}

func (f inputFlags) inputs() site.Inputs {
	return site.Inputs{
		Registry: f.Registry, Content: f.Content, Templates: f.Templates, Static: f.Static,
		BaseURL: f.BaseURL, Links: f.Links,
	}
}

// load loads the site and prints what is wrong or odd. The error is that of report.
func load(in site.Inputs) (*site.Site, error) {
	s, faults := site.Load(in)
	if err := report(faults); err != nil {
		return nil, err
	}
	printWarnings(s.Warnings)
	return s, nil
}

// errReported says that the faults have been printed already.
var errReported = errors.New("there are faults")

// report prints faults, if there are any, and returns errReported; or a usageError when a flag is to blame for them.
func report(faults fault.List) error {
	if len(faults) == 0 {
		return nil
	}
	if err := wrongFlag(faults); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%v\n%s. Nothing was written.\n", faults, plural(len(faults), "fault"))
	return errReported
}

func printWarnings(warnings fault.List) {
	for _, w := range warnings {
		fmt.Fprintf(os.Stderr, "warning: %v\n", w)
	}
}

// wrongFlag returns the fault that is about a flag and no file, if there is one.
func wrongFlag(faults fault.List) error {
	for _, f := range faults {
		if strings.HasPrefix(f.File, "--") {
			return usageError{f}
		}
	}
	return nil
}

// A usageError is a wrong value of a flag, or another mistake in the command line.
type usageError struct{ error }

// flagError says what is wrong with the value of a flag.
func flagError(flag string, err error) error { return usageError{fmt.Errorf("%s: %w", flag, err)} }

// checkDate returns an error if the value of a flag is not a date; it may be left out.
func checkDate(flag, date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil && date != "" {
		return flagError(flag, fmt.Errorf("%q is no date (write YYYY-MM-DD)", date))
	}
	return nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
