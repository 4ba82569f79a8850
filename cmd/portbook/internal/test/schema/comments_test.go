package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// comments are what stands behind the fields of structs, by "Type.Field".
type comments map[string]string

// readComments reads those of the packages whose types have schemas.
func readComments(t *testing.T) comments {
	t.Helper()
	c := comments{}
	for _, pkg := range []string{"content", "content/condition", "registry/history"} {
		files, err := filepath.Glob(filepath.Join("..", "..", pkg, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, c.add)
		}
	}
	return c
}

func (c comments) add(n ast.Node) bool {
	spec, ok := n.(*ast.TypeSpec)
	if !ok {
		return true
	}
	if s, ok := spec.Type.(*ast.StructType); ok {
		for _, field := range s.Fields.List {
			for _, name := range field.Names {
				c[spec.Name.Name+"."+name.Name] = strings.TrimSpace(field.Comment.Text())
			}
		}
	}
	return true
}
