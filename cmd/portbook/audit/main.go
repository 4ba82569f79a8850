// Audit looks at the finished pages with two programs that the tests can do without: Lighthouse, which
// scores pages as readers on a phone and at a desk meet them, and the Nu Html Checker, which reads their
// markup. Pages are rendered when asked for and served as hosts do, compressed and with the headers of
// the file _headers.
//
//	go run ./cmd/portbook/audit [--rounds 3] [--lighthouse=false] [--markup=false]
//
// It prints a table and ends with status 1 when a page falls short. Chromium, node with npm, and java
// have to be there; the two programs themselves are npm packages and are installed into the user's
// cache.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"

	"github.com/portbook/portbook/cmd/portbook/internal/host"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
	"github.com/portbook/portbook/cmd/portbook/internal/test/browser"
)

func main() {
	rounds := flag.Int("rounds", 3, "runs of Lighthouse for each page; the median counts")
	scores := flag.Bool("lighthouse", true, "score pages with Lighthouse")
	markup := flag.Bool("markup", true, "read pages with the Nu Html Checker")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	good, err := audit(ctx, *rounds, *scores, *markup)
	if err != nil {
		fmt.Fprintf(os.Stderr, "audit: %v\n", err)
	}
	if err != nil || !good {
		stop()
		os.Exit(1)
	}
}

// audit reports whether all pages are as good as promised. An error says why it could not tell.
func audit(ctx context.Context, rounds int, scores, markup bool) (good bool, err error) {
	tools, err := installTools(ctx)
	if err != nil {
		return false, err
	}
	s, faults := site.Load(site.Inputs{Registry: "registry.csv", Content: "content", Templates: "templates", Static: "static"})
	if len(faults) > 0 {
		return false, faults.Err()
	}
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return false, err
	}
	defer listener.Close()
	go http.Serve(listener, host.New(s.BasePath(), browser.Files(s)))
	origin := "http://" + listener.Addr().String() + s.BasePath()
	good = true
	for _, look := range []struct {
		wanted bool
		pages  func() (bool, error)
	}{
		{markup, func() (bool, error) { return checkMarkup(ctx, tools, s, origin) }},
		{scores, func() (bool, error) { return scorePages(ctx, tools, s, origin, rounds) }},
	} {
		if !look.wanted {
			continue
		}
		ok, err := look.pages()
		if err != nil {
			return false, err
		}
		good = good && ok
	}
	return good, nil
}
