package site

import (
	"maps"
	"slices"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// rangeCounts counts the ports of the three ranges by status.
func (v *view) rangeCounts() []page.RangeCount {
	var list []page.RangeCount
	for _, r := range registry.Ranges() {
		list = append(list, page.RangeCount{Range: v.rangeData(r), Counts: v.counts(r.First, r.Last)})
	}
	return list
}

// tallestYear is the height of the highest bar, in pixels.
const tallestYear = 120

func (v *view) assignmentsByYear() page.Years {
	d := v.site.directory.dates()
	years := slices.Sorted(maps.Keys(d.years))
	values := v.newValues()
	if len(years) == 0 {
		return page.Years{}
	}
	most := years[0]
	for _, year := range years {
		if d.years[year] > d.years[most] {
			most = year
		}
	}
	plot := page.Years{}
	for year := years[0]; year <= years[len(years)-1]; year++ {
		height := (d.years[year]*tallestYear + d.years[most] - 1) / d.years[most] // rounded up: one is seen
		plot.Years = append(plot.Years, page.Year{Year: strconv.Itoa(year), Number: thousands(d.years[year]), Height: height, Mark: year%5 == 0})
	}
	values[placeholder.ListItems], values[placeholder.ListRest], values[placeholder.ListNewest] = thousands(d.dated), thousands(d.undated), v.shownDate(d.latest)
	values[placeholder.ListYear], values[placeholder.ListMost] = strconv.Itoa(most), thousands(d.years[most])
	plot.Text = page.Plain(v.phrase("years-text").Text(values))
	return plot
}
