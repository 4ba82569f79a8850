package browser

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The audit has two programs look at the finished pages that the other tests can do without: Lighthouse, which scores pages
// as readers on a phone and at a desk meet them, and the Nu Html Checker, which reads their markup. It takes long, so it is
// run by make audit alone. Chromium, npm and java have to be there (apt-get install chromium npm default-jre-headless);
// npx fetches the two programs.
var (
	audit  = flag.Bool("audit", false, "have Lighthouse score pages, and the Nu Html Checker read their markup")
	rounds = flag.Int("rounds", 3, "runs of Lighthouse for each page, of which the median counts; 0 for none")
)

// audited returns the address of the real site, or skips the test when no audit was asked for.
func audited(t *testing.T) string {
	t.Helper()
	if !*audit {
		t.Skip("part of make audit")
	}
	return serve(t, realSite(t))
}

// npx runs a program of an npm package that prints JSON, and reads that.
func npx(t *testing.T, result any, program string, args ...string) {
	t.Helper()
	cmd := exec.Command("npx", append([]string{"--yes", "--ignore-scripts", program}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, result)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// everyPort is how many files lie between two ports whose markup is read. It shares no factor with the powers of two and
// ten at which blocks like to begin.
const everyPort = 97

// TestAuditedMarkupIsValid on all pages that are no port's, and on some ports'.
func TestAuditedMarkupIsValid(t *testing.T) {
	origin := audited(t)
	args := []string{"--exit-zero-always", "--stdout", "--format", "json"}
	pages := 0
	for i, file := range realSite(t).Paths() {
		isPort := strings.Contains("/"+file, "/ports/") && !strings.HasSuffix(file, "/index.html")
		if strings.HasSuffix(file, ".html") && (!isPort || i%everyPort == 0) {
			args = append(args, address(origin, file))
			pages++
		}
	}
	// The checker shuns addresses of the machine that it runs on.
	t.Setenv("JDK_JAVA_OPTIONS", "-Dnu.validator.servlet.allow-forbidden-hosts=true -Dnu.validator.servlet.allowed-address-type=all")
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message string
			LastLine                    int
		}
	}
	npx(t, &report, "vnu-jar@26.9.27", args...)
	for _, m := range report.Messages {
		t.Errorf("%s:%d: %s %s: %s", strings.TrimPrefix(m.URL, origin), m.LastLine, m.Type, m.SubType, m.Message)
	}
	fmt.Printf("Nu Html Checker: %d pages, %d errors and warnings\n", pages, len(report.Messages))
}

// scored are the files of the pages that Lighthouse is shown.
var scored = []string{
	"ports/1521.html",                    // assigned
	"ports/20555.html",                   // unassigned
	"ports/225.html", "ports/50000.html", // reserved, dynamic
	"ports/855.html", // an essay
	"index.html", "ports/index.html", "ranges/user.html", "ranges/3000-3999.html", "services/index.html",
	"changes/index.html", "search.html", "about.html",
}

// categories are what Lighthouse scores, with the least that is promised, of 100.
var categories = []struct {
	name  string
	least int
}{{"performance", 98}, {"accessibility", 100}, {"best-practices", 100}, {"seo", 100}}

// TestAuditedPagesScoreHigh prints the scores of pages, and says what costs points where they are too low.
func TestAuditedPagesScoreHigh(t *testing.T) {
	origin := audited(t)
	if *rounds == 0 {
		t.Skip("without Lighthouse")
	}
	fmt.Println("Lighthouse: performance, accessibility, best practices, seo")
	for _, file := range scored {
		for _, form := range []string{"mobile", "desktop"} {
			page, scores := address(origin, file), map[string][]int{}
			var last lighthouse
			for range *rounds {
				last = score(t, page, form)
				for name, category := range last.Categories {
					scores[name] = append(scores[name], int(math.Round(category.Score*100)))
				}
			}
			fmt.Printf("%-21s %-8s", strings.TrimPrefix(page, origin), form)
			faults := ""
			for _, c := range categories {
				slices.Sort(scores[c.name])
				median := scores[c.name][*rounds/2]
				fmt.Printf(" %3d", median)
				if median < c.least {
					faults += fmt.Sprintf("    %s has to reach %d\n%s", c.name, c.least, last.faults(c.name))
				}
			}
			fmt.Print("\n", faults)
			if faults != "" {
				t.Fail()
			}
		}
	}
}

// A lighthouse is what Lighthouse writes, as far as it matters here.
type lighthouse struct {
	RuntimeError struct{ Message string }
	Categories   map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title, DisplayValue string
		Score               *float64 // nil for what does not apply
	}
}

func score(t *testing.T, page, form string) (r lighthouse) {
	t.Helper()
	args := []string{
		page, "--quiet", "--output=json", "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox --disable-quic",
		"--only-categories=performance,accessibility,best-practices,seo",
	}
	if form == "desktop" {
		args = append(args, "--preset=desktop")
	}
	npx(t, &r, "lighthouse@12.8.2", args...) // the last that runs on the node of Debian
	if r.RuntimeError.Message != "" {
		t.Fatalf("%s: %s", page, r.RuntimeError.Message)
	}
	return r
}

// faults lists what costs points in a category.
func (r lighthouse) faults(category string) (list string) {
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			list += fmt.Sprintf("    %s: %s (%s) %s\n", category, a.Title, ref.ID, a.DisplayValue)
		}
	}
	return list
}
