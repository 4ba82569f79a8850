package preview

import (
	"fmt"
	"hash/fnv"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// A reply is what a request for a path gets: a redirect, or a file.
type reply struct {
	edition *edition
	status  int
	to      string // of a redirect
	file    string // path in the site; empty for the preview's own page of faults
	body    []byte // as a build writes it
}

// reply finds what a good host would answer, one that shows 855.html at /ports/855.
func (e *edition) reply(path string) reply {
	if e.good == nil {
		return reply{edition: e, status: http.StatusInternalServerError, body: faultPage(e.overlay)}
	}
	site := e.good.site
	base := site.BasePath()
	below, ok := strings.CutPrefix(path, base)
	switch {
	case path+"/" == base || path == "/" && !ok:
		return reply{edition: e, status: http.StatusFound, to: base}
	case !ok:
		return e.notFound()
	}
	if to, moved := site.CleanPath(below); moved && site.Has(below) {
		return reply{edition: e, status: http.StatusMovedPermanently, to: base + to}
	}
	for _, file := range candidates(below) {
		if i, ok := site.Find(file); ok {
			return reply{edition: e, status: http.StatusOK, file: file, body: e.good.render(i)}
		}
	}
	if site.Has(below + "/index.html") {
		return reply{edition: e, status: http.StatusMovedPermanently, to: base + below + "/"}
	}
	return e.notFound()
}

// candidates are the files that a path may mean.
func candidates(below string) []string {
	if below == "" || strings.HasSuffix(below, "/") {
		return []string{below + "index.html"}
	}
	return []string{below, below + ".html"}
}

func (e *edition) notFound() reply {
	const file = "404.html"
	r := reply{edition: e, status: http.StatusNotFound, file: file, body: []byte("<!doctype html>\n<p>There is no such page.\n")}
	if i, ok := e.good.site.Find(file); ok {
		r.body = e.good.render(i)
	}
	return r
}

// hash tells replies apart that a browser would show differently.
func (r reply) hash() string {
	h := fnv.New64a()
	fmt.Fprintln(h, r.status, r.to)
	h.Write(r.body)
	return strconv.FormatUint(h.Sum64(), 36)
}

// tag is the script element that stands behind a page: what it was served with (see state).
func (r reply) tag() string {
	now := r.state()
	return fmt.Sprintf("<script defer src=%s data-page=%s data-style=%s data-files=%s></script>\n", Script, now.Page, now.Style, now.Files)
}

func (r reply) write(w http.ResponseWriter, request *http.Request) {
	if r.to != "" {
		http.Redirect(w, request, r.to, r.status)
		return
	}
	w.Header().Set("Content-Type", r.kind())
	w.Header().Set("Content-Security-Policy", r.policy())
	w.WriteHeader(r.status)
	w.Write(r.body) // a reader who went away is no error of ours
	if strings.HasPrefix(r.kind(), "text/html") {
		w.Write([]byte(r.tag()))
	}
}

// kind is the value of Content-Type.
func (r reply) kind() string {
	if r.file == "" {
		return "text/html; charset=utf-8"
	}
	if kind := mime.TypeByExtension(path.Ext(r.file)); kind != "" {
		return kind
	}
	return "text/plain; charset=utf-8"
}

// policy is the value of Content-Security-Policy. The preview needs no more than the site allows.
func (r reply) policy() string {
	if r.file == "" {
		return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
	}
	return r.edition.good.site.Policy()
}
