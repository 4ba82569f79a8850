package check

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
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

// atOnce is how many hosts are visited at the same time.
const atOnce = 8

// External is the rule of what Outside finds.
const External = "external"

// Outside looks up all addresses outside of the site to which its texts and facts tables lead. Whether a page can be
// had just now proves little, so nothing of this is an error. It stops early when ctx is cancelled.
func Outside(ctx context.Context, s *site.Site, v Visitor) []Finding {
	byHost := map[string][]*outside{}
	for _, o := range outsideLinks(gather(s)) {
		byHost[o.host] = append(byHost[o.host], o)
	}
	if v.Client == nil {
		v.Client = &http.Client{Timeout: 20 * time.Second}
	}
	var (
		lock    sync.Mutex
		found   []Finding
		workers sync.WaitGroup
		hosts   = make(chan []*outside)
	)
	for range atOnce {
		workers.Go(func() {
			for links := range hosts {
				for _, f := range v.visitHost(ctx, links) {
					lock.Lock()
					found = append(found, f)
					lock.Unlock()
				}
			}
		})
	}
	for _, links := range byHost {
		hosts <- links
	}
	close(hosts)
	workers.Wait()
	return tidy(found)
}

// An outside address, and the places that lead there.
type outside struct {
	url, host string
	places    []fault.Fault
}

// outsideLinks gathers the addresses of texts, of sources and of facts tables, each once.
func outsideLinks(m *material) []*outside {
	byURL := map[string]*outside{}
	var list []*outside
	add := func(address, file string, line int) {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(address, "{}") {
			return
		}
		u.Fragment = ""
		key := u.String()
		if byURL[key] == nil {
			byURL[key] = &outside{url: key, host: u.Host}
			list = append(list, byURL[key])
		}
		byURL[key].places = append(byURL[key].places, fault.New(file, line, "", ""))
	}
	for _, t := range m.texts {
		for _, part := range t.parts {
			for _, l := range part.Links {
				add(l.Dest, t.file, l.Line)
			}
		}
		for _, f := range t.fields {
			if f.key == "source" {
				add(f.Source, t.file, f.Line)
			}
		}
	}
	for _, table := range m.site.Content().Facts.Tables {
		for _, row := range table.Rows {
			add(row.Cells["source"], table.File, row.Line)
		}
	}
	return list
}

// visitHost looks up the addresses of one host, one after the other. A host that asks for rest, or cannot be reached,
// is left alone for this time.
func (v Visitor) visitHost(ctx context.Context, links []*outside) []Finding {
	var found []Finding
	report := func(l *outside, problem, advice string) {
		for _, p := range l.places {
			found = append(found, Finding{Warning, External, fault.New(p.File, p.Line, l.url+" "+problem, advice)})
		}
	}
	for i, l := range links {
		if i > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(v.Rest):
			}
		}
		if ctx.Err() != nil {
			return found
		}
		problem, advice, leave := v.visit(ctx, l.url)
		if ctx.Err() != nil {
			return found // the interruption is no fault of the page
		}
		if problem != "" {
			report(l, problem, advice)
		}
		if leave {
			for _, l := range links[i+1:] {
				report(l, "was not looked up, since its host wants to be left alone", "try again later")
			}
			return found
		}
	}
	return found
}

// visit says what is wrong with an address, "" for nothing, and whether to leave its host alone.
func (v Visitor) visit(ctx context.Context, address string) (problem, advice string, leave bool) {
	status, moved, err := v.ask(ctx, http.MethodHead, address)
	if err == nil && status >= 400 && !wantsRest(status) { // some refuse HEAD, in many ways
		status, moved, err = v.ask(ctx, http.MethodGet, address)
	}
	var network *net.OpError
	switch {
	case err != nil:
		return "cannot be reached: " + reason(err), "try again later, then look for another source", errors.As(err, &network)
	case status == http.StatusNotFound || status == http.StatusGone:
		return fmt.Sprintf("answers %d %s", status, http.StatusText(status)), "look for its new address or for another source", false
	case status >= 400:
		return fmt.Sprintf("answers programs with %d %s", status, http.StatusText(status)), "look at it in a browser", wantsRest(status)
	case moved != "":
		return "has moved for good", "write " + moved, false
	}
	return "", "", false
}

// wantsRest reports whether a status says that there were too many requests.
func wantsRest(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// ask sends one request and follows where it is sent. moved is the new address if all redirections were permanent.
func (v Visitor) ask(ctx context.Context, method, address string) (status int, moved string, err error) {
	client := *v.Client
	permanent := true
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
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	if last := response.Request.URL.String(); permanent && last != address {
		moved = last
	}
	return response.StatusCode, moved, nil
}

// reason is an error without the method and the address, which the message has already.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}
