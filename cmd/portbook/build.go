package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// buildCommand is portbook build.
type buildCommand struct {
	inputFlags
	Out    string `help:"Folder to write." default:"public" placeholder:"DIR"`
	Ports  string `help:"Only these port pages, such as 0-1023,8080. Lists and shared files always cover all ports." placeholder:"PORTS"`
	Locale string `help:"Only this language, such as en." placeholder:"LANG"`
	Quiet  bool   `help:"Print nothing when all is well." short:"q"`
	JSON   bool   `help:"Print the closing report as JSON." name:"json"`
}

// Run loads the site and writes the folder. Faults in the inputs end it before the first write.
func (c *buildCommand) Run(ctx context.Context) error {
	started := time.Now()
	in := c.inputs()
	in.Locale = c.Locale
	if c.Ports != "" {
		ports, err := registry.ParsePorts(c.Ports)
		if err != nil {
			return flagError("--ports", err)
		}
		in.Ports = ports
	}
	s, err := load(in)
	if err != nil {
		return err
	}
	loading, processor := time.Since(started), processorTime()
	options := publish.Options{
		Partial: c.Ports != "" || c.Locale != "",
		Protect: []string{c.Registry, c.Content, c.Templates, c.Static},
	}
	if !c.Quiet && !c.JSON && isTerminal(os.Stderr) {
		options.Progress = progressBar(os.Stderr)
	}
	written, err := publish.Write(ctx, c.Out, publish.Source{Paths: s.Paths(), NewPrinter: s.NewPrinter}, options)
	switch {
	case err != nil:
		return err
	case c.JSON:
		return printJSON(loading, processor, time.Since(started), written)
	case !c.Quiet:
		c.printReport(loading, time.Since(started), s.Summary(), written)
	}
	return nil
}

// printJSON prints what stages cost, for measuring. Rendering and writing are sums over all workers.
func printJSON(loading, processor, wall time.Duration, r publish.Report) error {
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"files": r.Files, "bytes": r.Bytes, "written": r.Written, "unchanged": r.Unchanged, "deleted": r.Deleted,
		"wall_seconds": wall.Seconds(), "cpu_seconds": processorTime().Seconds(),
		"loading_seconds": loading.Seconds(), "loading_cpu_seconds": processor.Seconds(),
		"rendering_seconds": r.Rendering.Seconds(), "writing_seconds": r.Writing.Seconds(),
	})
}

// printReport prints what was built and how long each stage took.
func (c *buildCommand) printReport(loading, wall time.Duration, site site.Summary, r publish.Report) {
	fmt.Printf("%s: %d port pages and %d other files, %s\n", c.Out, site.PortPages, r.Files-site.PortPages, size(r.Bytes))
	fmt.Printf("registry of %s; %d written, %d unchanged, %d deleted\n", site.Date, r.Written, r.Unchanged, r.Deleted)
	fmt.Printf("largest: %s, %s\n", r.Largest.Path, size(int64(r.Largest.Size)))
	fmt.Printf("loading %s, rendering %s, writing %s (both over all workers), %s in all\n",
		short(loading), short(r.Rendering), short(r.Writing), short(wall))
}

func short(d time.Duration) string {
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Millisecond).String()
}

// size writes a number of bytes for people, in powers of 1000.
func size(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
