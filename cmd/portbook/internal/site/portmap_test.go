package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
)

// A pen walks along a path of the map: moves, lines to the right, and for outlines lines in all directions.
type pen struct {
	x, y    float64
	corners [][2]float64           // of an outline
	line    func(x, y, to float64) // called for each h
}

// follow reads the letters and numbers of a path.
func (p *pen) follow(t *testing.T, d string) {
	t.Helper()
	for len(d) > 0 {
		letter := d[0]
		end := 1 + strings.IndexFunc(d[1:], func(r rune) bool { return r >= 'A' && r <= 'z' })
		if end == 0 {
			end = len(d)
		}
		var numbers []float64
		for _, field := range strings.Fields(d[1:end]) {
			n, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatalf("%q is no number in a path", field)
			}
			numbers = append(numbers, n)
		}
		d = d[end:]
		p.step(t, letter, numbers)
	}
}

func (p *pen) step(t *testing.T, letter byte, n []float64) {
	t.Helper()
	switch {
	case letter == 'M' && len(n) == 2:
		p.x, p.y = n[0], n[1]
	case letter == 'm' && len(n) == 2:
		p.x, p.y = p.x+n[0], p.y+n[1]
	case letter == 'h' && len(n) == 1:
		p.line(p.x, p.y, p.x+n[0])
		p.x += n[0]
	case letter == 'H' && len(n) == 1:
		p.x = n[0]
	case letter == 'V' && len(n) == 1:
		p.y = n[0]
	case letter == 'v' && len(n) == 1:
		p.y += n[0]
	case letter == 'z' && len(n) == 0:
	default:
		t.Fatalf("a path holds %c%v", letter, n)
	}
	p.corners = append(p.corners, [2]float64{p.x, p.y})
}

// mapOn returns the paths of the map on a page: cells by status, and outlines by where they lead.
func mapOn(t *testing.T, page string) (cells, outlines map[string]string) {
	t.Helper()
	cells, outlines = map[string]string{}, map[string]string{}
	link := ""
	scan([]byte(page), nil, func(g tag) {
		switch string(g.name) {
		case "a":
			link, _ = g.attribute("href")
		case "path":
			d, _ := g.attribute("d")
			if status, isCells := g.attribute("class"); isCells {
				cells[status] = d
			} else {
				outlines[link] = d
			}
		}
	})
	return cells, outlines
}

// TestTheMapShowsEveryPort: each in one cell, with the status that the registry gives it.
func TestTheMapShowsEveryPort(t *testing.T) {
	s := wholeSite(t)
	for _, name := range []string{"index.html", "ports/index.html"} {
		cells, _ := mapOn(t, pageAt(t, s, name))
		drawn := make([]string, registry.Ports)
		for status, d := range cells {
			p := pen{line: func(x, y, to float64) {
				if y-float64(int(y)) != .5 || x < 0 || to > 256 || y > 256 || x >= to {
					t.Fatalf("%s: a line from %v to %v at %v", name, x, to, y)
				}
				for column := int(x); column < int(to); column++ {
					if port := int(y)*256 + column; drawn[port] != "" {
						t.Errorf("%s: port %d is %s and %s", name, port, drawn[port], status)
					} else {
						drawn[port] = status
					}
				}
			}}
			p.follow(t, d)
		}
		for port, status := range drawn {
			if status == "" {
				status = "unassigned"
			}
			if want := s.common.Registry.Headline(port).String(); status != want {
				t.Errorf("%s: port %d is drawn as %s, and is %s", name, port, status, want)
			}
		}
	}
}

// TestTheMapLeadsToLists: the outline around a list's ports holds each of them, and all outlines together
// are as large as the map: so none holds another's.
func TestTheMapLeadsToLists(t *testing.T) {
	s := wholeSite(t)
	for name, count := range map[string]int{"index.html": 1, "ports/index.html": 66} {
		_, outlines := mapOn(t, pageAt(t, s, name))
		if len(outlines) != count {
			t.Errorf("%s has %d outlines, want %d", name, len(outlines), count)
		}
		area := 0.
		for link, d := range outlines {
			var p pen
			p.line = func(_, _, _ float64) {}
			p.follow(t, d)
			area += areaOf(p.corners)
			first, last := 0, registry.Ports-1
			if link != "/ports/" {
				fmt.Sscanf(link, "/ranges/%d-%d", &first, &last)
			}
			for port := first; port <= last; port++ {
				if x, y := float64(port%256)+.5, float64(port/256)+.5; !inside(p.corners, x, y) {
					t.Fatalf("%s: port %d is outside the outline that leads to %s", name, port, link)
				}
			}
		}
		if area != registry.Ports {
			t.Errorf("%s: the outlines hold %v cells", name, area)
		}
	}
}

// areaOf is the area of a polygon.
func areaOf(corners [][2]float64) float64 {
	sum := 0.
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return max(sum, -sum) / 2
}

// inside counts how often a line to the left crosses the sides of a polygon.
func inside(corners [][2]float64, x, y float64) bool {
	odd := false
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		if a[0] == b[0] && a[0] < x && (a[1] > y) != (b[1] > y) {
			odd = !odd
		}
	}
	return odd
}

// TestTheMapKnowsNames: the file that it loads has the primary service of every port.
func TestTheMapKnowsNames(t *testing.T) {
	s := wholeSite(t)
	var list []any
	if err := json.Unmarshal([]byte(strings.TrimPrefix(pageAt(t, s, lists.MapNames), "portNames=")), &list); err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, registry.Ports)
	for _, name := range list {
		switch name := name.(type) {
		case string:
			names = append(names, name)
		case float64:
			names = append(names, slices.Repeat([]string{""}, int(name))...)
		}
	}
	for port := range registry.Ports {
		want, got := "", ""
		if p := s.common.Registry.Primary(port); p != nil {
			want = p.Service
		}
		if port < len(names) {
			got = names[port]
		}
		if got != want {
			t.Fatalf("port %d is %q, want %q", port, got, want)
		}
	}
}
