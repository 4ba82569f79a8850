package export

import (
	_ "embed"
	"strings"
)

// schemas.json describes every object of the API and the data files. The JSON Schema and the OpenAPI
// document both hold it; only where a reference leads differs.
var (
	//go:embed schemas.json
	schemas string
	//go:embed openapi.json
	openAPI string
)

// appendSchema appends the JSON Schema (draft 2020-12): of a port, which is what a line of ports.ndjson
// holds, and under $defs of all the rest.
func appendSchema(dst []byte, from *Source) []byte {
	dst = append(dst, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"$id\": "...)
	dst = AppendString(dst, from.URL(apiRoot+"schema.json"))
	dst = append(dst, ",\n  \"title\": \"Port\",\n  \"$ref\": \"#/$defs/port\",\n  \"$defs\": "...)
	return append(append(dst, strings.TrimSpace(schemas)...), "\n}\n"...)
}

// appendOpenAPI appends the OpenAPI document (3.1).
func appendOpenAPI(dst []byte, from *Source) []byte {
	base := AppendString(nil, strings.TrimSuffix(from.Base, "/"))
	text := strings.NewReplacer(`"{base}"`, string(base), "{schemas}", strings.TrimSpace(schemas)).Replace(openAPI)
	return append(dst, strings.ReplaceAll(text, `"#/$defs/`, `"#/components/schemas/`)...)
}
