package lists

import (
	"strconv"
	"text/template"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// mapSide is the number of cells in a row of the map, and of rows.
const mapSide = 256

// portMap draws the map. Outlines lead to the lists of a thousand ports, or, from the home page, to
// the page of all ports.
func (m *maker) portMap(home bool) page.PortMap {
	var drawn page.PortMap
	for _, status := range []registry.Status{registry.Assigned, registry.Reserved, registry.Dynamic} {
		d := strokes(func(port int) bool { return m.Registry.Headline(port) == status })
		drawn.Paths = append(drawn.Paths, page.MapPath{Status: m.Locale.Statuses[status], D: d})
	}
	values := m.NewValues()
	if home {
		m.SetSpan(values, 0, registry.Ports-1)
		drawn.Lists = []page.MapList{{Link: m.Link(m.Filled("ports-title", values), "ports/"), D: outline(0, registry.Ports-1)}}
	} else {
		for i, t := range view.Thousands {
			drawn.Lists = append(drawn.Lists, page.MapList{Link: m.thousandLink(i), D: outline(t.First, t.Last)})
		}
	}
	below := 0 // the assigned ports in the upper quarter
	for port := range registry.Ports / 4 {
		if m.Registry.Headline(port) == registry.Assigned {
			below++
		}
	}
	values[placeholder.ListItems] = view.WithCommas(below)
	drawn.Text = page.Plain(m.Filled("map-text", values))
	return drawn
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

// MapNames is the file with the names of services that the map loads when it is pointed at: a script,
// since browsers refuse to fetch data from a folder opened from disk.
const MapNames = "assets/names.js"

// AppendMapNames appends a list that holds, port by port, the primary service, or the number of
// ports in a row that have none.
func (l *Lists) AppendMapNames(dst []byte) []byte {
	dst = append(dst, "portNames=["...)
	start, without := len(dst), 0
	for _, s := range l.Services {
		if s == nil {
			without++
			continue
		}
		if without > 0 {
			dst, without = append(strconv.AppendInt(dst, int64(without), 10), ','), 0
		}
		dst = append(append(append(dst, '"'), template.JSEscapeString(s.Service)...), `",`...)
	}
	return append(dst[:max(start, len(dst)-len(","))], "]\n"...)
}
