// Bench measures what a build costs, against the program floor, which only writes the same files.
//
// Machines are noisy, so it runs the two in turn and compares pair by pair: quote the ratios, never a
// time. It builds into memory (tmpfs) and onto the disk. A virtual machine may have to ask its host for
// memory that it has not used for a while, which costs several times what writing to it does; so before each
// run, as much memory as it needs is taken and given back (see warm).
//
//	go run ./cmd/bench [--rounds 5] [--memory /dev/shm] [--disk DIR] [--registry FILE] [--warm MB]
//	go run ./cmd/bench --serve      measures the preview instead, with Chromium
//	go run ./cmd/bench --search     how soon results are seen on a slow phone, with Chromium
//	go run ./cmd/bench --linear     what a page costs in smaller and larger sites
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
)

// A run is what one build, or one run of the floor, cost.
type run struct {
	Wall      float64 `json:"wall_seconds"`
	CPU       float64 `json:"cpu_seconds"`
	Loading   float64 `json:"loading_cpu_seconds"`
	Rendering float64 `json:"rendering_seconds"`
	Writing   float64 `json:"writing_seconds"`
	Memory    float64 // peak, in MB
}

func main() {
	rounds := flag.Int("rounds", 5, "pairs of runs in each place")
	memory := flag.String("memory", "/dev/shm", "folder in memory; empty for none")
	disk := flag.String("disk", os.TempDir(), "folder on disk; empty for none")
	registry := flag.String("registry", "registry.csv", "registry to build from")
	warm := flag.Int64("warm", 2200, "megabytes to take and give back before each run; 0 for none")
	byShare := flag.Bool("linear", false, "build parts of the site, in memory, and compare what a page costs")
	serve := flag.Bool("serve", false, "measure portbook serve instead of a build")
	search := flag.Bool("search", false, "measure the search instead of a build")
	held := flag.Int("hold", 0, "take so many megabytes until the input ends, and do nothing else: what --warm starts")
	flag.Parse()
	if *held > 0 {
		hold(*held)
		return
	}
	if *serve {
		if err := measureServing(*registry); err != nil {
			fail(err)
		}
		return
	}
	if *search {
		if err := measureSearch(*registry); err != nil {
			fail(err)
		}
		return
	}
	if *byShare {
		if err := linear(*memory, *rounds, *registry); err != nil {
			fail(err)
		}
		return
	}
	for _, p := range []place{{"memory", *memory, *memory, *warm, false}, {"disk", *disk, *memory, *warm, true}} {
		if p.dir == "" {
			continue
		}
		if err := measure(p, *rounds, *registry); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintf(os.Stderr, "bench: %v\n", err)
	os.Exit(1)
}

// A place is where runs write: a folder in memory or on a disk.
type place struct {
	name, dir string
	memory    string // a folder in memory
	warmMB    int64
	keep      bool // until the end: on some file systems, writing after removing costs ten times as much
}

// measure runs build and floor in turn in a folder and prints medians and ratios.
func measure(p place, rounds int, registry string) error {
	dir, err := os.MkdirTemp(p.dir, "portbook-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var m measured
	for round := range rounds {
		if err := m.round(p, filepath.Join(dir, fmt.Sprint(round)), registry); err != nil {
			return err
		}
	}
	m.report(p.name)
	return nil
}

// round runs everything once, below a folder that is not there yet.
func (m *measured) round(p place, dir, registry string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	site := filepath.Join(dir, "site")
	build := []string{"bin/portbook", "build", "--json", "--registry", registry, "--out", site}
	floor := []string{"bin/floor", "--json", "--like", site, "--out"}
	for _, r := range []struct {
		to      *[]run
		command []string
	}{
		{&m.builds, build},
		{&m.floors, append(slices.Clone(floor), filepath.Join(dir, "floor"), "--same")}, // next to what it is compared with
		{&m.rebuilds, build},
		{&m.bare, append(slices.Clone(floor), filepath.Join(dir, "bare"))},
		{&m.rest, []string{"bin/portbook", "build", "--json", "--registry", registry, "--ports", "0", "--out", filepath.Join(dir, "rest")}},
	} {
		p.warm()
		cost, err := start(r.command[0], r.command[1:]...)
		if err != nil {
			return err
		}
		*r.to = append(*r.to, cost)
		syscall.Sync() // lest the next one should wait for what this one wrote
	}
	if p.keep {
		return nil
	}
	err := os.RemoveAll(dir)
	p.settle()
	return err
}

// Measured is what the runs in one place cost, by round.
type measured struct {
	builds   []run // into an empty folder
	rebuilds []run // the same once more
	floors   []run // the same files, with the same bytes
	bare     []run // files of the same sizes, all written from one piece of memory
	rest     []run // a build with the page of one port: what is left are all other files
}

// start runs a command that prints its costs as JSON.
func start(command string, args ...string) (run, error) {
	var r run
	cmd := exec.Command(command, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return r, fmt.Errorf("%s: %w", command, err)
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return r, fmt.Errorf("%s: %w", command, err)
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.Memory = float64(usage.Maxrss) * 1024 / 1e6 // Linux counts in KiB
	}
	return r, nil
}

func (m *measured) report(name string) {
	fmt.Printf("%s, %d rounds, medians (min–max)\n", name, len(m.builds))
	row := func(what, unit string, values []float64) {
		fmt.Printf("  %-34s %7.3f %-3s (%.3f–%.3f)\n", what, median(values), unit, slices.Min(values), slices.Max(values))
	}
	wall := func(r run) float64 { return r.Wall }
	row("cold build / floor, wall", "", ratios(m.builds, m.floors, wall))
	row("cold build / bare floor, wall", "", ratios(m.builds, m.bare, wall))
	row("same build again / floor, wall", "", ratios(m.rebuilds, m.floors, wall))
	row("loading, processor time", "s", pick(m.builds, func(r run) float64 { return r.Loading }))
	row("rendering, both workers", "s", pick(m.builds, func(r run) float64 { return r.Rendering }))
	row("  of that, files of no port", "s", pick(m.rest, func(r run) float64 { return r.Rendering }))
	row("writing, both workers", "s", pick(m.builds, func(r run) float64 { return r.Writing }))
	row("whole build, processor time", "s", pick(m.builds, func(r run) float64 { return r.CPU }))
	row("floor, processor time", "s", pick(m.floors, func(r run) float64 { return r.CPU }))
	row("whole build, wall", "s", pick(m.builds, wall))
	row("floor, wall", "s", pick(m.floors, wall))
	row("peak memory", "MB", pick(m.builds, func(r run) float64 { return r.Memory }))
}

// ratios compares runs pair by pair, since a machine is faster now and slower then.
func ratios(runs, others []run, of func(run) float64) []float64 {
	values := make([]float64, len(runs))
	for i := range runs {
		values[i] = of(runs[i]) / of(others[i])
	}
	return values
}

func pick(runs []run, of func(run) float64) []float64 {
	values := make([]float64, len(runs))
	for i, r := range runs {
		values[i] = of(r)
	}
	return values
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
