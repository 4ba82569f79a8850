package preview

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// A reply is what a request for a path gets: a redirect, or a file.
type reply struct {
	from   *snapshot
	status int
	to     string // of a redirect
	file   string // path in the site; empty for the preview's own page of faults
	body   []byte // as a build writes it
}

// replyTo is what a path gets in a snapshot. Its pages may not have been tried yet. When one fails, the faults will be
// known in a moment, and the next snapshot shows them over the last good page.
func (s *Server) replyTo(path string, now *snapshot) (r reply) {
	defer func() {
		if recover() != nil {
			s.loading.Lock() // until they were tried
			next := s.snapshot.Load()
			s.loading.Unlock()
			r = next.reply(path)
		}
	}()
	return now.reply(path)
}

// reply finds what a good host would answer, one that shows 855.html at /ports/855.
func (s *snapshot) reply(path string) reply {
	if s.site == nil {
		return reply{from: s, status: http.StatusInternalServerError, body: []byte(execute("preview.html", template.HTML(s.overlay)))}
	}
	base := s.site.BasePath()
	below, within := strings.CutPrefix(path, base)
	to, moved := s.site.CleanPath(below)
	file := below
	switch {
	case below == "" || strings.HasSuffix(below, "/"):
		file += "index.html"
	case !s.site.Has(below):
		file += ".html"
	}
	page, found := s.site.Render(file)
	switch {
	case path+"/" == base || path == "/" && !within:
		return reply{from: s, status: http.StatusFound, to: base}
	case moved && s.site.Has(below):
		return reply{from: s, status: http.StatusMovedPermanently, to: base + to}
	case found && within:
		return reply{from: s, status: http.StatusOK, file: file, body: page}
	case s.site.Has(below + "/index.html"):
		return reply{from: s, status: http.StatusMovedPermanently, to: base + below + "/"}
	}
	if page, found = s.site.Render("404.html"); !found {
		page = []byte("<!doctype html>\n<p>There is no such page.\n")
	}
	return reply{from: s, status: http.StatusNotFound, file: "404.html", body: page}
}

// faultPagePolicy is the Content-Security-Policy of the page that is shown instead of a site.
const faultPagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"

func (r reply) write(w http.ResponseWriter, request *http.Request) {
	if r.to != "" {
		http.Redirect(w, request, r.to, r.status)
		return
	}
	kind, policy := "text/html; charset=utf-8", faultPagePolicy
	if r.file != "" { // the preview needs no more than the site allows
		kind, policy = cmp.Or(mime.TypeByExtension(path.Ext(r.file)), "text/plain; charset=utf-8"), r.from.site.Policy()
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", policy)
	w.WriteHeader(r.status)
	w.Write(r.body) // a reader who went away is no error of ours
	if strings.HasPrefix(kind, "text/html") {
		now := r.state()
		fmt.Fprintf(w, "<script defer src=%s data-page=%s data-style=%s data-files=%s></script>\n", Script, now.Page, now.Style, now.Files)
	}
}

// A state is what an open page has to know. The script behind a page carries the one that it was served with.
type state struct {
	Page   string `json:"page"`   // hash of what a reload would show
	Style  string `json:"style"`  // hash of the style sheets
	Files  string `json:"files"`  // hash of the other files in static/
	Faults string `json:"faults"` // what to lay over the page, as HTML; empty for nothing
}

func (r reply) state() state {
	h := fnv.New64a()
	fmt.Fprintln(h, r.status, r.to)
	h.Write(r.body)
	page := strconv.FormatUint(h.Sum64(), 36)
	if r.from.site == nil { // the page itself shows the faults
		return state{Page: page, Style: "none", Files: "none"}
	}
	return state{Page: page, Style: r.from.style, Files: r.from.files, Faults: r.from.overlay}
}

// stream sends the state of the page at the path in the query, and again whenever it changes, as
// server-sent events (HTML standard, section 9.2), until the page is gone.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	page, err := url.PathUnescape(r.URL.Query().Get("page"))
	if err != nil {
		http.Error(w, "page is no path", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprint(w, "retry: 300\n\n") // milliseconds: a server that is started anew is found at once
	var last state
	for shown := s.current(); ; shown = s.snapshot.Load() {
		if now := s.replyTo(page, shown).state(); now != last {
			data, _ := json.Marshal(now) // of strings: no error
			fmt.Fprintf(w, "data: %s\n\n", data)
			last = now
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-shown.done:
		case <-r.Context().Done():
			return
		}
	}
}
