package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

var update = flag.Bool("update", false, "write content/schema anew")

var folder = filepath.Join("..", "..", "..", "..", "..", "content")

// TestSchemasAreUpToDate: they are what the Go types say, with a description for every key.
func TestSchemasAreUpToDate(t *testing.T) {
	c := readComments(t)
	for _, f := range forms {
		file, want := filepath.Join(folder, "schema", f.file), f.schema(c)
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not up to date (write it anew with make renew)", file)
		}
	}
}

// schemas compiles all schemas, by file.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	c, compiled := readComments(t), map[string]*jsonschema.Schema{}
	for _, f := range forms {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.schema(c)))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(f.file, doc); err != nil {
			t.Fatal(err)
		}
		if compiled[f.file], err = compiler.Compile(f.file); err != nil {
			t.Fatal(err)
		}
	}
	return compiled
}

// A sample is YAML that a form is for.
type sample struct {
	file, schema string
	yaml         []byte
}

// samples are all files and front matters of the real content.
func samples(t *testing.T) []sample {
	t.Helper()
	var list []sample
	err := filepath.WalkDir(folder, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(file)
		rel, _ := filepath.Rel(folder, file)
		if s := schemaFor(filepath.ToSlash(rel)); s != "" {
			if strings.HasSuffix(file, ".md") {
				parts, _ := frontmatter.Split(file, src)
				src = parts.YAML
			}
			list = append(list, sample{file, s, src})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// schemaFor names the schema of a content file; "" for one that has none.
func schemaFor(name string) string {
	folder, _, _ := strings.Cut(name, "/")
	if path.Base(name) == "words.yaml" {
		return "words.json"
	}
	byPlace := map[string]string{
		"site.yaml": "site.json", "registry.yaml": "registry.json", "checks/systems.yaml": "systems.json",
		"ports": "essay.json", "pages": "page.json", "guides": "page.json", "status": "status.json",
		"notes": "note.json", "faq": "note.json", "checks": "note.json", "changes": "update.json",
	}
	if s := byPlace[name]; s != "" {
		return s
	}
	return byPlace[folder]
}

// valueOf reads YAML as editors do: dates are text.
func valueOf(src []byte) (value any, err error) {
	var node yaml.Node
	if err := yaml.Unmarshal(src, &node); err != nil {
		return nil, err
	}
	datesToText(&node)
	err = node.Decode(&value)
	return value, err
}

func datesToText(n *yaml.Node) {
	if n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, member := range n.Content {
		datesToText(member)
	}
}

// accepts asks a schema about YAML.
func accepts(s *jsonschema.Schema, src []byte) error {
	value, err := valueOf(src)
	if err != nil {
		return err
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(instance)
}

// programAccepts asks the decoder of the program.
func programAccepts(schema string, src []byte) error {
	for _, f := range forms {
		if f.file == schema {
			return frontmatter.Decode("sample.yaml", 1, src, reflect.New(f.of).Interface()).Err()
		}
	}
	return fmt.Errorf("no form %s", schema)
}

func TestTheRealContentHasTheFormOfItsSchemas(t *testing.T) {
	compiled, list := schemas(t), samples(t)
	if len(list) < 100 {
		t.Fatalf("only %d samples", len(list))
	}
	for _, s := range list {
		if err := accepts(compiled[s.schema], s.yaml); err != nil {
			t.Errorf("%s: %v", s.file, err)
		}
		if err := programAccepts(s.schema, s.yaml); err != nil {
			t.Errorf("%s: %v", s.file, err)
		}
	}
}

// TestYAMLFilesNameTheirSchemas in their first line, where editors look for it.
func TestYAMLFilesNameTheirSchemas(t *testing.T) {
	for _, s := range samples(t) {
		if !strings.HasSuffix(s.file, ".yaml") {
			continue
		}
		first, _, _ := strings.Cut(string(s.yaml), "\n")
		to, ok := strings.CutPrefix(first, "# yaml-language-server: $schema=")
		if !ok || filepath.Join(filepath.Dir(s.file), to) != filepath.Join(folder, "schema", s.schema) {
			t.Errorf("%s begins with %q", s.file, first)
		}
	}
}
