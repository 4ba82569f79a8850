package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Ports are taken in stretches, so that parts of the site are as mixed as the whole.
const (
	allPorts = 65536
	stretch  = 512
)

// linear builds an eighth, a quarter, a half and all of the port pages and prints what a page costs in
// each, against the whole: 1 everywhere when the cost grows as the pages do.
func linear(parent string, rounds int, registry string) error {
	dir, err := os.MkdirTemp(parent, "portbook-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	shares := []int{8, 4, 2, 1}
	costs := make([][]float64, len(shares))
	for range rounds {
		for i, share := range shares {
			site := filepath.Join(dir, "site")
			r, err := start("bin/portbook", "build", "--json", "--out", site, "--registry", registry, "--ports", part(share))
			os.RemoveAll(site)
			if err != nil {
				return err
			}
			costs[i] = append(costs[i], (r.Rendering+r.Writing)/float64(allPorts/share))
		}
	}
	fmt.Printf("rendering and writing a page, against the whole site, %d rounds, medians\n", rounds)
	for i, share := range shares {
		fmt.Printf("  %6d pages %8.2f\n", allPorts/share, median(costs[i])/median(costs[len(costs)-1]))
	}
	return nil
}

// part lists the ports of one share of all, as --ports takes them.
func part(share int) string {
	var spans []string
	for first := 0; first < allPorts; first += stretch {
		spans = append(spans, fmt.Sprintf("%d-%d", first, first+stretch/share-1))
	}
	return strings.Join(spans, ",")
}
