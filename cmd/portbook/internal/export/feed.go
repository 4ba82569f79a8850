package export

import (
	"bytes"
	"encoding/xml"
)

// A History is what changed in the registry, as the feed tells it. All texts are plain.
type History struct {
	Title, Subtitle string
	Path            string   // of the page of all updates
	Updates         []Update // the newest first
}

// An Update is what changed between two states of the registry.
type Update struct {
	Date    string // of the newer state, YYYY-MM-DD
	Path    string // of its page
	Title   string
	Summary string
}

// appendFeed appends the feed of changes: Atom, RFC 4287. There is no clock in it: the feed was updated
// when its newest update of the registry was, or, without any, when the registry was. The ids of
// the feed and of its updates are the addresses of their pages without .html, so that another style of links does
// not make them new.
func appendFeed(dst []byte, from *Source) []byte {
	h := from.History()
	updated := from.Date
	if len(h.Updates) > 0 {
		updated = h.Updates[0].Date
	}
	f := feed{xml: append(dst, xml.Header...)}
	f.open("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", from.Lang)
	f.text("id", from.Base+h.Path)
	f.text("title", from.Name+": "+h.Title)
	f.text("subtitle", h.Subtitle)
	f.text("updated", midnight(updated))
	f.link("self", "application/atom+xml", from.URL("feed.atom"))
	f.link("alternate", "text/html", from.URL(h.Path))
	f.open("author")
	f.text("name", from.Name)
	f.text("uri", from.URL(""))
	f.close("author")
	for _, u := range h.Updates {
		f.update(u, from.Base+u.Path, from.URL(u.Path))
	}
	f.close("feed")
	return f.xml
}

// midnight is the beginning of a day as RFC 3339 writes it, as Atom wants dates; the registry gives no time.
// A registry without a full date is as old as dates in it can be.
func midnight(date string) string {
	switch len(date) {
	case len("2026-09-17"):
	case len("2026-09"):
		date += "-01"
	default:
		date = "1970-01-01"
	}
	return date + "T00:00:00Z"
}

func (f *feed) update(u Update, id, url string) {
	f.open("entry") // Atom's name for it
	f.text("id", id)
	f.text("title", u.Title)
	f.text("updated", midnight(u.Date))
	f.link("alternate", "text/html", url)
	f.text("summary", u.Summary)
	f.close("entry")
}

// A feed is the XML written so far.
type feed struct{ xml []byte }

// open begins an element with attributes, given as names and values.
func (f *feed) open(name string, attributes ...string) {
	f.tag(name, attributes)
	f.xml = append(f.xml, ">\n"...)
}

// tag writes the beginning of an element without its last sign.
func (f *feed) tag(name string, attributes []string) {
	f.xml = append(append(f.xml, '<'), name...)
	for i := 0; i < len(attributes); i += 2 {
		f.xml = append(append(append(f.xml, ' '), attributes[i]...), `="`...)
		f.escaped(attributes[i+1])
		f.xml = append(f.xml, '"')
	}
}

func (f *feed) close(name string) {
	f.xml = append(append(append(f.xml, "</"...), name...), ">\n"...)
}

// text writes an element that holds text only.
func (f *feed) text(name, text string) {
	f.xml = append(append(append(f.xml, '<'), name...), '>')
	f.escaped(text)
	f.close(name)
}

func (f *feed) link(rel, mediaType, url string) {
	f.tag("link", []string{"rel", rel, "type", mediaType, "href", url})
	f.xml = append(f.xml, "/>\n"...)
}

func (f *feed) escaped(text string) {
	b := bytes.NewBuffer(f.xml)
	_ = xml.EscapeText(b, []byte(text)) // a bytes.Buffer does not fail
	f.xml = b.Bytes()
}
