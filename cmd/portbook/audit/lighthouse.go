package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// scored are the pages that Lighthouse is shown, by the file; those that a site does not have are left out.
var scored = []string{
	"ports/1521.html",  // assigned
	"ports/20555.html", // unassigned
	"ports/225.html",   // reserved
	"ports/50000.html", // dynamic
	"ports/855.html",   // an essay
	"index.html", "ports/index.html", "ranges/user.html", "ranges/3000-3999.html", "services/index.html", "changes/index.html", "search.html", "about.html",
}

// categories are what Lighthouse scores, with the least that is promised, of 100.
var categories = []struct {
	name  string
	least int
}{{"performance", 98}, {"accessibility", 100}, {"best-practices", 100}, {"seo", 100}}

// scorePages prints the scores of all pages, on a phone and at a desk, and whether all are high enough.
func scorePages(ctx context.Context, t tools, s *site.Site, origin string, rounds int) (bool, error) {
	good := true
	fmt.Printf("%-24s %-8s", "Lighthouse", "")
	for _, c := range categories {
		fmt.Printf(" %14s", c.name)
	}
	fmt.Println()
	for _, file := range scored {
		if _, ok := s.Find(file); !ok {
			continue
		}
		page := address(file)
		for _, form := range []string{"mobile", "desktop"} {
			scores, short, err := medians(ctx, t, origin+page, form, rounds)
			if err != nil {
				return false, err
			}
			fmt.Printf("%-24s %-8s", "/"+page, form)
			for i, c := range categories {
				fmt.Printf(" %14d", scores[i])
				good = good && scores[i] >= c.least
			}
			fmt.Println()
			for _, s := range short {
				fmt.Printf("    %s\n", s)
			}
		}
	}
	return good, nil
}

// medians scores a page some times and returns the median of every category, and what the last run
// found fault with in those that fall short.
func medians(ctx context.Context, t tools, address, form string, rounds int) (scores []int, short []string, err error) {
	runs := make([][]int, len(categories))
	var last report
	for range rounds {
		if last, err = lighthouse(ctx, t, address, form); err != nil {
			return nil, nil, err
		}
		for i, c := range categories {
			runs[i] = append(runs[i], int(math.Round(last.Categories[c.name].Score*100)))
		}
	}
	for i, c := range categories {
		slices.Sort(runs[i])
		scores = append(scores, runs[i][len(runs[i])/2])
		if scores[i] < c.least {
			short = append(short, last.faults(c.name)...)
		}
	}
	return scores, short, nil
}

// A report is what Lighthouse writes, as far as it matters here.
type report struct {
	RuntimeError struct{ Message string }
	Categories   map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title        string
		Score        *float64 // nil for what does not apply
		DisplayValue string
	}
}

// faults lists what costs points in a category.
func (r report) faults(category string) []string {
	var list []string
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			list = append(list, fmt.Sprintf("%s: %s (%s) %s", category, a.Title, ref.ID, a.DisplayValue))
		}
	}
	return list
}

// lighthouse scores a page once.
func lighthouse(ctx context.Context, t tools, address, form string) (report, error) {
	var r report
	folder, err := os.MkdirTemp("", "portbook-audit-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "report.json")
	arguments := []string{t.lighthouse, address, "--quiet", "--output=json", "--output-path=" + file, "--no-enable-error-reporting",
		"--only-categories=performance,accessibility,best-practices,seo",
		"--chrome-flags=--headless=new --no-sandbox --disable-quic --user-data-dir=" + filepath.Join(folder, "profile")}
	if form == "desktop" {
		arguments = append(arguments, "--preset=desktop")
	}
	run := exec.CommandContext(ctx, t.node, arguments...)
	run.Env = append(os.Environ(), "CHROME_PATH="+t.chromium)
	if out, err := run.CombinedOutput(); err != nil {
		return r, fmt.Errorf("lighthouse %s: %w\n%s", address, err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("lighthouse %s: %w", address, err)
	}
	if r.RuntimeError.Message != "" {
		return r, fmt.Errorf("lighthouse %s: %s", address, r.RuntimeError.Message)
	}
	return r, nil
}
