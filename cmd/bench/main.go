//go:build unix

// Bench measures what a build costs, against the program floor, which only writes the same files.
//
// Machines are noisy, so it runs the two in turn and compares them round by round: quote the ratios, never a time. It
// builds into memory (tmpfs) and onto the disk, or measures what its flags say.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	rounds  = flag.Int("rounds", 5, "how often everything is run")
	memory  = flag.String("memory", "/dev/shm", "folder in memory")
	disk    = flag.String("disk", os.TempDir(), "folder on disk; empty for none")
	warming = flag.Bool("warm-up", true, "take memory and give it back before each run")
	linear  = flag.Bool("linear", false, "compare what a page costs in smaller and larger sites, in memory")
	serve   = flag.Bool("serve", false, "measure the preview, with Chromium")
	search  = flag.Bool("search", false, "measure how soon results are seen on a slow phone, with Chromium")
)

func main() {
	flag.Parse()
	defer func() {
		if err := recover(); err != nil {
			log.Fatalf("bench: %v", err)
		}
	}()
	switch {
	case *linear:
		measureParts()
	case *serve:
		measureInBrowser("serve")
	case *search:
		measureInBrowser("search")
	default:
		measureBuild(*memory, false)
		if *disk != "" {
			measureBuild(*disk, true)
		}
	}
}

// must is v, or the end of the program, after what was deferred.
func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// measureBuild runs a build, floor and the same build again in turn. With keep, nothing is removed before the end: on
// some disks, writing after removing costs ten times as much.
func measureBuild(place string, keep bool) {
	dir := must(os.MkdirTemp(place, "portbook-bench-"))
	defer os.RemoveAll(dir)
	all := map[string][]float64{} // a value for each round, by name
	for n := range *rounds {
		site := filepath.Join(dir, fmt.Sprint("site", n))
		build := []string{"bin/portbook", "build", "--json", "--out", site}
		first, floor, again := run(build...), run("bin/floor", site, site+"-floor"), run(build...)
		first["cold"] = first["wall_seconds"] / floor["wall_seconds"]
		first["again"] = again["wall_seconds"] / floor["wall_seconds"]
		for name, value := range first {
			all[name] = append(all[name], value)
		}
		if !keep {
			check(os.RemoveAll(site))
			check(os.RemoveAll(site + "-floor"))
		}
	}
	fmt.Println(place)
	for _, row := range [][3]string{
		{"cold", "cold build / floor, wall", ""},
		{"again", "same build again / floor, wall", ""},
		{"loading_cpu_seconds", "loading, processor time", "s"},
		{"rendering_seconds", "rendering, both workers", "s"},
		{"writing_seconds", "writing, both workers", "s"},
		{"cpu_seconds", "whole build, processor time", "s"},
		{"wall_seconds", "whole build, wall", "s"},
		{"peak_memory", "peak memory", "MB"},
	} {
		show(row[1], row[2], all[row[0]])
	}
}

// show prints the median of values, and from where to where they reach.
func show(what, unit string, values []float64) {
	slices.Sort(values)
	fmt.Printf("  %-40s %8.3f %-2s (%.3f–%.3f, of %d)\n", what, values[len(values)/2], unit, values[0], values[len(values)-1], len(values))
}

// run runs a command that prints numbers as JSON, and adds how much memory it took, in MB; Linux counts in KiB.
func run(command ...string) map[string]float64 {
	warmUp()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	var costs map[string]float64
	check(json.Unmarshal(must(cmd.Output()), &costs))
	costs["peak_memory"] = float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) * 1024 / 1e6
	syscall.Sync() // lest the next one should wait for what this one wrote
	return costs
}

// warmUp makes all runs begin alike. A virtual machine may have to ask its host for memory that it has not used for a
// while, which costs several times what writing to it does. So as much as a run needs is taken, by a file in memory, and
// given back after some seconds, in which the host takes back what runs before have left.
func warmUp() {
	if !*warming {
		return
	}
	f, zeros := must(os.CreateTemp(*memory, "portbook-bench-")), must(os.Open("/dev/zero"))
	defer os.Remove(f.Name())
	defer f.Close()
	defer zeros.Close()
	io.CopyN(f, zeros, 2.2e9) // or as much as there is
	time.Sleep(4 * time.Second)
}

// measureInBrowser measures what takes Chromium; that stands beside the tests which do.
func measureInBrowser(what string) {
	args := "test -v -count 1 -timeout 0 -run Measured ./cmd/portbook/internal/test/browser -measure " + what
	cmd := exec.Command("go", strings.Fields(args)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	check(cmd.Run())
}

// measureParts builds an eighth, a quarter, a half and all of the port pages and prints what a page costs in each,
// against the whole: 1 everywhere when the cost grows as the pages do.
func measureParts() {
	const ports, step = 65536, 512 // ports are taken in steps, so that parts are as mixed as the whole
	dir := must(os.MkdirTemp(*memory, "portbook-bench-"))
	defer os.RemoveAll(dir)
	all, whole := map[int][]float64{}, 0.0
	for range *rounds {
		for _, divisor := range []int{1, 2, 4, 8} {
			var spans []string
			for first := 0; first < ports; first += step {
				spans = append(spans, fmt.Sprintf("%d-%d", first, first+step/divisor-1))
			}
			site := filepath.Join(dir, "site")
			costs := run("bin/portbook", "build", "--json", "--out", site, "--ports", strings.Join(spans, ","))
			check(os.RemoveAll(site))
			cost := (costs["rendering_seconds"] + costs["writing_seconds"]) * float64(divisor)
			if divisor == 1 {
				whole = cost
			}
			all[divisor] = append(all[divisor], cost/whole)
		}
	}
	fmt.Println("rendering and writing a page, against the whole site")
	for _, divisor := range []int{8, 4, 2, 1} {
		show(fmt.Sprint(ports/divisor, " pages"), "", all[divisor])
	}
}
