package site

import (
	"bytes"
	"html"
	"testing"
)

// The tests read pages with a scanner of their own, since a gigabyte of them has to be read in
// seconds. It knows the HTML that templates write: tags, attributes with or without quotes, scripts.

// A tag is a start or end tag, or a comment.
type tag struct {
	name       []byte // "a", "/a", "!doctype"
	attributes []byte
}

// scan calls text for every piece of text of a page, entities and all, and element for every tag.
func scan(page []byte, text func([]byte), element func(tag)) {
	for len(page) > 0 {
		start := bytes.IndexByte(page, '<')
		if start < 0 {
			start = len(page)
		}
		if text != nil {
			text(page[:start])
		}
		if page = page[start:]; len(page) == 0 {
			return
		}
		end := tagEnd(page)
		t := tag{attributes: page[1:end]}
		if n := bytes.IndexAny(t.attributes, " \n>"); n >= 0 {
			t.name, t.attributes = t.attributes[:n], t.attributes[n:]
		} else {
			t.name, t.attributes = t.attributes, nil
		}
		page = page[min(end+1, len(page)):]
		element(t)
		if string(t.name) == "script" || string(t.name) == "style" {
			page = page[max(bytes.Index(page, []byte("</"+string(t.name))), 0):]
		}
	}
}

// tagEnd is the index of the > that ends the tag at the start of page.
func tagEnd(page []byte) int {
	var quote byte
	for i, b := range page {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '>':
			return i
		case b == '"' || b == '\'':
			quote = b
		}
	}
	return len(page)
}

// each calls with for every attribute; value is not unescaped.
func (t tag) each(with func(name, value []byte)) {
	rest := t.attributes
	for {
		if rest = bytes.TrimLeft(rest, " \n"); len(rest) == 0 {
			return
		}
		n := bytes.IndexAny(rest, " \n=")
		if n < 0 || rest[n] != '=' {
			if n < 0 {
				n = len(rest)
			}
			with(rest[:n], nil)
			rest = rest[n:]
			continue
		}
		name, value := rest[:n], rest[n+1:]
		if len(value) > 0 && (value[0] == '"' || value[0] == '\'') {
			end := 1 + bytes.IndexByte(value[1:], value[0])
			with(name, value[1:end])
			rest = value[end+1:]
			continue
		}
		if n = bytes.IndexAny(value, " \n"); n < 0 {
			n = len(value)
		}
		with(name, value[:n])
		rest = value[n:]
	}
}

// attribute is the unescaped value of one attribute, and whether the tag has it.
func (t tag) attribute(name string) (value string, ok bool) {
	t.each(func(n, v []byte) {
		if string(n) == name {
			value, ok = unescaped(v), true
		}
	})
	return value, ok
}

func unescaped(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return html.UnescapeString(string(b))
}

// inline are the elements that do not part words.
var inline = map[string]bool{
	"a": true, "b": true, "code": true, "em": true, "i": true, "small": true, "span": true,
	"strong": true, "sup": true, "time": true, "wbr": true,
}

// appendText appends what a reader sees: no tags, entities replaced, white space folded.
func appendText(dst, page []byte) []byte {
	scan(page, func(text []byte) {
		if bytes.IndexByte(text, '&') >= 0 {
			text = []byte(html.UnescapeString(string(text)))
		}
		dst = appendFolded(dst, text)
	}, func(t tag) {
		if !inline[string(bytes.TrimPrefix(t.name, []byte("/")))] {
			dst = appendFolded(dst, []byte{' '})
		}
	})
	return dst
}

func appendFolded(dst, text []byte) []byte {
	for _, b := range text {
		if b == '\n' || b == '\t' || b == '\r' {
			b = ' '
		}
		if b != ' ' || len(dst) > 0 && dst[len(dst)-1] != ' ' {
			dst = append(dst, b)
		}
	}
	return dst
}

// folded is s with its white space folded.
func folded(s string) string { return string(bytes.TrimSpace(appendFolded(nil, []byte(s)))) }

// between returns the text of the first element of a name, such as the title.
func between(page []byte, name string) string {
	_, rest, ok := bytes.Cut(page, []byte("<"+name))
	if !ok {
		return ""
	}
	element, _, _ := bytes.Cut(rest[tagEnd(rest)+1:], []byte("</"+name+">"))
	return folded(string(appendText(nil, element)))
}

// TestTheScannerOfTheseTestsReads what templates write.
func TestTheScannerOfTheseTestsReads(t *testing.T) {
	page := []byte(`<!doctype html><title>A &amp; B</title><p class=x id="a>b" hidden>one<b>two</b> &lt;3>` + "\n" +
		`<script src=s.js>if (a < b) "<p>"</script><dt>Name<dd><a href='/x?a=1&amp;b=2' title="">t</a>`)
	if got := folded(string(appendText(nil, page))); got != "A & B onetwo <3> Name t" {
		t.Errorf("text: %q", got)
	}
	if got := between(page, "title"); got != "A & B" {
		t.Errorf("title: %q", got)
	}
	got := map[string]string{}
	scan(page, nil, func(t tag) {
		t.each(func(name, value []byte) { got[string(t.name)+" "+string(name)] = unescaped(value) })
	})
	for key, want := range map[string]string{"p class": "x", "p id": "a>b", "p hidden": "", "script src": "s.js", "a href": "/x?a=1&b=2", "a title": ""} {
		if value, ok := got[key]; !ok || value != want {
			t.Errorf("%s is %q, want %q", key, value, want)
		}
	}
}
