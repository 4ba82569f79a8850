package export_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// The tests here read the project's own inputs: what they promise, they promise of the site that gets published.
const root = "../../../.."

func inputs() site.Inputs {
	return site.Inputs{
		Registry: filepath.Join(root, "registry.csv"), Content: filepath.Join(root, "content"),
		Templates: filepath.Join(root, "templates"), Static: filepath.Join(root, "static"),
	}
}

// whole is the site over the real inputs, loaded once since it never changes.
var whole = sync.OnceValues(func() (*site.Site, fault.List) { return site.Load(inputs()) })

func wholeSite(t *testing.T) *site.Site {
	t.Helper()
	s, faults := whole()
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// file renders a file of a site.
func file(t *testing.T, s *site.Site, path string) string {
	t.Helper()
	i, ok := s.Find(path)
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	return string(s.NewWorker()(i, nil))
}

// withIndex loads a site with another policy for search engines: the key index of site.yaml.
func withIndex(t *testing.T, policy string) *site.Site {
	t.Helper()
	in, dir := inputs(), t.TempDir()
	content, registry := filepath.Join(dir, "content"), filepath.Join(dir, "registry.csv")
	if err := os.CopyFS(content, os.DirFS(in.Content)); err != nil {
		t.Fatal(err)
	}
	edit := func(from, to string, change func(src []byte) []byte) {
		src, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, change(src), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(content, "site.yaml")
	edit(config, config, func(src []byte) []byte { return append(indexKey.ReplaceAll(src, nil), "index: "+policy+"\n"...) })
	edit(in.Registry, registry, func(src []byte) []byte { return src })
	in.Content, in.Registry = content, registry
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return s
}

// indexKey is the key index with the lines that belong to it.
var indexKey = regexp.MustCompile(`(?m)^index:.*\n(?:[ \t]+.*\n)*`)

// statuses are the words of data for statuses.
var statuses = []string{registry.Assigned.String(), registry.Unassigned.String(), registry.Reserved.String(), registry.Dynamic.String()}

// lines splits a file whose lines all end in a line feed.
func lines(t *testing.T, text string) []string {
	t.Helper()
	body, ends := strings.CutSuffix(text, "\n")
	if !ends {
		t.Fatal("the last line has no end")
	}
	return strings.Split(body, "\n")
}
