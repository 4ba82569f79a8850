package commands

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const content = "../../../../../content"

// A fence is one block of commands in a content file.
type fence struct {
	file, language, code string
	line                 int               // of the opening fence
	says                 map[string]string // what follows the language: finds=tcp-listeners
	sourced              bool              // the file names where its commands come from
}

// name is the place of a fence, for the names of subtests.
func (f fence) name() string {
	place, _ := filepath.Rel(content, f.file)
	return place + ":" + strconv.Itoa(f.line)
}

// on is the code for one port.
func (f fence) on(port string) string {
	return strings.NewReplacer("{port}", port, "PORT", port).Replace(f.code)
}

// fences reads the fences of all files that match the patterns, in order.
func fences(t *testing.T, patterns ...string) []fence {
	t.Helper()
	var all []fence
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join(content, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files for %s: %v", pattern, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, parseFences(file, string(src))...)
		}
	}
	return all
}

func parseFences(file, src string) []fence {
	var found []fence
	inside := false
	for i, line := range strings.Split(src, "\n") {
		info, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && inside:
			inside = false
		case isFence:
			inside = true
			found = append(found, newFence(file, i+1, info))
			found[len(found)-1].sourced = strings.Contains(src, "\nsource: https://") || strings.Contains(src, "\n  - https://")
		case inside:
			found[len(found)-1].code += line + "\n"
		}
	}
	return found
}

func newFence(file string, line int, info string) fence {
	f := fence{file: file, line: line, says: map[string]string{}}
	for i, word := range strings.Fields(info) {
		key, value, isAttribute := strings.Cut(word, "=")
		if i == 0 {
			f.language = word
		} else if isAttribute {
			f.says[key] = value
		}
	}
	return f
}
