package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// A state is what an open page has to know. Pages carry the one they were served with.
type state struct {
	Page   string `json:"page"`   // hash of what a reload would show
	Style  string `json:"style"`  // hash of the style sheets
	Files  string `json:"files"`  // hash of the other files in static/
	Faults string `json:"faults"` // what to lay over the page, as HTML; empty for nothing
}

func (r reply) state() state {
	if r.edition.good == nil { // the page itself shows the faults
		return state{Page: r.hash(), Style: "none", Files: "none"}
	}
	return state{Page: r.hash(), Style: r.edition.good.style, Files: r.edition.good.files, Faults: r.edition.overlay}
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
	for e := s.fresh(); ; e = s.edition.Load() {
		if now := s.replyTo(page, e).state(); now != last {
			data, _ := json.Marshal(now) // of strings: no error
			fmt.Fprintf(w, "data: %s\n\n", data)
			last = now
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-e.over:
		case <-r.Context().Done():
			return
		}
	}
}
