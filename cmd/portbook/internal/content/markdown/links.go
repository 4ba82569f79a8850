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
		dest, image := destinationOf(n, d.source)
		if dest == nil {
			continue
		}
		*dest = d.destination(n, *dest, image)
		switch {
		case image && strings.TrimSpace(textOf(n, d.source)) == "":
			d.fault(offsetOf(n), "image without a text", "say what it shows: ![text](destination)")
		case n.Kind() == ast.KindLink && n.FirstChild() == nil:
			d.fault(offsetOf(n), "link without text", "say where it leads: [text](destination)")
		}
	}
}

// destinationOf returns where a link leads, or which image is shown; nil for other nodes. Where it
// points, the node's destination can be changed, unless the link is a bare address.
func destinationOf(n ast.Node, src []byte) (dest *[]byte, image bool) {
	switch n := n.(type) {
	case *ast.Link:
		return &n.Destination, false
	case *ast.Image:
		return &n.Destination, true
	case *ast.AutoLink:
		address := n.URL(src)
		if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(address, []byte("mailto:")) {
			address = append([]byte("mailto:"), address...)
		}
		return &address, false
	}
	return nil, false
}

// destination checks where n leads and returns it in the form of this build.
func (d *document) destination(n ast.Node, dest []byte, image bool) []byte {
	offset := offsetOf(n)
	written := d.written(string(dest))
	d.links = append(d.links, Link{Dest: written, Line: d.lineAt(offset), Image: image})
	for _, p := range d.cut(string(dest)) {
		if p.Escape { // to escape it for every port would cost more than such a link is worth
			d.fault(offset, inSingle(d.Vocabulary[p.Hole].Name)+" cannot stand in a link", "its value is free text; link by number or by a -slug")
		}
	}
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
		path = d.mark(d.Link(d.written(path)), true)
	}
	if root := d.Vocabulary.Index("root"); root >= 0 { // what the page's place demands: /, /portbook/ or ../
		return d.Marker(root) + path
	}
	return "/" + path
}

// anchor is the link to a place on the same page. Writers do not know the prefix of the
// fragment's own headings.
func (d *document) anchor(dest string) string {
	name, err := url.PathUnescape(dest[1:])
	own := func(h Heading) bool { return h.ID == d.IDPrefix+name }
	if err != nil || !slices.ContainsFunc(d.headings, own) {
		return dest
	}
	return "#" + d.IDPrefix + name
}

func quoted(s string) string { return `"` + s + `"` }
