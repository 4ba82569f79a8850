package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"

	"golang.org/x/term"

	"github.com/portbook/portbook/cmd/portbook/internal/lookup"
)

// showCommand is portbook show.
type showCommand struct {
	inputFlags
	Asked []string `arg:"" name:"port" help:"22, 0x357, tcp/22, :8080, 6000-6063, or a name: ssh, minecraft." placeholder:"PORT"`
	JSON  bool     `help:"Print what the API says: an object, or an array when there are several."`
}

// Help says what the short text does not.
func (showCommand) Help() string {
	return "A name is that of a service, a program or an essay. If none has just that name, those are listed whose names and descriptions" +
		" have words that begin like it. Colours are for terminals, unless NO_COLOR is set." +
		" Exit status: 0; 1 if nothing has the name, or the site cannot be loaded; 2 if a number is no port."
}

// Run prints what is known of the ports that were asked for.
func (c *showCommand) Run() error {
	question := strings.Join(c.Asked, " ")
	query, err := lookup.Parse(question)
	if err != nil {
		return usageError{err}
	}
	s, err := load(c.inputs())
	if err != nil {
		return err
	}
	screen := &screen{
		w: os.Stdout, site: s, data: s.Data(), system: systemOf(runtime.GOOS), coloured: isColoured(os.Stdout), columns: columnsOf(os.Stdout),
	}
	return screen.answer(query, question, c.JSON)
}

// answer finds the ports and prints them.
func (s *screen) answer(query lookup.Query, question string, asJSON bool) error {
	ports := lookup.Find(s.site.Facts, query)
	switch {
	case len(ports) == 0:
		return notFound(s, question)
	case asJSON:
		return s.json(ports, query)
	case len(ports) == 1:
		s.sheet(ports[0])
	default:
		s.list(ports, query.Name)
	}
	return s.err
}

func notFound(s *screen, question string) error {
	advice := lookup.Missed(s.site.Facts, s.site.Registry(), question)
	if advice == "" {
		advice = "name a port, a service or a program"
	}
	return fmt.Errorf("no port goes by the name %q (%s)", question, advice)
}

// json prints one object for one port, and an array for several and for a span.
func (s *screen) json(ports []int, query lookup.Query) error {
	var objects []byte
	for i, port := range ports {
		if i > 0 {
			objects = append(bytes.TrimSuffix(objects, []byte("\n")), ",\n"...)
		}
		objects = s.data.AppendObject(objects, port)
	}
	if len(ports) > 1 || query.First < query.Last {
		objects = fmt.Appendf(nil, "[\n%s]\n", objects)
	}
	_, err := s.w.Write(objects)
	return err
}

// systemOf is the name by which content/checks knows an operating system.
func systemOf(goos string) string {
	switch goos {
	case "darwin":
		return "macos"
	case "freebsd", "openbsd", "netbsd", "dragonfly":
		return "bsd"
	}
	return goos
}

// isColoured reports whether a file is a terminal whose user has nothing against colours (no-color.org).
func isColoured(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == ""
}

// columnsOf is how wide lines are to be: as wide as the terminal, if it is narrower than usual.
func columnsOf(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width == 0 { // no terminal, or one that does not know
		return mostColumns
	}
	return max(leastColumns, min(width, mostColumns))
}
