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
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// A linkReader follows the links of all pages of a folder.
type linkReader struct {
	*folder
	base   url.URL                    // https://host/portbook/
	sound  map[[2]string]bool         // by folder of the page and link: nearly all links stand on many pages
	ids    map[string]map[string]bool // of files to which links with an id lead
	broken map[string]*brokenLink
}

// A brokenLink is reported once, with the first page that has it and how many do.
type brokenLink struct {
	page        string
	line, pages int
}

// checkLinks reports links that lead to no file or no place in it.
func (f *folder) checkLinks() error {
	base, err := url.Parse(f.site.BaseURL())
	if err != nil {
		return err
	}
	r := &linkReader{f, *base, map[[2]string]bool{}, map[string]map[string]bool{}, map[string]*brokenLink{}}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if path.Ext(name) != ".html" {
			continue
		}
		page, err := f.read(name)
		if err != nil {
			return err
		}
		r.follow(name, page)
	}
	for _, link := range slices.Sorted(maps.Keys(r.broken)) {
		b := r.broken[link]
		problem := "the link " + link + " leads to nothing in this folder"
		if b.pages > 1 {
			problem += fmt.Sprintf(", here and on %d other pages", b.pages-1)
		}
		f.found = append(f.found, Finding{Error, "links", fault.New(f.dir+"/"+b.page, b.line, problem, "")})
	}
	return nil
}

func (f *folder) read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
}

// follow looks up the links of one page.
func (r *linkReader) follow(name string, page []byte) {
	ids, links := readHTML(page)
	folder := path.Dir(name)
	for _, l := range links {
		sound, known := r.sound[[2]string{folder, string(l.to)}]
		switch {
		case len(l.to) > 1 && l.to[0] == '#':
			sound = ids[string(l.to[1:])]
		case !known:
			sound = r.isSound(name, string(l.to))
			r.sound[[2]string{folder, string(l.to)}] = sound
		}
		if sound {
			continue
		}
		if b := r.broken[string(l.to)]; b != nil {
			b.pages++
		} else {
			r.broken[string(l.to)] = &brokenLink{name, 1 + bytes.Count(page[:l.tag], []byte("\n")), 1}
		}
	}
}

// isSound reports whether a link leads to another site, or to a file and a place in it.
func (r *linkReader) isSound(page, link string) bool {
	scheme, _, absolute := strings.Cut(link, ":")
	absolute = absolute && !strings.ContainsAny(scheme, "/#?") || strings.HasPrefix(link, "//")
	if absolute && !strings.HasPrefix(link, r.base.String()) {
		return true
	}
	from := r.base
	from.Path += page
	to, err := from.Parse(html.UnescapeString(link))
	if err != nil {
		return false
	}
	below, inside := strings.CutPrefix(to.Path, r.base.Path)
	file := r.fileAt(below)
	if !inside || file == "" || to.Fragment == "" || !r.has(file) { // files that are missing were reported, all at once
		return inside && file != ""
	}
	if r.ids[file] == nil {
		src, _ := r.read(file) // an unreadable file has no ids
		r.ids[file], _ = readHTML(src)
	}
	return r.ids[file][to.Fragment]
}

// fileAt is the file that a host shows at a path; "" for none.
func (r *linkReader) fileAt(path string) string {
	candidates := []string{path}
	if path == "" || strings.HasSuffix(path, "/") {
		candidates = []string{path + "index.html"}
	} else if r.site.Links() == view.CleanLinks {
		candidates = append(candidates, path+".html")
	}
	for _, c := range candidates {
		if r.site.Has(c) || r.has(c) {
			return c
		}
	}
	return ""
}

// A link is an attribute by which a page refers to a place.
type link struct {
	to  []byte // as written
	tag int    // offset in the page
}

// readHTML lists the ids of a page of ours, and its links. It takes a fraction of the time of a parser of HTML, which
// would be most of what checking a folder takes, and may do so because our pages have < and > in no attribute.
func readHTML(page []byte) (ids map[string]bool, links []link) {
	ids = map[string]bool{}
	for at := 0; ; {
		open := bytes.IndexByte(page[at:], '<')
		if open < 0 {
			return ids, links
		}
		at += open
		tag, _, _ := bytes.Cut(page[at:], []byte(">"))
		for name, value, rest := nextAttribute(tag); name != nil; name, value, rest = nextAttribute(rest) {
			switch string(name) {
			case "id":
				ids[string(value)] = true
			case "href", "src", "action":
				links = append(links, link{value, at})
			}
		}
		at += len(tag)
	}
}

// nextAttribute cuts the next attribute that has a value from what is left of a tag; the name is nil if there is none.
func nextAttribute(tag []byte) (name, value, rest []byte) {
	equals := bytes.IndexByte(tag, '=')
	if equals < 0 {
		return nil, nil, nil
	}
	name, rest = tag[:equals], tag[equals+1:]
	name = name[bytes.LastIndexAny(name, " \t\n")+1:]
	if len(rest) > 0 && rest[0] == '"' {
		value, rest, _ = bytes.Cut(rest[1:], []byte(`"`))
		return name, value, rest
	}
	end := bytes.IndexAny(rest, " \t\n")
	if end < 0 {
		end = len(rest)
	}
	return name, rest[:end], rest[end:]
}
