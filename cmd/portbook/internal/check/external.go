package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// A Visitor looks up addresses outside of the site. It asks each host for one page at a time, and rests in between.
type Visitor struct {
	Client *http.Client  // nil for one with a timeout of 20 seconds
	Agent  string        // how it introduces itself
	Rest   time.Duration // between two requests to the same host
}

// External is the rule of what Outside finds.
const External = "external"

// Outside looks up all addresses outside of the site to which its texts and facts tables lead. Whether a page can be
// had just now proves little, so nothing of this is an error. It stops early when ctx is cancelled.
func Outside(ctx context.Context, s *site.Site, v Visitor) []Finding {
	if v.Client == nil {
		v.Client = &http.Client{Timeout: 20 * time.Second}
	}
	var (
		found []Finding
		lock  sync.Mutex
		hosts sync.WaitGroup
		slots = make(chan struct{}, 8) // so many hosts are visited at the same time
	)
	for _, pages := range outsidePages(newCorpus(s)) {
		slots <- struct{}{}
		hosts.Go(func() {
			v.visitHost(ctx, pages, func(address, problem, advice string) {
				lock.Lock()
				defer lock.Unlock()
				for _, p := range pages[address] {
					found = append(found, Finding{Warning, External, fault.New(p.File, p.Line, address+" "+problem, advice)})
				}
			})
			<-slots
		})
	}
	hosts.Wait()
	return sorted(found)
}

// outsidePages lists the addresses of texts, of sources and of facts tables by their hosts, with the places that lead there.
func outsidePages(c *corpus) map[string]map[string][]site.Place {
	pages := map[string]map[string][]site.Place{}
	add := func(address, file string, line int) {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(address, "{}") {
			return
		}
		if pages[u.Host] == nil {
			pages[u.Host] = map[string][]site.Place{}
		}
		u.Fragment = ""
		pages[u.Host][u.String()] = append(pages[u.Host][u.String()], site.Place{File: file, Line: line})
	}
	for _, t := range c.texts {
		for _, l := range t.links {
			add(l.Dest, t.file, l.Line)
		}
		for _, s := range t.sources {
			add(s.Source, t.file, s.Line)
		}
	}
	for _, table := range c.site.Content().Facts.Tables {
		for _, row := range table.Rows {
			add(row.Cells["source"], table.File, row.Line)
		}
	}
	return pages
}

// visitHost looks up the pages of one host, one after the other. A host that asks for rest, or cannot be reached,
// is left alone for this time.
func (v Visitor) visitHost(ctx context.Context, pages map[string][]site.Place, report func(address, problem, advice string)) {
	leave := false
	for i, address := range slices.Sorted(maps.Keys(pages)) {
		if leave {
			report(address, "was not looked up, since its host wants to be left alone", "try again later")
			continue
		}
		if i > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(v.Rest):
			}
		}
		var problem, advice string
		problem, advice, leave = v.visit(ctx, address)
		if ctx.Err() != nil {
			return // the interruption is no fault of the page
		}
		if problem != "" {
			report(address, problem, advice)
		}
	}
}

// tooMany are the answers of a host that wants to be left alone.
var tooMany = map[int]bool{http.StatusTooManyRequests: true, http.StatusServiceUnavailable: true}

// visit says what is wrong with an address, "" for nothing, and whether to leave its host alone.
func (v Visitor) visit(ctx context.Context, address string) (problem, advice string, leave bool) {
	status, moved, err := v.ask(ctx, http.MethodHead, address)
	if status >= 400 && !tooMany[status] { // some refuse HEAD, in many ways
		status, moved, err = v.ask(ctx, http.MethodGet, address)
	}
	var network *net.OpError
	answer := fmt.Sprintf("%d %s", status, http.StatusText(status))
	switch {
	case err != nil:
		return "cannot be reached: " + err.Error(), "try again later, then look for another source", errors.As(err, &network)
	case status == http.StatusNotFound || status == http.StatusGone:
		return "answers " + answer, "look for its new address or for another source", false
	case status >= 400:
		return "answers programs with " + answer, "look at it in a browser", tooMany[status]
	case moved != "":
		return "has moved for good", "write " + moved, false
	}
	return "", "", false
}

// ask sends one request and follows where it is sent. moved is the new address if all redirections were permanent.
func (v Visitor) ask(ctx context.Context, method, address string) (status int, moved string, err error) {
	client, permanent := *v.Client, true
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		code := next.Response.StatusCode
		permanent = permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		if len(via) >= 10 {
			return errors.New("it redirects in circles")
		}
		return nil
	}
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("User-Agent", v.Agent)
	response, err := client.Do(request)
	if u := new(url.Error); errors.As(err, &u) {
		return 0, "", u.Err // without the method and the address, which the message has already
	}
	response.Body.Close()
	if last := response.Request.URL.String(); permanent && last != address {
		moved = last
	}
	return response.StatusCode, moved, nil
}
