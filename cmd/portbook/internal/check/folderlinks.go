package check

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A place is where a link inside the site leads: a file, and an id in it or "".
type place struct{ file, id string }

// A broken link is said once, with the first page that has it and how many do.
type broken struct {
	link, page string
	line       int
	pages      int
}

// linkReader follows the links of all pages. Nearly all links stand on many pages, so what was found out about one
// is kept, by the folder of the page that it stands on.
type linkReader struct {
	*folder
	base   string // https://host/portbook/
	root   string // /portbook/
	known  map[string]map[string]place
	places map[place]*broken // with an id: to be looked up at the end, by where they were seen first
	broken map[string]*broken
}

// checkLinks reports links that lead to no file or no place in it.
func (f *folder) checkLinks() error {
	r := &linkReader{
		folder: f, base: f.site.BaseURL(), root: f.site.BasePath(), known: map[string]map[string]place{},
		places: map[place]*broken{}, broken: map[string]*broken{},
	}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if path.Ext(name) != ".html" {
			continue
		}
		page, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		r.read(name, page)
	}
	if err := r.lookUpPlaces(); err != nil {
		return err
	}
	for _, b := range r.broken {
		problem := "the link " + b.link + " leads to nothing in this folder"
		if b.pages > 1 {
			problem += fmt.Sprintf(", here and on %d other pages", b.pages-1)
		}
		f.found = append(f.found, Finding{Error, "links", fault.New(f.dir+"/"+b.page, b.line, problem, "")})
	}
	return nil
}

// linkAttributes are the attributes by which a page refers to other files.
var linkAttributes = [][]byte{[]byte(" href="), []byte(" src="), []byte(" action=")}

// read follows the links of one page. In our pages > stands in no attribute.
func (r *linkReader) read(name string, page []byte) {
	known := r.known[path.Dir(name)]
	if known == nil {
		known = map[string]place{}
		r.known[path.Dir(name)] = known
	}
	for rest := page; ; {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			return
		}
		rest = rest[open:]
		end := max(bytes.IndexByte(rest, '>'), 0) + 1
		for _, attribute := range linkAttributes {
			if at := bytes.Index(rest[:end], attribute); at >= 0 {
				value := attributeValue(rest[at+len(attribute) : end])
				if !r.outside(value) {
					r.follow(name, page, len(page)-len(rest), value, known)
				}
			}
		}
		rest = rest[end:]
	}
}

// attributeValue is the value at the start of what follows an attribute's name.
func attributeValue(s []byte) []byte {
	if len(s) > 0 && s[0] == '"' {
		return s[1 : 1+max(bytes.IndexByte(s[1:], '"'), 0)]
	}
	return s[:max(bytes.IndexAny(s, " >"), 0)]
}

// outside reports whether a link leads to another site, or is none.
func (r *linkReader) outside(link []byte) bool {
	colon := bytes.IndexByte(link, ':')
	return bytes.HasPrefix(link, []byte("//")) ||
		colon > 0 && !bytes.ContainsAny(link[:colon], "/#?") && !bytes.HasPrefix(link, []byte(r.base))
}

func (r *linkReader) follow(name string, page []byte, offset int, link []byte, known map[string]place) {
	if len(link) > 1 && link[0] == '#' {
		id := string(link[1:])
		if !bytes.Contains(page, []byte("id="+id)) && !bytes.Contains(page, []byte(`id="`+id+`"`)) {
			r.note(name, page, offset, string(link))
		}
		return
	}
	to, ok := known[string(link)]
	if !ok {
		to = r.resolve(name, string(link))
		known[string(link)] = to
	}
	switch {
	case to.file == "":
		r.note(name, page, offset, string(link))
	case to.id != "" && r.places[to] == nil:
		r.places[to] = &broken{string(link), name, lineAt(page, offset), 1}
	}
}

// note counts a broken link.
func (r *linkReader) note(name string, page []byte, offset int, link string) {
	if b := r.broken[link]; b != nil {
		b.pages++
		return
	}
	r.broken[link] = &broken{link, name, lineAt(page, offset), 1}
}

func lineAt(page []byte, offset int) int { return 1 + bytes.Count(page[:offset], []byte("\n")) }

// resolve says where a link leads; the file is "" if there is none.
func (r *linkReader) resolve(from, link string) place {
	link, id, _ := strings.Cut(html.UnescapeString(link), "#")
	link, _, _ = strings.Cut(link, "?")
	if below, ok := strings.CutPrefix(link, r.base); ok {
		link = r.root + below
	}
	to, inside := strings.CutPrefix(link, r.root)
	if !strings.HasPrefix(link, "/") {
		to, inside = relative(from, link), true
	}
	to, err := url.PathUnescape(to)
	if err != nil || !inside {
		return place{}
	}
	return place{r.fileAt(to), id}
}

// relative is the path to which a relative link leads; one to a folder ends with a slash.
func relative(from, link string) string {
	to := path.Join(path.Dir(from), link)
	switch {
	case link == "":
		return from
	case to == ".":
		return ""
	case strings.HasSuffix(link, "/") || path.Base(link) == "..":
		return to + "/"
	}
	return to
}

// fileAt is the file that a host shows at a path; "" for none. Files that are not there but should be were
// reported already, all at once.
func (r *linkReader) fileAt(to string) string {
	candidates := []string{to}
	if to == "" || strings.HasSuffix(to, "/") {
		candidates = []string{to + "index.html"}
	} else if r.site.Links() == site.CleanLinks {
		candidates = append(candidates, to+".html")
	}
	for _, c := range candidates {
		if _, wanted := r.site.Find(c); wanted || r.files[c] {
			return c
		}
	}
	return ""
}

// lookUpPlaces looks for the ids that links on other pages name.
func (r *linkReader) lookUpPlaces() error {
	ids := map[string]map[string]bool{}
	for to, seen := range r.places {
		if !r.files[to.file] {
			continue
		}
		if ids[to.file] == nil {
			page, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(to.file)))
			if err != nil {
				return err
			}
			ids[to.file] = idsIn(page)
		}
		if !ids[to.file][to.id] {
			r.broken[seen.link] = seen
		}
	}
	return nil
}
