package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/check"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// checkCommand is portbook check.
type checkCommand struct {
	inputFlags
	Format   string `help:"How to print: text, github (annotations of a workflow), json." enum:"text,github,json" default:"text" placeholder:"FORMAT"`
	Strict   bool   `help:"Fail on warnings, too."`
	External bool   `help:"Also look up the addresses outside of the site, which takes minutes. What is wrong with them never fails the check."`
	Out      string `help:"Also check this built folder: that it is whole, and that its links lead somewhere." placeholder:"DIR"`
	Host     string `help:"Also check what this host refuses of the folder: github-pages, cloudflare, gitlab." placeholder:"HOST"`
}

// Run prints everything that is wrong with the inputs. It fails when something certainly is.
func (c *checkCommand) Run(ctx context.Context) error {
	host, err := c.host()
	if err != nil {
		return err
	}
	s, found := check.Run(c.inputs())
	var faults fault.List // those that stand in the way of a site
	for _, f := range found {
		if f.Level == check.Error && f.Rule == "load" {
			faults = append(faults, f.Fault)
		}
	}
	if err := wrongFlag(faults); err != nil {
		return err
	}
	if c.Out != "" && len(faults) == 0 {
		inFolder, err := check.Folder(c.Out, s, host)
		if err != nil {
			return err
		}
		found = append(found, inFolder...)
	}
	outside := c.outside(ctx, s)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := check.Print(os.Stdout, check.Format(c.Format), slices.Concat(found, outside)); err != nil {
		return err
	}
	return c.verdict(found, outside)
}

// verdict prints how much was found and returns whether that fails the check. The world outside never does.
func (c *checkCommand) verdict(found, outside []check.Finding) error {
	faults, warnings := check.Count(found, check.Error), check.Count(found, check.Warning)
	if len(found)+len(outside) > 0 {
		fmt.Fprintf(os.Stderr, "%s, %s", plural(faults, "error"), plural(warnings, "warning"))
		if len(outside) > 0 {
			fmt.Fprintf(os.Stderr, ", and %s outside of the site", plural(len(outside), "link"))
		}
		fmt.Fprintln(os.Stderr)
	}
	if faults > 0 || c.Strict && warnings > 0 {
		return errReported
	}
	return nil
}

// host is the one that was named; nil for none.
func (c *checkCommand) host() (*check.Host, error) {
	i := slices.IndexFunc(check.Hosts, func(h check.Host) bool { return h.Name == c.Host })
	switch {
	case c.Host == "":
		return nil, nil
	case i < 0:
		return nil, flagError("--host", fmt.Errorf("%q is not known (use github-pages, cloudflare or gitlab)", c.Host))
	case c.Out == "":
		return nil, flagError("--host", errors.New("needs --out, the folder that the host is to take"))
	}
	return &check.Hosts[i], nil
}

// outside looks up the links that lead out of the site, if asked to.
func (c *checkCommand) outside(ctx context.Context, s *site.Site) []check.Finding {
	if !c.External {
		return nil
	}
	fmt.Fprintln(os.Stderr, "Looking up the links outside of the site; this takes some minutes.")
	return check.Outside(ctx, s, check.Visitor{Agent: "portbook-check (+" + s.Content().Config.Repository + ")", Rest: time.Second})
}
