// Package preview serves a site as good static hosts do, rendering each page when it is asked for.
//
// Nothing is built. Before it answers, the server looks whether an input has changed; if so, it loads
// the site anew, which takes a moment, so reloading a page in the browser shows every edit. While the
// inputs have faults, every page says which.
package preview

import (
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A Server answers requests for the pages of one site.
type Server struct {
	inputs site.Inputs

	mu     sync.Mutex // guards what follows: requests are answered one at a time
	stamp  string
	site   *site.Site
	render func(i int, dst []byte) []byte
	faults fault.List
}

// New returns a server of the site that the inputs make.
func New(in site.Inputs) *Server { return &Server{inputs: in} }

// refresh loads the site when an input has changed since the last time.
func (s *Server) refresh() {
	stamp := s.stampInputs()
	if s.site != nil && stamp == s.stamp {
		return
	}
	s.stamp = stamp
	s.site, s.faults = site.Load(s.inputs)
	if len(s.faults) == 0 {
		s.render = s.site.NewWorker()
	}
}

// stampInputs is a text that changes when a file is written, added, renamed or removed.
func (s *Server) stampInputs() string {
	var b strings.Builder
	for _, root := range []string{s.inputs.Registry, s.inputs.Content, s.inputs.Templates, s.inputs.Static} {
		_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone in between: the stamp differs for that
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return b.String()
}

// ServeHTTP answers like a host that finds 855.html for /ports/855.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !isLocal(r.Host) { // a page of another site must not read a preview through a name of its own
		http.Error(w, "this preview answers to localhost only", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	s.refresh()
	w.Header().Set("Cache-Control", "no-store")
	if len(s.faults) > 0 {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprintf(w, "%s\n\nMend this, then reload.\n", s.faults.Error())
		return
	}
	s.answer(w, r)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	base := s.site.BasePath()
	below, ok := strings.CutPrefix(r.URL.Path, base)
	switch {
	case r.URL.Path+"/" == base || r.URL.Path == "/" && !ok:
		http.Redirect(w, r, base, http.StatusFound)
		return
	case !ok:
		s.notFound(w)
		return
	}
	if to, moved := s.site.CleanPath(below); moved {
		http.Redirect(w, r, base+to, http.StatusMovedPermanently)
		return
	}
	for _, file := range candidates(below) {
		if i, ok := s.site.Find(file); ok {
			s.write(w, http.StatusOK, file, i)
			return
		}
	}
	if _, ok := s.site.Find(below + "/index.html"); ok {
		http.Redirect(w, r, base+below+"/", http.StatusMovedPermanently)
		return
	}
	s.notFound(w)
}

// candidates are the files that a path may mean.
func candidates(below string) []string {
	if below == "" || strings.HasSuffix(below, "/") {
		return []string{below + "index.html"}
	}
	return []string{below, below + ".html"}
}

func (s *Server) notFound(w http.ResponseWriter) {
	if i, ok := s.site.Find("404.html"); ok {
		s.write(w, http.StatusNotFound, "404.html", i)
		return
	}
	http.Error(w, "no such page", http.StatusNotFound)
}

func (s *Server) write(w http.ResponseWriter, status int, file string, i int) {
	kind := mime.TypeByExtension(path.Ext(file))
	if kind == "" {
		kind = "text/plain; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", s.site.Policy())
	w.WriteHeader(status)
	w.Write(s.render(i, nil)) // a reader who went away is no error of ours
}

// isLocal reports whether a Host header names this machine.
func isLocal(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
