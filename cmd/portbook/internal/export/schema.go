package export

import (
	_ "embed"
	"encoding/json"
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

// schema is the JSON Schema (draft 2020-12): of a port, which is what a line of ports.ndjson holds, and under $defs of
// all the rest.
const schema = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "{url}",
  "title": "Port",
  "$ref": "#/$defs/port",
  "$defs": {schemas}
}
`

func (d *Data) appendSchema(dst []byte, _ int) []byte {
	return append(dst, describing(schema, "{url}", d.URL(apiRoot+"schema.json"))...)
}

// appendOpenAPI appends the OpenAPI document (3.1).
func (d *Data) appendOpenAPI(dst []byte, _ int) []byte {
	text := describing(openAPI, "{base}", strings.TrimSuffix(d.Base, "/"))
	return append(dst, strings.ReplaceAll(text, `"#/$defs/`, `"#/components/schemas/`)...)
}

// describing fills a document with the schemas and the value of a placeholder that stands in quotes.
func describing(document, placeholder, value string) string {
	quoted, _ := json.Marshal(value) // a string always works
	return strings.NewReplacer(`"`+placeholder+`"`, string(quoted), "{schemas}", strings.TrimSpace(schemas)).Replace(document)
}
