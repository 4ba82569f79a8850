// Package schema keeps the JSON Schemas of content/schema, by which editors complete and check what
// writers type, equal to what the program accepts.
//
// They are made from the Go types that the program decodes into; descriptions are the comments of their
// fields. Nothing of this is needed to build a site, so all of it is tests: make renew writes the files.
package schema
