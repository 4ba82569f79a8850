package site

import (
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// mapSide is the number of cells in a row of the map, and of rows.
const mapSide = 256

// portMap draws the map. Outlines lead to the lists of a thousand ports, or, from the home page, to
// the page of all ports.
func (v *view) portMap(home bool) page.PortMap {
	m := page.PortMap{}
	for _, status := range []registry.Status{registry.Assigned, registry.Reserved, registry.Dynamic} {
		d := strokes(func(port int) bool { return v.site.registry.Headline(port) == status })
		m.Paths = append(m.Paths, page.MapPath{Status: v.locale.statuses[status], D: d})
	}
	if home {
		values := v.newValues()
		v.setSpan(values, 0, registry.Ports-1)
		link := page.Link{Text: render.Value(v.phrase("ports-title").Text(values)), Address: v.address("ports/")}
		m.Lists = []page.MapList{{Link: link, D: outline(0, registry.Ports-1)}}
	} else {
		for i := range thousandSlugs {
			m.Lists = append(m.Lists, page.MapList{Link: v.thousandLink(i), D: outline(i*1000, min(i*1000+999, registry.Ports-1))})
		}
	}
	values := v.newValues()
	values[placeholder.ListItems] = thousands(v.site.assignedBelow(registry.Ports / 4))
	m.Text = page.Plain(v.phrase("map-text").Text(values))
	return m
}

// assignedBelow counts the assigned ports below a port.
func (s *Site) assignedBelow(end int) int {
	n := 0
	for port := range end {
		if s.registry.Headline(port) == registry.Assigned {
			n++
		}
	}
	return n
}

// strokes is the path of the ports of which is is true: for each run of them in a row a move from
// the end of the run before, and a line as long as the run. It begins at the corner; empty without ports.
func strokes(is func(port int) bool) string {
	var d []byte
	x, y := 0, 0
	for port := 0; port < registry.Ports; port++ {
		if !is(port) {
			continue
		}
		first := port
		for (port+1)%mapSide != 0 && is(port+1) {
			port++
		}
		column, line, length := first%mapSide, first/mapSide, port-first+1
		if d == nil {
			d = append(d, "M0 .5"...)
		}
		d = strconv.AppendInt(append(d, 'm'), int64(column-x), 10)
		d = strconv.AppendInt(append(d, ' '), int64(line-y), 10)
		d = strconv.AppendInt(append(d, 'h'), int64(length), 10)
		x, y = column+length, line
	}
	return string(d)
}

// outline is the path around the cells of the ports first to last.
func outline(first, last int) string {
	n := strconv.Itoa
	left, top, right, bottom := first%mapSide, first/mapSide, last%mapSide+1, last/mapSide+1
	if bottom-top == 1 {
		return "M" + n(left) + " " + n(top) + "H" + n(right) + "v1H" + n(left) + "z"
	}
	return "M" + n(left) + " " + n(top) + "H256V" + n(bottom-1) + "H" + n(right) + "v1H0V" + n(top+1) + "H" + n(left) + "z"
}
