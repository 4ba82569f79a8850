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
	base   *url.URL                   // https://host/portbook/
	sound  map[[2]string]bool         // by folder of the page and link: nearly all links stand on many pages
	ids    map[string]map[string]bool // of files to which links with an id lead
	broken map[string]*broken         // by link
}

// A broken link is reported once, with the first page that has it and how many do.
type broken struct {
	page        string
	line, pages int
}

// checkLinks reports links that lead to no file or no place in it.
func (f *folder) checkLinks() error {
	base, err := url.Parse(f.site.BaseURL())
	if err != nil {
		return err
	}
	r := &linkReader{f, base, map[[2]string]bool{}, map[string]map[string]bool{}, map[string]*broken{}}
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		if path.Ext(name) != ".html" {
			continue
		}
		page, err := r.read(name)
		if err != nil {
			return err
		}
		r.checkPage(name, page)
	}
	for link, b := range r.broken {
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

func (r *linkReader) checkPage(name string, page []byte) {
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
			r.broken[string(l.to)] = &broken{name, 1 + bytes.Count(page[:l.tag], []byte("\n")), 1}
		}
	}
}

// isSound reports whether a link of a page leads to another site, or to a file and a place in it.
func (r *linkReader) isSound(page, link string) bool {
	scheme, _, absolute := strings.Cut(link, ":")
	absolute = absolute && !strings.ContainsAny(scheme, "/#?") || strings.HasPrefix(link, "//")
	if absolute && !strings.HasPrefix(link, r.base.String()) {
		return true
	}
	from := *r.base
	from.Path += page
	to, err := from.Parse(html.UnescapeString(link))
	if err != nil {
		return false
	}
	below, inside := strings.CutPrefix(to.Path, r.base.Path)
	file := r.fileAt(below)
	switch {
	case !inside || file == "":
		return false
	case to.Fragment == "" || !r.files[file]: // files that are missing were reported already, all at once
		return true
	case r.ids[file] == nil:
		src, _ := r.read(file) // an unreadable one has no ids
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
		if r.site.Has(c) || r.files[c] {
			return c
		}
	}
	return ""
}
