package main

import (
	"fmt"
	"log"
	"math"
	"slices"
)

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

// scorePages prints the scores of all pages, on a phone and at a desk, and what costs points where they are too low.
func scorePages(origin string, rounds int) (faultless bool) {
	faultless = true
	fmt.Println("Lighthouse: performance, accessibility, best practices, seo")
	for _, file := range scored {
		for _, form := range []string{"mobile", "desktop"} {
			reports := make([]report, rounds)
			for i := range reports {
				reports[i] = score(origin+address(file), form)
			}
			fmt.Printf("/%-20s %-8s", address(file), form)
			faults := ""
			for _, c := range categories {
				score := median(reports, c.name)
				fmt.Printf(" %3d", score)
				if score < c.least {
					faults += fmt.Sprintf("    %s has to reach %d\n", c.name, c.least) + reports[0].faults(c.name)
				}
			}
			fmt.Print("\n", faults)
			faultless = faultless && faults == ""
		}
	}
	return faultless
}

func median(reports []report, category string) int {
	var scores []int
	for _, r := range reports {
		scores = append(scores, int(math.Round(r.Categories[category].Score*100)))
	}
	slices.Sort(scores)
	return scores[len(scores)/2]
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
		Title, DisplayValue string
		Score               *float64 // nil for what does not apply
	}
}

func score(address, form string) (r report) {
	args := []string{
		address, "--quiet", "--output=json", "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox --disable-quic",
		"--only-categories=performance,accessibility,best-practices,seo",
	}
	if form == "desktop" {
		args = append(args, "--preset=desktop")
	}
	npx(&r, "lighthouse@12.8.2", args...) // the last that runs on the node of Debian
	if r.RuntimeError.Message != "" {
		log.Fatalf("audit: %s: %s", address, r.RuntimeError.Message)
	}
	return r
}

// faults lists what costs points in a category.
func (r report) faults(category string) (list string) {
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			list += fmt.Sprintf("    %s: %s (%s) %s\n", category, a.Title, ref.ID, a.DisplayValue)
		}
	}
	return list
}
