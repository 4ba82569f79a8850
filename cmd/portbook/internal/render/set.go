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
	"sync"
	"text/template/parse"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/folder"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// A Set holds the templates of a folder. It may be used by several goroutines once it is compiled.
type Set struct {
	dir     string            // as the user would type it, for messages
	files   map[string]string // template name to file
	read    map[string]bool   // templates
	html    *template.Template
	funcs   template.FuncMap // what templates may call
	broken  bool             // a file could not be parsed, so some templates may be missing
	pages   []*check         // the templates of pages
	markers stencil.Markers
	escapes []bool   // of each placeholder: whether its values have to be escaped
	marked  []string // the marker of each

	bodies   []*body
	makings  sync.Map  // address of a stand-in to *making
	writers  sync.Pool // of *writer
	rooms    sync.Pool // of *bytes.Buffer
	contexts func() contexts
}

// showThings is the name of the function that Set.showThings is in templates.
const showThings = "showThings"

// Parse reads every .html file of fsys as the template named like the file without its ending; parts/head.html is "head".
// Files may define further templates. dir is the folder's name in messages. Functions must be pure: called with constants
// only, they are called once. Markers must be those of the texts of pages, whose placeholders have values to be escaped or not.
//
// All syntax errors are returned, one a file.
func Parse(dir string, fsys fs.FS, funcs template.FuncMap, markers stencil.Markers, escapes []bool) (*Set, fault.List) {
	s := &Set{
		dir: dir, files: map[string]string{}, read: map[string]bool{}, funcs: funcs,
		markers: markers, escapes: escapes, marked: markers.All(len(escapes)),
	}
	var faults fault.List
	s.html = template.New("").Funcs(funcs).Funcs(template.FuncMap{showThings: s.showThings})
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
		if t.Tree != nil && !s.read[t.Name()] {
			s.read[t.Name()] = true
			stripIndent(t.Tree.Root)
		}
	}
	return nil
}

var indent = regexp.MustCompile(`\s*\n\s*`)

// stripIndent folds the white space around line ends in the literal text of a template to one line end: a designer indents
// for people, 65,536 pages need not carry it.
func stripIndent(root parse.Node) {
	inspect(root, func(n parse.Node) {
		if text, ok := n.(*parse.TextNode); ok {
			text.Text = indent.ReplaceAll(text.Text, []byte("\n"))
		}
	})
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
		problem, advice := strings.TrimSpace(m[3]), ""
		if strings.Contains(problem, "nil pointer evaluating") {
			problem, advice = missing(problem), "put it inside {{with}} or {{if}}"
		}
		return fault.New(s.file(m[1]), line, problem, advice)
	}
	return fault.New(s.dir, 0, err.Error(), "")
}

var evaluated = regexp.MustCompile(`at <([^>]*)>`)

// missing says in other words that a template goes on from a pointer that leads nowhere.
func missing(problem string) string {
	if m := evaluated.FindStringSubmatch(problem); m != nil {
		return m[1] + " uses a field of something that is not there"
	}
	return problem
}

func (s *Set) file(name string) string {
	if f, ok := s.files[name]; ok {
		return f
	}
	return path.Join(s.dir, name+".html")
}

// tree returns the tree of a template, or nil.
func (s *Set) tree(name string) *parse.Tree {
	if t := s.html.Lookup(name); t != nil {
		return t.Tree
	}
	return nil
}

// names returns the names of all templates, sorted.
func (s *Set) names() []string {
	var names []string
	for _, t := range s.html.Templates() {
		if t.Tree != nil {
			names = append(names, t.Name())
		}
	}
	slices.Sort(names)
	return names
}

// Execute writes a page as html/template does it. It is how shapes are made; of a set that is not compiled, it is the ordinary way.
func (s *Set) Execute(w io.Writer, name string, data any) error {
	return s.html.ExecuteTemplate(w, name, data)
}

// position returns the file and the line of a node.
func (s *Set) position(t *parse.Tree, n parse.Node) (string, int) {
	location, _ := t.ErrorContext(n)
	name, rest, _ := strings.Cut(location, ":")
	text, _, _ := strings.Cut(rest, ":")
	line, _ := strconv.Atoi(text)
	return s.file(name), line
}

func noTemplate(name string) string { return fmt.Sprintf("there is no template %q", name) }
