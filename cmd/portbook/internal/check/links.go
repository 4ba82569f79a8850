package check

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A linkReader follows the links of pages, of a built folder or as the site renders them.
type linkReader struct {
	site   *site.Site
	has    func(name string) bool   // whether there is a file
	read   func(name string) []byte // its bytes; nil for one that is missing or cannot be read
	base   url.URL                  // https://host/portbook/
	seen   map[[2]string]target     // by folder of the page and link: nearly all links stand on many pages
	ids    map[string]map[string]bool
	broken map[string]*brokenLink
}

// A target is where a link leads.
type target struct {
	sound bool            // it is another site, or a file and a place in it
	ids   map[string]bool // of the file, if the link has one behind a #
}

// A brokenLink is reported once, with the first page that has it and how many do.
type brokenLink struct {
	page        string
	line, pages int
	target
}

func newLinkReader(s *site.Site, has func(name string) bool, read func(name string) []byte) *linkReader {
	base, _ := url.Parse(s.BaseURL()) // as loading did
	return &linkReader{s, has, read, *base, map[[2]string]target{}, map[string]map[string]bool{}, map[string]*brokenLink{}}
}

func (r *linkReader) follow(name string, page []byte) {
	ids, links := readHTML(page)
	folder := path.Dir(name)
	for _, l := range links {
		to, known := r.seen[[2]string{folder, string(l.to)}]
		switch {
		case len(l.to) > 1 && l.to[0] == '#':
			to = target{ids[string(l.to[1:])], ids}
		case !known:
			to = r.resolve(name, string(l.to))
			r.seen[[2]string{folder, string(l.to)}] = to
		}
		if to.sound {
			continue
		}
		if b := r.broken[string(l.to)]; b != nil {
			b.pages++
		} else {
			r.broken[string(l.to)] = &brokenLink{name, 1 + bytes.Count(page[:l.tag], []byte("\n")), 1, to}
		}
	}
}

func (r *linkReader) resolve(page, link string) target {
	scheme, _, absolute := strings.Cut(link, ":")
	absolute = absolute && !strings.ContainsAny(scheme, "/#?") || strings.HasPrefix(link, "//")
	if absolute && !strings.HasPrefix(link, r.base.String()) {
		return target{sound: true}
	}
	from := r.base
	from.Path += page
	to, err := from.Parse(html.UnescapeString(link))
	if err != nil {
		return target{}
	}
	below, inside := strings.CutPrefix(to.Path, r.base.Path)
	file := r.fileAt(below)
	if !inside || file == "" || to.Fragment == "" {
		return target{sound: inside && file != ""}
	}
	if r.ids[file] == nil {
		page := r.read(file)
		if page == nil {
			return target{sound: true} // files that are missing are reported all at once
		}
		r.ids[file], _ = readHTML(page)
	}
	return target{r.ids[file][to.Fragment], r.ids[file]}
}

// fileAt is the file that a host shows at a path; "" for none.
func (r *linkReader) fileAt(path string) string {
	candidates := []string{path}
	if path == "" || strings.HasSuffix(path, "/") {
		candidates = []string{path + "index.html"}
	} else if r.site.Links() == site.CleanLinks {
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
