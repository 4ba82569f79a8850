package main

import (
	"fmt"
	"io"
	"os"
	"strings"

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
	return site.Inputs{Registry: f.Registry, Content: f.Content, Templates: f.Templates, Static: f.Static,
		BaseURL: f.BaseURL, Links: f.Links}
}

// load loads the site and prints what is wrong or odd; the error says only that there was something.
func load(in site.Inputs) (*site.Site, error) {
	s, faults := site.Load(in)
	if err := wrongFlag(faults); err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		printFaults(os.Stderr, faults)
		fmt.Fprintf(os.Stderr, "%s. Nothing was written.\n", plural(len(faults), "fault"))
		return nil, errReported
	}
	for _, w := range s.Warnings {
		fmt.Fprintf(os.Stderr, "warning: %v\n", w)
	}
	return s, nil
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

// A usageError is a wrong value of a flag.
type usageError struct{ error }

// flagError says what is wrong with the value of a flag.
func flagError(flag string, err error) error { return usageError{fmt.Errorf("%s: %w", flag, err)} }

func printFaults(w io.Writer, faults fault.List) {
	for _, f := range faults {
		fmt.Fprintln(w, f)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
