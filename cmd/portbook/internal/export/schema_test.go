package export_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemaOf compiles schema.json, or a part of it such as #/$defs/shard. It is as strict as it can be: what programs
// are given allows members that later editions may add, but no member may be missing in the schema of its edition.
func schemaOf(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(file(t, wholeSite(t), "api/v1/schema.json")))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(doc)
	address := wholeSite(t).BaseURL() + "api/v1/schema.json"
	if got := doc.(map[string]any)["$id"]; got != address {
		t.Errorf("the schema calls itself %v", got)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(address, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(address + part)
	if err != nil {
		t.Fatal(err)
	}
	if schema.DraftVersion != 2020 {
		t.Errorf("draft %d", schema.DraftVersion)
	}
	return schema
}

// closeObjects refuses members that a schema does not describe.
func closeObjects(part any) {
	switch part := part.(type) {
	case map[string]any:
		if _, given := part["additionalProperties"]; part["type"] == "object" && !given {
			part["additionalProperties"] = false
		}
		for _, inner := range part {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range part {
			closeObjects(inner)
		}
	}
}

// TestEverythingFitsTheSchema: all shards with all 65,536 ports, all lines of ports.ndjson, and the index.
func TestEverythingFitsTheSchema(t *testing.T) {
	s := wholeSite(t)
	check := func(name string, schema *jsonschema.Schema, text string) {
		t.Helper()
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	check("index", schemaOf(t, "#/$defs/index"), file(t, s, "api/v1/index.json"))
	shard := schemaOf(t, "#/$defs/shard")
	for i := range 256 {
		check(fmt.Sprintf("shard %d", i), shard, file(t, s, fmt.Sprintf("api/v1/ports/%d.json", i)))
	}
	port := schemaOf(t, "")
	for i, line := range lines(t, file(t, s, "data/ports.ndjson")) {
		if i%256 == 22 { // all of them stand in the shards too, as another test shows
			check(fmt.Sprintf("line %d", i+1), port, line)
		}
	}
}

// TestTheSchemaRefuses what no port is like.
func TestTheSchemaRefuses(t *testing.T) {
	schema := schemaOf(t, "")
	for _, object := range []string{
		`{}`, `[]`, `{"number":1,"status":"assigned"}`,
		`{"number":65536,"status":"assigned","block":{"first":1,"last":1}}`,
		`{"number":1,"status":"open","block":{"first":1,"last":1}}`,
		`{"number":1,"status":"assigned","block":{"first":1}}`,
		`{"number":1,"status":"assigned","block":{"first":1,"last":1},"transports":{}}`,
		`{"number":1,"status":"assigned","block":{"first":1,"last":1},"transports":{"quic":{"status":"assigned"}}}`,
		`{"number":1,"status":"assigned","block":{"first":1,"last":1},"browserBlocked":false}`,
		`{"number":1,"status":"assigned","block":{"first":1,"last":1},"colour":"red"}`,
		`{"number":1,"status":"assigned","block":{"first":1,"last":1},"uses":[{"name":"x","transport":"tcp","relation":"other","source":"ftp://x"}]}`,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(object))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s is accepted", object)
		}
	}
}

// TestTheIndexCountsWhatThereIs: its counts are those of the ports, and its addresses lead to the shards.
func TestTheIndexCountsWhatThereIs(t *testing.T) {
	s := wholeSite(t)
	var index struct {
		URL, Pages, Registry string
		Counts               map[string]int
		Shards               []struct {
			First, Last int
			URL         string
		}
		Spans []struct {
			Table, Name string
			First, Last int
		}
	}
	if err := json.Unmarshal([]byte(file(t, s, "api/v1/index.json")), &index); err != nil {
		t.Fatal(err)
	}
	list, _ := facts(t)
	counts := map[string]int{"ports": len(list)}
	for _, f := range list {
		counts[f.Status]++
	}
	for _, name := range append(statuses, "ports") {
		if index.Counts[name] != counts[name] {
			t.Errorf("%d %s, the ports say %d", index.Counts[name], name, counts[name])
		}
	}
	for i, shard := range index.Shards {
		path, ok := strings.CutPrefix(shard.URL, index.URL)
		if !ok || !strings.HasPrefix(file(t, s, path), fmt.Sprintf(`{"registry":"%s","first":%d,"last":%d,`, index.Registry, shard.First, shard.Last)) || shard.First != i*256 {
			t.Errorf("shard %d leads to %s", i, shard.URL)
		}
	}
	page := strings.TrimPrefix(strings.ReplaceAll(index.Pages, "{number}", "853"), index.URL)
	if _, ok := s.Find(page + ".html"); !ok {
		t.Errorf("pages are said to be at %s", index.Pages)
	}
	found := false
	for _, span := range index.Spans {
		found = found || span.Table == "client-ranges" && span.Name == "Linux" && span.First == 32768 && span.Last == 60999
	}
	if !found {
		t.Error("Linux hands out no ports")
	}
}
