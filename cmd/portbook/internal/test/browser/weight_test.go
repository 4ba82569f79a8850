package browser

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// A scale counts what a server is asked and the bytes that it sends, headers included.
type scale struct {
	net.Listener
	requests, bytes atomic.Int64
}

func (s *scale) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	return weighed{c, s}, err
}

type weighed struct {
	net.Conn
	scale *scale
}

func (w weighed) Write(b []byte) (int, error) {
	n, err := w.Conn.Write(b)
	w.scale.bytes.Add(int64(n))
	return n, err
}

// TestFirstViewIsLight: at most 5 requests and 25 kB for the first page that a reader sees.
func TestFirstViewIsLight(t *testing.T) {
	s := realSite(t)
	site := newHost(s.BasePath(), s.Render)
	for _, port := range ports() {
		scale := &scale{}
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			scale.requests.Add(1)
			site.ServeHTTP(w, r)
		}))
		scale.Listener, server.Listener = server.Listener, scale
		server.Start()
		tab := newTab(t)
		open(tab, portAddress(server.URL, port))
		tab.Wait("document.readyState === 'complete'")
		eval[bool](tab, `new Promise(done => requestIdleCallback(() => done(true)))`)
		server.Close() // waits for what is under way
		requests, bytes := scale.requests.Load(), scale.bytes.Load()
		t.Logf("port %d: %d requests, %d bytes", port, requests, bytes)
		if requests > 5 || bytes > 25_000 {
			t.Errorf("port %d: %d requests, %d bytes; at most 5 and 25000 are promised", port, requests, bytes)
		}
	}
}
