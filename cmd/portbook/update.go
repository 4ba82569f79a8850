package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// updateCommand is portbook update.
type updateCommand struct {
	inputFlags
	From   string `help:"Where the newer registry is: an address or a file." default:"${iana}" placeholder:"URL|FILE"`
	Date   string `help:"Date of the newer registry, if not today." placeholder:"DATE"`
	DryRun bool   `help:"Say what would change, and write nothing."`
}

// Bounds of what is fetched: IANA's file has about 1.5 MB, and its server is quick.
const (
	maxRegistry  = 64 << 20
	fetchTimeout = 2 * time.Minute
)

// Run brings the registry up to date. Whatever is wrong with the newer file leaves everything as it is.
func (c *updateCommand) Run(ctx context.Context) error {
	r, err := c.compare(ctx)
	if err != nil {
		return err
	}
	if bytes.Equal(r.was, r.is) {
		fmt.Printf("%s is up to date: nothing has changed since %s.\n", c.Registry, r.OldDate)
		return nil
	}
	if err := r.WriteText(os.Stdout); err != nil {
		return err
	}
	if err := c.printTexts(r); err != nil {
		return err
	}
	files, err := c.files(r)
	if err != nil {
		return err
	}
	done := "Written"
	if c.DryRun {
		done = "To be written"
	} else if err := replaceFiles(files); err != nil {
		return err
	}
	fmt.Printf("\n%s:\n", done)
	for _, f := range files {
		fmt.Printf("  %s\n", filepath.ToSlash(f.name))
		if line := lineOf(f.text, noteLine); f.name != c.Registry && line > 0 {
			fmt.Printf("    (line %d is a note about the registry before: rewrite it, or take it out)\n", line)
		}
	}
	return nil
}

// lineOf is the line of the first match, or 0.
func lineOf(text []byte, pattern *regexp.Regexp) int {
	at := pattern.FindIndex(text)
	if at == nil {
		return 0
	}
	return 1 + bytes.Count(text[:at[0]], []byte("\n"))
}

// A revision is the step from the registry that there is to a newer one.
type revision struct {
	*history.Report
	was, is []byte // the files
}

// compare fetches the newer registry and makes sure that it can take the place of the older one.
func (c *updateCommand) compare(ctx context.Context) (*revision, error) {
	if content.RegistryDate(c.Content, c.Registry) == "" {
		return nil, flagError("--registry", fmt.Errorf("%s is not the file that %s/registry.yaml is about", c.Registry, c.Content))
	}
	was, err := os.ReadFile(c.Registry)
	if err != nil {
		return nil, err
	}
	before, wrong := registry.Parse(c.Registry, was)
	is, err := c.fetch(ctx)
	if err != nil {
		return nil, err
	}
	after, alsoWrong := registry.Parse(c.From, is)
	if faults := append(wrong, alsoWrong...); len(faults) > 0 {
		printFaults(os.Stderr, faults)
		fmt.Fprintf(os.Stderr, "%s. Nothing was written.\n", plural(len(faults), "fault"))
		return nil, errReported
	}
	if now, then := len(after.All()), len(before.All()); now < then-then/10 {
		return nil, fmt.Errorf("%s has %d rows, %s has %d: it looks cut off (if it is right, copy it to %s by hand); nothing was written",
			c.From, now, c.Registry, then, c.Registry)
	}
	r := &revision{was: was, is: is, Report: history.Compare(before, after)}
	r.OldFile, r.OldDate = c.Registry, content.RegistryDate(c.Content, c.Registry)
	r.NewFile, r.NewDate = c.From, c.Date
	return r, c.settleDate(r)
}

func (c *updateCommand) settleDate(r *revision) error {
	if r.NewDate == "" {
		r.NewDate = time.Now().UTC().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, r.NewDate); err != nil {
		return flagError("--date", fmt.Errorf("%q is no date (write YYYY-MM-DD)", r.NewDate))
	}
	if r.NewDate <= r.OldDate && !bytes.Equal(r.was, r.is) {
		return flagError("--date", fmt.Errorf("%s is not later than %s, the date of %s", r.NewDate, r.OldDate, c.Registry))
	}
	return nil
}

// fetch reads the newer registry.
func (c *updateCommand) fetch(ctx context.Context) ([]byte, error) {
	if !isAddress(c.From) {
		return os.ReadFile(c.From)
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.From, nil)
	if err != nil {
		return nil, flagError("--from", err)
	}
	request.Header.Set("User-Agent", "portbook-update")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("cannot fetch the registry: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("cannot fetch the registry: %s answers %s", c.From, response.Status)
	}
	src, err := io.ReadAll(io.LimitReader(response.Body, maxRegistry+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot fetch the registry: %s: %w", c.From, err)
	case len(src) > maxRegistry:
		return nil, fmt.Errorf("cannot fetch the registry: %s is larger than %s", c.From, size(maxRegistry))
	}
	return src, nil
}

func isAddress(from string) bool {
	return strings.HasPrefix(from, "https://") || strings.HasPrefix(from, "http://")
}

// printTexts says which texts the update touches: those that assume what is no longer so, and those about a port whose
// assignment is another one now.
func (c *updateCommand) printTexts(r *revision) error {
	wrong, err := c.contradictions(r)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		fmt.Printf("\nTexts that assume what is no longer so (mend them before the next build):\n")
		for _, f := range wrong {
			fmt.Printf("  %v\n", f)
		}
	}
	s, _ := site.Load(c.inputs()) // faults elsewhere are for others to tell
	about := touched(s, r.Ports)
	about = slices.DeleteFunc(about, func(a site.Place) bool {
		return slices.ContainsFunc(wrong, func(f fault.Fault) bool { return f.File == a.File && (f.Line == a.Line || a.Line == 0) })
	})
	if len(about) > 0 {
		fmt.Printf("\nTexts about ports that changed (read them again):\n")
		for _, a := range about {
			fmt.Printf("  %v\n", a)
		}
	}
	return nil
}

// contradictions are what the texts would complain of, and do not complain of now.
func (c *updateCommand) contradictions(r *revision) (fault.List, error) {
	dir, err := os.MkdirTemp("", "portbook-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	with := func(src []byte) (fault.List, error) {
		in := c.inputs()
		in.Registry = filepath.Join(dir, "registry.csv") // not the one of registry.yaml: its contradictions are warnings
		if err := os.WriteFile(in.Registry, src, 0o600); err != nil {
			return nil, err
		}
		s, _ := site.Load(in)
		return s.Warnings, nil
	}
	before, err := with(r.was)
	if err != nil {
		return nil, err
	}
	after, err := with(r.is)
	if err != nil {
		return nil, err
	}
	after = slices.DeleteFunc(after, func(f fault.Fault) bool { return slices.Contains(before, f) })
	for i := range after {
		after[i].Problem = strings.ReplaceAll(after[i].Problem, filepath.Join(dir, "registry.csv"), c.Registry)
	}
	return after, nil
}

// touched lists the texts about the ports of changes, each once. Other contacts, say, touch no text.
func touched(s *site.Site, list []history.Change) []site.Place {
	var places []site.Place
	for _, change := range list {
		if change.Kind > history.Description {
			break
		}
		for port := max(change.First, 0); port <= change.Last; port++ {
			for _, p := range s.TextsAbout(port) {
				if !slices.Contains(places, p) {
					places = append(places, p)
				}
			}
		}
	}
	return places
}

// Where content/registry.yaml says of when the registry is, and what else is to be known of it.
var (
	dateLine = regexp.MustCompile(`(?m)^(date:[ \t]*)\S+`)
	noteLine = regexp.MustCompile(`(?m)^note:`)
)

// files are what an update writes: the list of changes, unless no number changed; the date; and the registry.
func (c *updateCommand) files(r *revision) ([]newFile, error) {
	var files []newFile
	if list := history.OfNumbers(r.Ports); len(list) > 0 {
		name := filepath.Join(c.Content, "changes", r.NewDate+".yaml")
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is there already (take it away, or name another date with --date); nothing was written", filepath.ToSlash(name))
		}
		source := officialRegistry
		if isAddress(c.From) && !strings.HasPrefix(c.From, officialRegistry) {
			source = c.From
		}
		files = append(files, newFile{name, history.Format(&history.Update{From: r.OldDate, To: r.NewDate,
			Sources: frontmatter.Texts{{Source: source}}, Changes: list})})
	}
	name := filepath.Join(c.Content, "registry.yaml")
	config, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	files = append(files, newFile{name, dateLine.ReplaceAll(config, []byte("${1}"+r.NewDate))})
	return append(files, newFile{c.Registry, r.is}), nil
}

// A newFile is what is to stand at a path.
type newFile struct {
	name string
	text []byte
}

// replaceFiles writes files so that each is either as before or whole, whatever happens in between, and none is
// touched before all could be written.
func replaceFiles(files []newFile) error {
	var temporary []string
	defer func() {
		for _, name := range temporary {
			os.Remove(name) // those that were not renamed
		}
	}()
	for _, f := range files {
		name, err := writeBeside(f)
		if name != "" {
			temporary = append(temporary, name)
		}
		if err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := os.Rename(temporary[i], f.name); err != nil {
			return err
		}
	}
	return nil
}

// writeBeside writes the text into a hidden file beside the path, and returns its name.
func writeBeside(f newFile) (name string, err error) {
	if err := os.MkdirAll(filepath.Dir(f.name), 0o755); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(filepath.Dir(f.name), "."+filepath.Base(f.name)+"-")
	if err != nil {
		return "", err
	}
	_, err = file.Write(f.text)
	return file.Name(), errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close())
}
