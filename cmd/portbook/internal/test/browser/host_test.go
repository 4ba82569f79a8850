package browser

import (
	"cmp"
	"compress/gzip"
	"mime"
	"net/http"
	"path"
	"strings"
)

// newHost serves files as static hosts do: ports/855 is the file ports/855.html, what does not exist is 404.html, headers
// are those of the file _headers, and texts go out compressed. File returns them by path, such as "ports/855.html"; they
// stand below base, a path such as "/" or "/portbook/". It is called by several requests at once.
func newHost(base string, file func(path string) ([]byte, bool)) http.Handler {
	headers, _ := file("_headers")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Lines "Name: value" are indented below a path, which is not looked at: a site says the same of all its files.
		for line := range strings.Lines(string(headers)) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(line, " ") {
				w.Header().Set(name, value)
			}
		}
		below, ok := strings.CutPrefix(r.URL.Path, base)
		names := []string{below, below + ".html"}
		if below == "" || strings.HasSuffix(below, "/") {
			names = []string{below + "index.html"}
		}
		for _, name := range names {
			if content, found := file(name); ok && found {
				send(w, r, http.StatusOK, name, content)
				return
			}
		}
		content, _ := file("404.html")
		send(w, r, http.StatusNotFound, "404.html", content)
	})
}

func send(w http.ResponseWriter, r *http.Request, status int, name string, content []byte) {
	kind := cmp.Or(mime.TypeByExtension(path.Ext(name)), "text/plain; charset=utf-8")
	w.Header().Set("Content-Type", kind)
	if kind == "image/png" || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
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
