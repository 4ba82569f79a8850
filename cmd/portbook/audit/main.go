// Audit looks at the finished pages with two programs that the tests can do without: Lighthouse, which scores pages as
// readers on a phone and at a desk meet them, and the Nu Html Checker, which reads their markup. Pages are served as hosts
// do, compressed and with the headers of the file _headers.
//
//	go run ./cmd/portbook/audit [--rounds 3]
//
// It ends with status 1 when a page falls short. Chromium, npm and java have to be there
// (apt-get install chromium npm default-jre-headless); npx fetches the two programs.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/host"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

func main() {
	rounds := flag.Int("rounds", 3, "runs of Lighthouse for each page, of which the median counts; 0 for none")
	flag.Parse()
	log.SetFlags(0)
	s, faults := site.Load(site.Inputs{Registry: "registry.csv", Content: "content", Templates: "templates", Static: "static"})
	check(faults.Err())
	listener, err := net.Listen("tcp", "localhost:0")
	check(err)
	go http.Serve(listener, host.New(s.BasePath(), s.Render))
	origin := "http://" + listener.Addr().String() + s.BasePath()
	faultless := checkMarkup(origin, s.Paths())
	if *rounds > 0 {
		faultless = scorePages(origin, *rounds) && faultless
	}
	if !faultless {
		log.Fatal("audit: pages fall short")
	}
}

func check(err error) {
	if err != nil {
		log.Fatalf("audit: %v", err)
	}
}

// npx runs a program of an npm package that prints JSON, and reads that.
func npx(result any, program string, args ...string) {
	cmd := exec.Command("npx", append([]string{"--yes", "--ignore-scripts", program}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	check(err)
	check(json.Unmarshal(out, result))
}

// address is that of a file as hosts show it, below the root: ports/855 for ports/855.html.
func address(file string) string {
	return strings.TrimSuffix(strings.TrimSuffix(file, ".html"), "index")
}
