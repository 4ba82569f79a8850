// Package preview shows a site while it is being written: it serves as good static hosts do, renders
// each page when it is asked for, watches the inputs, and notifies open pages of what an edit changed.
//
// # Nothing is built
//
// The inputs of one moment make a snapshot: the site, or the faults that stand in its way. An edit
// makes a new snapshot, whole, and swaps a pointer; what is asked for is rendered from it. So there is
// nothing to keep up to date bit by bit, requests never wait for one another, and a served page is
// what a build would write, byte for byte, with one script element behind it. While the inputs have
// faults, the last site without them is served, and the faults lie over it.
//
// # Never stale
//
// File systems report edits, but not all of them and not always: shared folders and containers'
// mounts are silent, queues overflow, watches run out. So each request looks at size and time of all
// inputs, which takes about a millisecond, and loads the site first when one has changed. Being notified
// only says when to look before anyone asks, and that a file changed whose size and time did not.
//
// # What a page is sent
//
// A page listens to a stream of states. It compares them with the one that it was served with and does
// the least that makes it right: nothing, other style sheets, or a reload. A state says how things are, not
// what happened; so one that is missed, or comes twice, or from a server that was started anew, does no
// harm, and the server remembers nothing about pages.
package preview

import (
	"embed"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// own is where the preview's own files lie, whatever the site's base path: they are needed before
// the first site without faults, when no base path is known. No page of a site has such a path.
const own = "/_preview/"

// Script is the path of the script that stands behind every page. Who gets it talks to a preview.
const Script = own + "preview.js"

//go:embed preview.js preview.css preview.html
var assets embed.FS

// A Server answers requests for the pages of one site. It is safe for concurrent use.
type Server struct {
	inputs site.Inputs
	host   string
	notify func(News)
	pause  func() // waits for a file that is being written

	snapshot atomic.Pointer[snapshot]
	dirty    atomic.Bool // there was an edit since the snapshot was begun

	loading  sync.Mutex // guards what follows: one snapshot is made at a time
	reloader site.Reloader
}

// News is what the person at the terminal should hear after an edit.
type News struct {
	Faults   fault.List // of the inputs as they are now
	Mended   bool       // there were faults, and now there are none
	Warnings fault.List // what is odd; nil when there are faults, or the same as last time
}

// New loads the inputs and returns a server of what they make. Host is the name or the address that
// it is reached at, besides localhost; "" or an unspecified address such as 0.0.0.0 stands for any
// address of this machine. Notify is called with the first news and whenever they change, never twice
// at once.
func New(in site.Inputs, host string, notify func(News)) *Server {
	s := &Server{inputs: in, host: host, notify: notify, pause: func() { time.Sleep(retryAfter) }}
	s.snapshot.Store(&snapshot{done: make(chan struct{})})
	s.dirty.Store(true)
	s.current()
	return s
}

// Faults are those of the inputs as they were last read.
func (s *Server) Faults() fault.List { return s.snapshot.Load().faults }

// Home is the path of the site's home page.
func (s *Server) Home() string {
	if now := s.snapshot.Load(); now.site != nil {
		return now.site.BasePath()
	}
	return "/"
}

// ServeHTTP answers GET and HEAD.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	name, isOwn := strings.CutPrefix(r.URL.Path, own)
	switch {
	case !s.answersTo(r.Host):
		http.Error(w, "this preview answers to localhost only", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
	case isOwn && name == "events":
		s.stream(w, r)
	case isOwn && (name == "preview.js" || name == "preview.css"):
		http.ServeFileFS(w, r, assets, name)
	case isOwn:
		http.NotFound(w, r)
	default:
		s.replyTo(r.URL.Path, s.current()).write(w, r)
	}
}

// answersTo reports whether a Host header names this server. A page elsewhere on the web could give
// a name of its own this machine's address, and then read the preview; it cannot do so with an
// address, or with the name localhost.
func (s *Server) answersTo(header string) bool {
	name, _, err := net.SplitHostPort(header)
	if err != nil {
		name = strings.Trim(header, "[]")
	}
	ip := net.ParseIP(name)
	switch {
	case name == "localhost" || ip.IsLoopback():
		return true
	case s.host == "" || net.ParseIP(s.host).IsUnspecified(): // any address of this machine
		return ip != nil
	}
	return strings.EqualFold(name, s.host)
}
