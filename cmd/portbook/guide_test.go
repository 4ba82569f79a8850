package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A command in a guide: in a line of its own or in code, up to a comment or what the shell does with it.
var commandInGuide = regexp.MustCompile("(?m)(?:^ *|`)bin/portbook ([^`#\n]*)")

// TestGuidesNameCommandsThatExist: every command line in README.md and CONTRIBUTING.md is accepted, as is every
// set of flags that they hand to one through make.
func TestGuidesNameCommandsThatExist(t *testing.T) {
	through := map[string]*regexp.Regexp{
		"build": regexp.MustCompile(`\bmake BUILD="([^"]*)"`),
		"check": regexp.MustCompile(`\bmake check CHECK="([^"]*)"`),
	}
	files := []string{"README.md", "CONTRIBUTING.md"}
	workflows, err := filepath.Glob(filepath.Join(realRoot(), ".github", "workflows", "*.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range workflows {
		files = append(files, filepath.Join(".github", "workflows", filepath.Base(w)))
	}
	seen := 0
	for _, file := range files {
		text := read(t, filepath.Join(realRoot(), file))
		lines := [][]string{}
		for _, m := range commandInGuide.FindAllStringSubmatch(text, -1) {
			lines = append(lines, strings.Fields(m[1]))
		}
		for command, flags := range through {
			for _, m := range flags.FindAllStringSubmatch(text, -1) {
				lines = append(lines, append([]string{command}, strings.Fields(m[1])...))
			}
		}
		for _, line := range lines {
			seen++
			if _, err := commandLine(&commands{}).Parse(line); err != nil {
				t.Errorf("%s: portbook %s: %v", file, strings.Join(line, " "), err)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d commands were found", seen)
	}
}
