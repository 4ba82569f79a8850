// Package host serves the files of a site as static hosts do, for tests and for the audit: ports/855
// is the file ports/855.html, what does not exist is 404.html, headers are those of the file _headers,
// and texts go out compressed.
package host

import (
	"compress/gzip"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A Host answers requests for the files of one site.
type Host struct {
	base    string // "/" or "/portbook/"
	file    func(path string) ([]byte, bool)
	headers http.Header
}

// Files returns a function that renders the file of a site at a path. Several goroutines may call it.
func Files(s *site.Site) func(path string) ([]byte, bool) {
	var mutex sync.Mutex // a worker renders one file at a time
	render := s.NewWorker()
	return func(path string) ([]byte, bool) {
		i, ok := s.Find(path)
		if !ok {
			return nil, false
		}
		mutex.Lock()
		defer mutex.Unlock()
		return render(i, nil), true
	}
}

// New returns a host of the files that file gives, by path such as "ports/855.html", below base, a
// path such as "/" or "/portbook/". file is called by several requests at once.
func New(base string, file func(path string) ([]byte, bool)) *Host {
	text, _ := file("_headers")
	return &Host{base, file, parseHeaders(string(text))}
}

// parseHeaders reads the headers of a _headers file: a path, then indented lines "Name: value". A site
// says the same of all its files, so paths are not looked at.
func parseHeaders(text string) http.Header {
	headers := http.Header{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if ok && strings.HasPrefix(line, " ") {
			headers.Set(name, value)
		}
	}
	return headers
}

// ServeHTTP answers with a file, or with 404.html.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	below, ok := strings.CutPrefix(r.URL.Path, h.base)
	if ok {
		for _, name := range candidates(below) {
			if content, found := h.file(name); found {
				h.send(w, r, http.StatusOK, name, content)
				return
			}
		}
	}
	content, _ := h.file("404.html")
	h.send(w, r, http.StatusNotFound, "404.html", content)
}

// candidates are the files that a path may mean.
func candidates(below string) []string {
	if below == "" || strings.HasSuffix(below, "/") {
		return []string{below + "index.html"}
	}
	return []string{below, below + ".html"}
}

func (h *Host) send(w http.ResponseWriter, r *http.Request, status int, name string, content []byte) {
	for header, values := range h.headers {
		w.Header()[header] = values
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "text/plain; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	if strings.HasPrefix(kind, "image/png") || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		w.Write(content) // a reader who went away is no error of ours
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	z.Write(content)
	z.Close()
}
