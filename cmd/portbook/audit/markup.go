package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
	"github.com/portbook/portbook/cmd/portbook/internal/test/browser"
)

// everyPort is how many ports lie between two whose markup is read. It shares no factor with the powers
// of two and ten at which blocks like to begin.
const everyPort = 97

// checkMarkup reads all pages that are no port's, those of the sample and of every 97th port, and
// prints every message of the checker: there must be none.
func checkMarkup(ctx context.Context, t tools, s *site.Site, origin string) (bool, error) {
	pages := pagesToRead(s)
	addresses := make([]string, len(pages))
	for i, name := range pages {
		addresses[i] = origin + address(name)
	}
	messages, err := runChecker(ctx, t, addresses)
	if err != nil {
		return false, err
	}
	const most = 50
	for i, m := range messages {
		if i == most {
			fmt.Printf("… and %d more\n", len(messages)-most)
			break
		}
		fmt.Printf("/%s:%d: %s %s: %s\n", strings.TrimPrefix(m.URL, origin), m.LastLine, m.Type, m.SubType, m.Message)
	}
	fmt.Printf("Nu Html Checker: %d pages, %d errors and warnings\n\n", len(pages), len(messages))
	return len(messages) == 0, nil
}

// pagesToRead lists the files of pages whose markup is read.
func pagesToRead(s *site.Site) []string {
	pages := browser.Sample(s)
	for i, name := range s.Paths() {
		isPort := strings.Contains("/"+name, "/ports/") && !strings.HasSuffix(name, "/index.html")
		if strings.HasSuffix(name, ".html") && (!isPort || i%everyPort == 0) {
			pages = append(pages, name)
		}
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}

// address is that of a file as hosts show it, below the root: ports/855 for ports/855.html.
func address(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(file, ".html"), "index")
}

// A message is what the checker says of one place in a page.
type message struct {
	Type     string // error, info, non-document-error
	SubType  string // warning, fatal, or nothing
	URL      string
	LastLine int
	Message  string
}

// runChecker reads the pages at addresses.
func runChecker(ctx context.Context, t tools, addresses []string) ([]message, error) {
	var report struct{ Messages []message }
	arguments := append([]string{"-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all", "-jar", t.checker, "--exit-zero-always", "--stdout", "--format", "json"}, addresses...)
	run := exec.CommandContext(ctx, t.java, arguments...)
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("the Nu Html Checker: %w", err)
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, fmt.Errorf("the Nu Html Checker: %w\n%s", err, out)
	}
	return report.Messages, nil
}
