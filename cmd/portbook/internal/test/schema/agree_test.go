package schema

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestSchemasAndProgramRefuseTheSame: every class of faults that the form of a file can have.
func TestSchemasAndProgramRefuseTheSame(t *testing.T) {
	compiled := schemas(t)
	const essay = "name: A\ntagline: b\nsummary: c\nsources:\n  - {title: d, url: e}\nauthors: [f]\nupdated: 2020-01-02\n"
	for _, c := range []struct {
		schema, yaml string
		right        bool
	}{
		{"essay.json", essay, true},
		{"essay.json", essay + "services: ssh/tcp\n", true},
		{"essay.json", essay + "services: [ssh/tcp, 22]\n", true},
		{"essay.json", essay + "related: 22\n", true},
		{"essay.json", essay + "status: [unassigned]\n", false},
		{"essay.json", essay + "colour: red\n", false},
		{"essay.json", essay + "name: again\n", false},
		{"essay.json", essay + "faq: {question: a, answer: b}\n", false},
		{"essay.json", essay + "faq:\n  - question: a\n", false},
		{"essay.json", essay + "faq:\n  - {question: a, answer: b, more: c}\n", false},
		{"essay.json", essay + "services:\n", false},
		{"essay.json", "name: A\n", false},
		{"essay.json", "- name\n", false},
		{"page.json", "title: A\ndescription: b\norder: 3\n", true},
		{"page.json", "title: A\ndescription: b\norder: first\n", false},
		{"page.json", "title: A\ndescription: b\norder: 1.5\n", false},
		{"page.json", "title: {a: b}\ndescription: b\n", false},
		{"page.json", "title: [a]\ndescription: b\n", false},
		{"note.json", "title: a\nwhen:\n  status: assigned\n  not: {ports: 0}\n", true},
		{"note.json", "title: a\nwhen: assigned\n", false},
		{"note.json", "title: a\nwhen: {stauts: assigned}\n", false},
		{"note.json", "title: a\nwhen: {not: {not: {x: y}}}\n", false},
		{"note.json", "title: a\nwhen: {ports: {first: 1}}\n", false},
		{"note.json", "title: a\nwhen: [status]\n", false},
		{"status.json", "heading: a\nsources: [a]\n", true},
		{"status.json", "heading: a\nsources: a\n", false},
		{"site.json", "base_url: a\nlocales:\n  - lang: en\nstrip_width: 9\n", true},
		{"site.json", "locales: en\n", false},
		{"site.json", "strip_width: wide\n", false},
		{"registry.json", "file: a\ndate: 2020-01-02\nsource: b\n", true},
		{"registry.json", "file: a\nsource: b\n", false},
		{"words.json", "a: b\nc: 1\n", true},
		{"words.json", "a: [b]\n", false},
		{"words.json", "a:\n", false},
		{"systems.json", "- {id: a, name: b}\n", true},
		{"systems.json", "- {id: a}\n", false},
		{"systems.json", "id: a\n", false},
		{"update.json", "from: 2020-01-02\nto: 2020-01-03\nsources: a\n", true},
		{"update.json", "from: 2020-01-02\nto: 2020-01-03\n", false},
	} {
		program, schema := programAccepts(c.schema, []byte(c.yaml)), accepts(compiled[c.schema], []byte(c.yaml))
		if (program == nil) != c.right || (schema == nil) != c.right {
			t.Errorf("%s\n%s\nprogram: %v\nschema: %v", c.schema, c.yaml, program, schema)
		}
	}
}

// TestSchemasAndProgramAgreeOnSpoiltContent: one place of a real file or front matter takes another form.
func TestSchemasAndProgramAgreeOnSpoiltContent(t *testing.T) {
	compiled, list := schemas(t), samples(t)
	rng := rand.New(rand.NewPCG(3, 4))
	refused := 0
	for range 500 {
		s := list[rng.IntN(len(list))]
		if s.schema == "update.json" && rng.IntN(10) > 0 {
			continue // large files
		}
		value, err := valueOf(s.yaml)
		if err != nil {
			t.Fatal(err)
		}
		spoilt, err := yaml.Marshal(spoil(rng, value))
		if err != nil {
			t.Fatal(err)
		}
		program, schema := programAccepts(s.schema, spoilt), accepts(compiled[s.schema], spoilt)
		if (program == nil) != (schema == nil) {
			t.Errorf("%s\n%s\nprogram: %v\nschema: %v", s.file, spoilt, program, schema)
		}
		if program != nil {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("only %d were refused", refused)
	}
}

// spoil changes one place of a value: adds, renames or takes away a key, or replaces what is there by something of
// another form.
func spoil(rng *rand.Rand, value any) any {
	switch v := value.(type) {
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v))
		if len(keys) == 0 || rng.IntN(6) == 0 {
			v["unheard-of"] = "x"
			return v
		}
		key := keys[rng.IntN(len(keys))]
		switch rng.IntN(6) {
		case 0:
			delete(v, key)
		case 1:
			v[key+"x"] = v[key]
			delete(v, key)
		default:
			v[key] = spoil(rng, v[key])
		}
		return v
	case []any:
		if len(v) > 0 && rng.IntN(2) == 0 {
			i := rng.IntN(len(v))
			v[i] = spoil(rng, v[i])
			return v
		}
	}
	return []any{nil, map[string]any{"a": "b"}, []any{[]any{"c"}}}[rng.IntN(3)]
}
