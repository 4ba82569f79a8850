package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/draft"
	"github.com/portbook/portbook/cmd/portbook/internal/preview"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// newCommand is portbook new.
type newCommand struct {
	inputFlags
	Kind string `arg:"" name:"port-or-kind" help:"A port, for its essay; or page, question, note."`
	Name string `arg:"" optional:"" help:"Name of the file of a page, question or note, such as large-block."`
	Addr string `help:"Where portbook serve listens." default:"${preview}" placeholder:"HOST:PORT"`
	Open bool   `help:"Open its page in the browser, if portbook serve is running." default:"true" negatable:""`
}

// fileName is what a page, question or note may be called: it becomes a part of addresses.
var fileName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// examplePort is where a new question or note is shown until its writer says for which ports it holds.
const examplePort = 8080

// Run writes the beginning of a content file, and opens the page that shows it. It never writes over one.
func (c *newCommand) Run() error {
	s, faults := site.Load(c.inputs()) // faults elsewhere in the texts are counted below
	path, address, text, err := c.draft(s)
	if err != nil {
		return err
	}
	if s.Links() == view.HTMLLinks {
		address += ".html"
	}
	file := filepath.Join(c.Content, path)
	if err := writeNew(file, text); err != nil {
		return err
	}
	page := "http://" + c.Addr + s.BasePath() + address
	fmt.Printf("%s\n%s  (with portbook serve)\n", filepath.ToSlash(file), page)
	if c.Open && previewRuns(c.Addr) {
		openBrowser(page)
	}
	if len(faults) > 0 {
		fmt.Fprintf(os.Stderr, "%s elsewhere: portbook check lists what has to be mended before pages show\n", plural(len(faults), "fault"))
	}
	return nil
}

// draft returns the file to write, below the folder of words, and the address of a page that shows it.
func (c *newCommand) draft(s *site.Site) (path, address string, text []byte, err error) {
	port, notNumber := strconv.Atoi(c.Kind)
	_, notPort := registry.ParsePort(c.Kind)
	address = "ports/" + strconv.Itoa(examplePort)
	switch {
	case notNumber == nil && notPort != nil:
		err = fmt.Errorf("%s is not a port (ports are 0 to 65535)", c.Kind)
	case notNumber == nil && c.Name != "":
		err = fmt.Errorf("unexpected %q behind a port", c.Name)
	case notNumber == nil:
		path, address, text = "ports/"+c.Kind, "ports/"+c.Kind, draft.Essay(s, port, time.Now().Format(time.DateOnly))
	case !fileName.MatchString(c.Name):
		err = fmt.Errorf("%s %q: a name is needed, of small letters, digits and hyphens, such as large-block", c.Kind, c.Name)
	case c.Kind == "page":
		path, address, text = "pages/"+c.Name, c.Name, draft.Page()
	case c.Kind == "question":
		path, text = "faq/"+c.Name, draft.Question(examplePort)
	case c.Kind == "note":
		path, text = "notes/"+c.Name, draft.Note(examplePort)
	default:
		err = fmt.Errorf("%q is nothing that can be begun (a port, or page, question, note)", c.Kind)
	}
	if err != nil {
		err = usageError{err}
	}
	return path + ".md", address, text, err
}

// writeNew writes a file that is not there yet.
func writeNew(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; nothing was written", filepath.ToSlash(file))
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// previewRuns reports whether a preview answers at an address.
func previewRuns(addr string) bool {
	client := http.Client{Timeout: time.Second} // it answers within milliseconds, or is not there
	r, err := client.Head("http://" + addr + preview.Script)
	if err != nil {
		return false
	}
	defer r.Body.Close()
	return r.StatusCode == http.StatusOK
}
