package markdown

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// checkLinks records every link and points those inside the site to where they lead in this build.
func (d *document) checkLinks() {
	for _, n := range nodes[ast.Node](d.root) {
		dest, image, ok := destinationOf(n, d.source)
		if !ok {
			continue
		}
		dest = d.destination(n, dest, image)
		switch n := n.(type) {
		case *ast.Link:
			n.Destination = dest
			if n.FirstChild() == nil {
				d.fault(offsetOf(n), "link without text", "say where it leads: [text](destination)")
			}
		case *ast.Image:
			n.Destination = dest
			if strings.TrimSpace(textOf(n, d.source)) == "" {
				d.fault(offsetOf(n), "image without a text", "say what it shows: ![text](destination)")
			}
		}
	}
}

// destinationOf returns where a link leads, or which image is shown; false for other nodes.
func destinationOf(n ast.Node, src []byte) (dest []byte, image, ok bool) {
	switch n := n.(type) {
	case *ast.Link:
		return n.Destination, false, true
	case *ast.Image:
		return n.Destination, true, true
	case *ast.AutoLink:
		dest = n.URL(src)
		if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(dest, []byte("mailto:")) {
			dest = append([]byte("mailto:"), dest...)
		}
		return dest, false, true
	}
	return nil, false, false
}

// destination checks where n leads and returns it in the form of this build.
func (d *document) destination(n ast.Node, dest []byte, image bool) []byte {
	offset := offsetOf(n)
	written := d.marks.written(string(dest))
	d.links = append(d.links, Link{Dest: written, Line: d.lineAt(offset), Image: image})
	d.checkDestinationPlaceholders(offset, string(dest))
	escaped := string(util.URLEscape(dest, true))
	switch {
	case strings.HasPrefix(escaped, "/") && !strings.HasPrefix(escaped, "//"):
		return []byte(d.inside(escaped[1:]))
	case strings.HasPrefix(escaped, "#") && !image:
		return []byte(d.anchor(escaped))
	case !outside(escaped):
		d.fault(offset, "link to "+quoted(written)+" leads nowhere certain",
			"begin with / for a page of this site, with # for this page, with https: for others")
	}
	return dest
}

// outside reports whether dest leads to another site in a way that every reader's browser knows.
func outside(dest string) bool {
	scheme, rest, _ := strings.Cut(strings.ToLower(dest), ":")
	if scheme == "mailto" {
		return rest != ""
	}
	host, absolute := strings.CutPrefix(rest, "//")
	return (scheme == "http" || scheme == "https") && absolute && host != "" && host[0] != '/'
}

// inside is the link to a path of the site, without its leading slash.
func (d *document) inside(path string) string {
	if d.Link != nil {
		path, _ = d.marks.mark(d.Link(d.marks.written(path)), true)
	}
	if root := d.Vocabulary.Index("root"); root >= 0 { // what the page's place demands: /, /portbook/ or ../
		return d.marks.Marker(root) + path
	}
	return "/" + path
}

// anchor is the link to a place on the same page. Writers do not know the prefix of the
// fragment's own headings.
func (d *document) anchor(dest string) string {
	name, err := url.PathUnescape(dest[1:])
	if err != nil {
		return dest
	}
	own := d.IDPrefix + name
	if slices.ContainsFunc(d.headings, func(h Heading) bool { return h.ID == own }) {
		return "#" + own
	}
	return dest
}

// checkDestinationPlaceholders refuses values that would need escaping in a URL: escaping them
// for every port would cost more than such a link is worth.
func (d *document) checkDestinationPlaceholders(offset int, dest string) {
	for _, p := range d.marks.cut(dest) {
		if p.Escape {
			d.fault(offset, inSingle(d.Vocabulary[p.Hole].Name)+" cannot stand in a link",
				"its value is free text; link by number or by a -slug")
		}
	}
}

func quoted(s string) string { return `"` + s + `"` }
