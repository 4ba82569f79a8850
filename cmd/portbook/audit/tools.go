package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// The npm packages of the two programs. Lighthouse 12 is the last that runs on the node of Debian.
const (
	lighthousePackage = "lighthouse@12.8.2"
	checkerPackage    = "vnu-jar@26.9.27"
)

// tools are the programs that an audit starts.
type tools struct {
	chromium   string
	node       string
	java       string
	lighthouse string // a script for node
	checker    string // a jar for java
}

// installTools finds what has to be there and installs the rest into the user's cache, unless it was
// installed before. Errors say everything that is missing.
func installTools(ctx context.Context) (tools, error) {
	var t tools
	var missing []error
	find := func(path *string, debian string, names ...string) {
		for _, name := range names {
			if found, err := exec.LookPath(name); err == nil {
				*path = found
				return
			}
		}
		missing = append(missing, fmt.Errorf("%s is missing (apt-get install %s)", names[0], debian))
	}
	var npm string
	find(&t.chromium, "chromium", "chromium", "chromium-browser", "google-chrome")
	find(&t.node, "nodejs", "node")
	find(&npm, "npm", "npm")
	find(&t.java, "default-jre-headless", "java")
	if len(missing) > 0 {
		return t, errors.Join(missing...)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return t, err
	}
	folder := filepath.Join(cache, "portbook", lighthousePackage+","+checkerPackage)
	t.lighthouse = filepath.Join(folder, "node_modules", "lighthouse", "cli", "index.js")
	t.checker = filepath.Join(folder, "node_modules", "vnu-jar", "build", "dist", "vnu.jar")
	if exists(t.lighthouse) && exists(t.checker) {
		return t, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return t, err
	}
	fmt.Fprintf(os.Stderr, "installing %s and %s (about 220 MB) into %s\n", lighthousePackage, checkerPackage, folder)
	out, err := exec.CommandContext(ctx, npm, "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
		lighthousePackage, checkerPackage).CombinedOutput()
	if err != nil {
		return t, fmt.Errorf("npm cannot install them: %w\n%s", err, out)
	}
	return t, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
