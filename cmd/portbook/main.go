// Portbook makes a site with a page for every TCP and UDP port, 0 to 65535.
//
// It reads IANA's registry (registry.csv), words (content/), and templates, and writes a folder
// that any web server can serve. A site is a function from path to bytes:
//
//	registry.csv ─► registry ─┐                       ┌─► publish ─► public/
//	content/     ─► content ──┼─► site ─► Render(path)┼─► preview ─► browser
//	templates/ static/ ───────┘                       └─► check ───► findings
//
// Package site loads all inputs into a value that never changes; whatever can fail fails there,
// with all faults at once. Package publish writes the files. Of a build, these two alone do things at the
// same time: site reads registry and words alongside each other, publish has several workers.
// Packages registry and render and those in content know one thing each: IANA's file, templates, Markdown with
// placeholders, front matter.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses.
const (
	exitFaults = 1 // faults in the input, or the result could not be written
	exitUsage  = 2
)

// commands is the command line.
type commands struct {
	Build  buildCommand  `cmd:"" help:"Build the site, all of it or a part."`
	Serve  serveCommand  `cmd:"" help:"Preview the site: pages are rendered when asked for."`
	New    newCommand    `cmd:"" help:"Begin an essay, filled in from the registry; or a page, a question, a note."`
	Check  checkCommand  `cmd:"" help:"Find what is wrong with the words: faults, broken links, contradictions, bad habits."`
	Update updateCommand `cmd:"" help:"Fetch the registry from IANA, and say what changed and which texts that touches."`
	Diff   diffCommand   `cmd:"" help:"What changed between two registry files."`
	Show   showCommand   `cmd:"" help:"What is known of a port, in the terminal."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	chosen, err := commandLine(&commands{}).Parse(os.Args[1:])
	if err != nil {
		fail(usageError{err})
	}
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(); err != nil {
		fail(err)
	}
}

// commandLine reads the command line into c.
func commandLine(c *commands) *kong.Kong {
	return kong.Must(c,
		kong.Name("portbook"),
		kong.Description("A site with a page for every TCP and UDP port."),
		kong.Vars{"preview": previewAddress, "iana": officialRegistry + "service-names-port-numbers.csv"},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
}

// fail says what is wrong and ends the program.
func fail(err error) {
	if !errors.Is(err, errReported) {
		fmt.Fprintf(os.Stderr, "portbook: %v\n", err)
	}
	if errors.As(err, new(usageError)) {
		fmt.Fprintln(os.Stderr, "Try: portbook --help")
		os.Exit(exitUsage)
	}
	os.Exit(exitFaults)
}
