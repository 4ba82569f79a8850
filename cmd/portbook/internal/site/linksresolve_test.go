package site

import (
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestEveryLinkResolves: each link, form, style sheet, script and picture of each file leads to a
// file of the site, each anchor to an id; every page can be reached from home in three steps.
func TestEveryLinkResolves(t *testing.T) {
	s := wholeSite(t)
	w := follow(t, s, s.Paths())
	depth := w.depths(t)
	for i := range s.paths {
		if f := s.paths[i]; strings.HasSuffix(f, ".html") && f != "404.html" && (depth[i] < 0 || depth[i] > 3) {
			w.wrong.addf("%s is %d steps from home (-1: no way leads there)", f, depth[i])
		}
	}
}

// TestEveryLinkResolvesWhereverTheSiteStands: the same below a path, and in a folder opened from
// disk, for all lists and a sample of ports.
func TestEveryLinkResolvesWhereverTheSiteStands(t *testing.T) {
	all := wholeSite(t).Paths()
	ports, err := registry.ParsePorts("0-3,22,25,53,80,443,512,853-861,1023,1024,6000,6063,8080,8999,9000,32768,49151-49153,60999,61000,65534,65535")
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]Inputs{
		"clean below a path": {BaseURL: "https://host.example/some/path/"},
		"html":               {Links: "html"},
		"html below a path":  {Links: "html", BaseURL: "https://host.example/some/path"},
	} {
		t.Run(name, func(t *testing.T) {
			real := wholeSite(t).inputs
			in.Registry, in.Content, in.Templates, in.Static, in.Ports = real.Registry, real.Content, real.Templates, real.Static, ports
			s, faults := Load(in)
			if len(faults) > 0 {
				t.Fatal(faults.Err())
			}
			follow(t, s, all)
		})
	}
}

// A web is what the links of a site were found to lead to.
type web struct {
	site    *Site
	wrong   *complaints
	known   map[string]int // files by path, those that this site does not render included
	edges   [][]int32      // which files the anchors (<a>) of each file lead to
	mutex   sync.Mutex
	anchors map[anchor]string // to ids of other pages, with a page that has the link
}

type anchor struct{ path, id string }

// follow checks every link of every file of s, in a folder that holds the files exist.
func follow(t *testing.T, s *Site, exist []string) *web {
	w := &web{site: s, wrong: newComplaints(t), known: map[string]int{}, edges: make([][]int32, len(s.paths)), anchors: map[anchor]string{}}
	for i, path := range exist {
		w.known[path] = i
	}
	everyFile(s, func() func(int, []byte) {
		v := &visitor{web: w, goals: map[string]goal{}, ids: map[string]bool{}}
		return v.visit
	})
	render := s.NewWorker()
	for a, from := range w.anchors {
		if i, ok := s.Find(a.path); ok && !hasID(render(i, nil), a.id) {
			w.wrong.addf("%s: nothing on %s has the id %q", from, a.path, a.id)
		}
	}
	return w
}

// A visitor follows the links of one page after the other.
type visitor struct {
	*web
	path    string
	goals   map[string]goal // of addresses met before, as seen from folder
	folder  string
	ids     map[string]bool
	asked   []string // ids of this page that links lead to
	reached []int32
}

// A goal is where an address leads.
type goal struct {
	inside bool
	file   string
	index  int
	id     string
	why    string // not empty when it leads nowhere
}

func (v *visitor) visit(i int, page []byte) {
	v.path = v.site.paths[i]
	if !strings.HasSuffix(v.path, ".html") {
		return
	}
	if folder := path.Dir(v.path); folder != v.folder || v.path == "404.html" {
		v.folder = folder
		clear(v.goals)
	}
	clear(v.ids)
	v.asked, v.reached = v.asked[:0], nil
	canonicals := 0
	scan(page, nil, func(t tag) {
		link := string(t.name) == "a"
		rel := ""
		if string(t.name) == "link" {
			rel, _ = t.attribute("rel")
		}
		t.each(func(name, value []byte) {
			switch string(name) {
			case "id":
				v.addID(unescaped(value))
			case "href", "src", "action":
				g := v.lead(value)
				if link && g.inside && g.file != v.path {
					v.reached = append(v.reached, int32(g.index))
				}
				if rel == "canonical" {
					canonicals++
					if g.file != v.path {
						v.wrong.addf("%s calls itself %s", v.path, value)
					}
				}
			}
		})
	})
	for _, id := range v.asked {
		if !v.ids[id] {
			v.wrong.addf("%s: a link leads to #%s, which is not there", v.path, id)
		}
	}
	if canonicals != 1 {
		v.wrong.addf("%s has %d canonical addresses", v.path, canonicals)
	}
	slices.Sort(v.reached)
	v.edges[i] = slices.Compact(v.reached)
}

func (v *visitor) addID(id string) {
	if v.ids[id] {
		v.wrong.addf("%s: the id %q stands twice", v.path, id)
	}
	v.ids[id] = true
}

// lead finds where an address on the page leads and notes the id it asks for.
func (v *visitor) lead(address []byte) goal {
	g, met := v.goals[string(address)]
	if !met {
		g = v.find(unescaped(address))
		v.goals[string(address)] = g
	}
	if len(address) > 0 && address[0] == '#' {
		g.file = v.path // whatever page the address was first met on
	}
	switch {
	case g.why != "":
		v.wrong.addf("%s: the link %q %s", v.path, address, g.why)
	case g.inside && g.id != "" && g.file == v.path:
		v.asked = append(v.asked, g.id)
	case g.inside && g.id != "":
		v.mutex.Lock()
		v.anchors[anchor{g.file, g.id}] = v.path
		v.mutex.Unlock()
	}
	return g
}

// find resolves an address as a browser and a host do.
func (v *visitor) find(address string) goal {
	rest, id, _ := strings.Cut(address, "#")
	own := v.site.common.Origin + "/"
	absolute := strings.HasPrefix(rest, own)
	if absolute {
		rest = rest[len(own)-1:]
	}
	switch {
	case strings.HasPrefix(rest, "https://"), strings.HasPrefix(rest, "http://"), strings.HasPrefix(rest, "mailto:"):
		return goal{}
	case address == "":
		return goal{why: "is empty"}
	case rest == "":
		return goal{inside: true, file: v.path, id: id}
	}
	rest, _, _ = strings.Cut(rest, "?")
	if v.site.common.Links == view.HTMLLinks && !absolute && v.path != "404.html" {
		return v.inFolder(rest, id)
	}
	below, ok := strings.CutPrefix(rest, v.site.common.BasePath)
	if !ok {
		return goal{why: "leaves the site, which stands at " + v.site.common.BasePath}
	}
	if v.site.common.Links == view.HTMLLinks {
		return v.onHost([]string{below}, id)
	}
	return v.onHost([]string{below, below + ".html", below + "index.html"}, id)
}

// inFolder resolves a relative address without the help of a host: it has to name a file.
func (v *visitor) inFolder(rest, id string) goal {
	if strings.HasPrefix(rest, "/") {
		return goal{why: "begins at the root, which a folder opened from disk does not have"}
	}
	file := path.Join(v.folder, rest)
	if strings.HasSuffix(rest, "/") {
		file += "/"
	}
	return v.onHost([]string{file}, id)
}

// onHost is the first of some files that exists.
func (v *visitor) onHost(files []string, id string) goal {
	for _, file := range files {
		if i, ok := v.known[file]; ok {
			return goal{inside: true, file: file, index: i, id: id}
		}
	}
	return goal{why: "leads to no file"}
}

func hasID(page []byte, id string) (found bool) {
	scan(page, nil, func(t tag) {
		if have, ok := t.attribute("id"); ok && have == id {
			found = true
		}
	})
	return found
}

// depths is how many links lie between home and each file; -1 where no way leads.
func (w *web) depths(t *testing.T) []int {
	home, ok := w.known["index.html"]
	if !ok {
		t.Fatal("no index.html")
	}
	depth := make([]int, len(w.edges))
	for i := range depth {
		depth[i] = -1
	}
	depth[home] = 0
	queue := []int{home}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for _, to := range w.edges[from] {
			if depth[to] < 0 {
				depth[to] = depth[from] + 1
				queue = append(queue, int(to))
			}
		}
	}
	return depth
}
