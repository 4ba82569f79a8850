package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/folder"
)

// A Set holds the templates of a folder, parsed and bound to the functions they may call.
type Set struct {
	dir    string                 // as the user would type it, for messages
	files  map[string]string      // template name to file
	trees  map[string]*parse.Tree // as written
	html   *template.Template     // escaped, once compiled
	funcs  template.FuncMap       // what templates may call
	broken bool                   // a file could not be parsed, so some templates may be missing               // escaping contexts
}

// Parse reads every .html file of fsys as the template named like the file without its ending;
// parts/head.html is "head". Files may define further templates. dir is the folder's name in
// messages. Functions must be pure: called with constants only, they are called once.
//
// All syntax errors are returned, one a file.
func Parse(dir string, fsys fs.FS, funcs template.FuncMap) (*Set, fault.List) {
	s := &Set{dir: dir, files: map[string]string{}, trees: map[string]*parse.Tree{}, funcs: funcs}
	var faults fault.List
	s.html = template.New("").Funcs(funcs)
	err := folder.Walk(fsys, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".html" {
			return err
		}
		src, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		faults = append(faults, s.parseFile(file, string(src))...)
		return nil
	})
	if err != nil {
		faults.Add(dir, 0, "cannot be read: "+err.Error(), "")
	}
	return s, faults
}

func (s *Set) parseFile(file, src string) fault.List {
	name := strings.TrimSuffix(path.Base(file), ".html")
	if other, ok := s.files[name]; ok {
		return fault.List{fault.New(path.Join(s.dir, file), 0, "has the same template name as "+other, "rename one of them")}
	}
	s.files[name] = path.Join(s.dir, file)
	t, err := s.html.New(name).Parse(src)
	if err != nil {
		s.broken = true
		return fault.List{s.faultOf(err)}
	}
	for _, t := range t.Templates() {
		if t.Tree != nil && s.trees[t.Name()] == nil {
			stripIndent(t.Tree.Root)
			s.trees[t.Name()] = t.Tree.Copy()
		}
	}
	return nil
}

var indent = regexp.MustCompile(`\s*\n\s*`)

// stripIndent folds the white space around line ends in the literal text of a template to one line
// end: a designer indents for people, 65,536 pages need not carry it.
func stripIndent(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				stripIndent(c)
			}
		}
	case *parse.TextNode:
		n.Text = indent.ReplaceAll(n.Text, []byte("\n"))
	case *parse.IfNode:
		stripBranches(&n.BranchNode)
	case *parse.RangeNode:
		stripBranches(&n.BranchNode)
	case *parse.WithNode:
		stripBranches(&n.BranchNode)
	}
}

func stripBranches(b *parse.BranchNode) {
	stripIndent(b.List)
	stripIndent(b.ElseList)
}

var located = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]*):(\d+)(?::\d+)?: (.*)$`)

// faultOf turns an error of html/template into a fault with the file's path.
func (s *Set) faultOf(err error) fault.Fault {
	var e *template.Error
	if errors.As(err, &e) && e.Line > 0 {
		return fault.New(s.file(e.Name), e.Line, e.Description, "")
	}
	if m := located.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[2])
		return fault.New(s.file(m[1]), line, strings.TrimSpace(m[3]), "")
	}
	return fault.New(s.dir, 0, err.Error(), "")
}

func (s *Set) file(name string) string {
	if f, ok := s.files[name]; ok {
		return f
	}
	return path.Join(s.dir, name+".html")
}

// Has reports whether the set has a template of that name.
func (s *Set) Has(name string) bool { return s.trees[name] != nil }

// Names returns the names of all templates, sorted.
func (s *Set) Names() []string {
	var names []string
	for n := range s.trees {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// execute runs the ordinary template.
func (s *Set) execute(w io.Writer, name string, data any) error {
	return s.html.ExecuteTemplate(w, name, data)
}

// position returns the file and the line of a node.
func (s *Set) position(t *parse.Tree, n parse.Node) (string, int) {
	location, _ := t.ErrorContext(n)
	var name string
	var line int
	if parts := strings.Split(location, ":"); len(parts) >= 2 {
		name = parts[0]
		line, _ = strconv.Atoi(parts[1])
	}
	return s.file(name), line
}

func noTemplate(name string) string { return fmt.Sprintf("there is no template %q", name) }
