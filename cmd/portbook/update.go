package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
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
	if c.DryRun {
		printList("To be written:", files)
		return nil
	}
	if err := replaceFiles(files); err != nil {
		return err
	}
	printList("Written:", files)
	return nil
}

// printList prints a heading and a line for each item, if there are any.
func printList[T any](heading string, items []T) {
	if len(items) > 0 {
		fmt.Printf("\n%s\n", heading)
	}
	for _, item := range items {
		fmt.Printf("  %v\n", item)
	}
}

// A revision is the step from the registry that there is to a newer one.
type revision struct {
	*history.Report
	was, is []byte // the files
}

// compare fetches the newer registry and makes sure that it can take the place of the older one.
func (c *updateCommand) compare(ctx context.Context) (*revision, error) {
	oldDate := content.RegistryDate(c.Content, c.Registry)
	if oldDate == "" {
		return nil, flagError("--registry", fmt.Errorf("%s is not the file that %s/registry.yaml is about", c.Registry, c.Content))
	}
	was, err := os.ReadFile(c.Registry)
	if err != nil {
		return nil, err
	}
	is, err := c.fetch(ctx)
	if err != nil {
		return nil, err
	}
	before, wrong := registry.Parse(c.Registry, was)
	after, alsoWrong := registry.Parse(c.From, is)
	if err := report(append(wrong, alsoWrong...)); err != nil {
		return nil, err
	}
	if now, then := len(after.All()), len(before.All()); now < then-then/10 {
		return nil, fmt.Errorf("%s has %d rows, %s has %d: it looks cut off (if it is right, copy it to %s by hand); nothing was written",
			c.From, now, c.Registry, then, c.Registry)
	}
	r := &revision{was: was, is: is, Report: history.Compare(before, after)}
	r.OldFile, r.OldDate, r.NewFile = c.Registry, oldDate, c.From
	r.NewDate = cmp.Or(c.Date, time.Now().UTC().Format(time.DateOnly))
	if r.NewDate <= r.OldDate && !bytes.Equal(was, is) {
		err = flagError("--date", fmt.Errorf("%s is not later than %s, the date of %s", r.NewDate, r.OldDate, c.Registry))
	}
	return r, cmp.Or(checkDate("--date", r.NewDate), err)
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
	src, err := io.ReadAll(io.LimitReader(response.Body, maxRegistry+1))
	switch {
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("cannot fetch the registry: %s answers %s", c.From, response.Status)
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
	s, faults := site.Load(c.inputs()) // whatever else is wrong is for portbook check to report
	wrong, err := c.contradictions(r.is)
	if err != nil {
		return err
	}
	known := slices.Concat(faults, s.Warnings)
	wrong = slices.DeleteFunc(wrong, func(f fault.Fault) bool { return slices.Contains(known, f) })
	about := slices.DeleteFunc(touched(s, r.Ports), func(a site.Place) bool {
		return slices.ContainsFunc(wrong, func(f fault.Fault) bool { return f.File == a.File && (f.Line == a.Line || a.Line == 0) })
	})
	printList("Texts that assume what is no longer so (mend them before the next build):", wrong)
	printList("Texts about ports that changed (read them again):", about)
	return nil
}

// contradictions are what in the texts does not agree with a registry. It is read from another place than the one that
// registry.yaml names, because contradictions are warnings then, apart from faults.
func (c *updateCommand) contradictions(registry []byte) (fault.List, error) {
	dir, err := os.MkdirTemp("", "portbook-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in := c.inputs()
	in.Registry = filepath.Join(dir, "registry.csv")
	if err := os.WriteFile(in.Registry, registry, 0o600); err != nil {
		return nil, err
	}
	s, _ := site.Load(in)
	for i, w := range s.Warnings {
		s.Warnings[i].Problem = strings.ReplaceAll(w.Problem, in.Registry, c.Registry)
	}
	return s.Warnings, nil
}

// touched lists the texts about the ports of changes, each once. Other contacts, say, touch no text.
func touched(s *site.Site, changes []history.Change) (places []site.Place) {
	for _, change := range changes {
		for port := change.First; port <= change.Last && change.Kind <= history.Description; port++ {
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
	if len(r.Ports) > 0 && r.Ports[0].Kind.OfNumber() {
		name := filepath.Join(c.Content, "changes", r.NewDate+".yaml")
		if _, err := os.Lstat(name); err == nil {
			return nil, fmt.Errorf("%s is there already (take it away, or name another date with --date); nothing was written",
				filepath.ToSlash(name))
		}
		source := c.From
		if !isAddress(source) || strings.HasPrefix(source, officialRegistry) {
			source = officialRegistry
		}
		files = append(files, newFile{name: name, text: changesFile(r.Report, source)})
	}
	config := newFile{name: filepath.Join(c.Content, "registry.yaml")}
	text, err := os.ReadFile(config.name)
	if err != nil {
		return nil, err
	}
	config.text = dateLine.ReplaceAll(text, []byte("${1}"+r.NewDate))
	if at := noteLine.FindIndex(config.text); at != nil {
		line := 1 + bytes.Count(config.text[:at[0]], []byte("\n"))
		config.remark = fmt.Sprintf("\n    (line %d is a note about the registry before: rewrite it, or take it out)", line)
	}
	return append(files, config, newFile{name: c.Registry, text: r.is}), nil
}

// A newFile is what is to stand at a path.
type newFile struct {
	name   string
	text   []byte
	remark string // for who reads the list of files
}

func (f newFile) String() string { return filepath.ToSlash(f.name) + f.remark }

// replaceFiles writes files so that each is either as before or whole, whatever happens in between, and none is
// touched before all could be written: first into hidden files beside them.
func replaceFiles(files []newFile) error {
	var hidden []string
	for _, f := range files {
		folder, name := filepath.Split(f.name)
		if err := os.MkdirAll(filepath.Clean(folder), 0o755); err != nil {
			return err
		}
		file, err := os.CreateTemp(filepath.Clean(folder), "."+name+"-")
		if err != nil {
			return err
		}
		defer os.Remove(file.Name()) // if it was not renamed
		_, err = file.Write(f.text)
		if err := errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close()); err != nil {
			return err
		}
		hidden = append(hidden, file.Name())
	}
	for i, f := range files {
		if err := os.Rename(hidden[i], f.name); err != nil {
			return err
		}
	}
	return nil
}
