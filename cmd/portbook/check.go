package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/check"
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
	for _, f := range found {
		if strings.HasPrefix(f.File, "--") { // a flag, not a file
			return usageError{f.Fault}
		}
	}
	loaded := !slices.ContainsFunc(found, func(f check.Finding) bool { return f.Level == check.Error && f.Rule == "load" })
	more, err := c.further(ctx, s, host, loaded)
	if err != nil {
		return err
	}
	found = append(found, more...)
	if err := check.Print(os.Stdout, check.Format(c.Format), found); err != nil {
		return err
	}
	own := slices.DeleteFunc(slices.Clone(found), func(f check.Finding) bool { return f.Rule == check.External })
	errors, warnings := check.Count(own, check.Error), check.Count(own, check.Warning)
	if len(found) > 0 {
		fmt.Fprintf(os.Stderr, "%s, %s%s\n", plural(errors, "error"), plural(warnings, "warning"), outside(len(found)-len(own)))
	}
	if errors > 0 || c.Strict && warnings > 0 { // the world outside never fails a build
		return errReported
	}
	return nil
}

// outside counts what is wrong outside of the site.
func outside(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %s outside of the site", plural(n, "link"))
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
		return nil, flagError("--host", fmt.Errorf("needs --out, the folder that the host is to take"))
	}
	return &check.Hosts[i], nil
}

// further checks what was asked for beside the inputs. A folder is compared with the site, if that could be loaded.
func (c *checkCommand) further(ctx context.Context, s *site.Site, host *check.Host, loaded bool) ([]check.Finding, error) {
	var found []check.Finding
	if c.Out != "" && loaded {
		inFolder, err := check.Folder(c.Out, s, host)
		if err != nil {
			return nil, err
		}
		found = append(found, inFolder...)
	}
	if c.External {
		fmt.Fprintln(os.Stderr, "Looking up the links outside of the site; this takes some minutes.")
		v := check.Visitor{Agent: "portbook-check (+" + s.Content().Config.Repository + ")", Rest: time.Second}
		found = append(found, check.Outside(ctx, s, v)...)
	}
	return found, ctx.Err()
}
