package site

import (
	"maps"
	"slices"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A RangeCount is how the ports of a range are held, for a bar.
type RangeCount struct {
	Range  Range
	Counts []Count
}

// rangeCounts counts the ports of the three ranges by status.
func (v *view) rangeCounts() []RangeCount {
	var list []RangeCount
	for _, r := range registry.Ranges() {
		list = append(list, RangeCount{v.rangeData(r), v.counts(r.First, r.Last)})
	}
	return list
}

// Years are the assignments by year of registration, for a plot: templates/parts/years.html.
type Years struct {
	Text  Text
	Years []Year // every year from the first to the last, without gaps; empty when no row has a date
}

// A Year is one bar.
type Year struct {
	Year   string
	Number string
	Height int  // in pixels, tallestYear for the highest
	Mark   bool // the year is written below its bar also where there is little room
}

// tallestYear is the height of the highest bar, in pixels.
const tallestYear = 120

func (v *view) assignmentsByYear() Years {
	d := v.site.directory.dates()
	years := slices.Sorted(maps.Keys(d.years))
	values := v.newListValues()
	if len(years) == 0 {
		return Years{}
	}
	most := years[0]
	for _, year := range years {
		if d.years[year] > d.years[most] {
			most = year
		}
	}
	plot := Years{}
	for year := years[0]; year <= years[len(years)-1]; year++ {
		height := (d.years[year]*tallestYear + d.years[most] - 1) / d.years[most] // rounded up: one is seen
		plot.Years = append(plot.Years, Year{strconv.Itoa(year), thousands(d.years[year]), height, year%5 == 0})
	}
	values[placeholder.ListItems], values[placeholder.ListRest], values[placeholder.ListNewest] = thousands(d.dated), thousands(d.undated), v.shownDate(d.latest)
	values[placeholder.ListYear], values[placeholder.ListMost] = strconv.Itoa(most), thousands(d.years[most])
	plot.Text = v.phrase("years-text", &values)
	return plot
}
