package lists

import (
	"maps"
	"slices"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// rangeCounts counts the ports of the three ranges by status.
func (m *maker) rangeCounts() []page.RangeCount {
	var list []page.RangeCount
	for _, r := range registry.Ranges() {
		list = append(list, page.RangeCount{Range: m.Range(r), Counts: m.counts(r.First, r.Last)})
	}
	return list
}

// tallestYear is the height of the highest bar, in pixels.
const tallestYear = 120

func (m *maker) assignmentsByYear() page.Years {
	d := m.lists.countDates()
	years := slices.Sorted(maps.Keys(d.years))
	if len(years) == 0 {
		return page.Years{}
	}
	most := years[0]
	for _, year := range years {
		if d.years[year] > d.years[most] {
			most = year
		}
	}
	var plot page.Years
	for year := years[0]; year <= years[len(years)-1]; year++ {
		height := (d.years[year]*tallestYear + d.years[most] - 1) / d.years[most] // rounded up: one is seen
		plot.Years = append(plot.Years, page.Year{
			Year: strconv.Itoa(year), Number: view.WithCommas(d.years[year]), Height: height, Mark: year%5 == 0,
		})
	}
	values := m.NewValues()
	values[placeholder.ListItems], values[placeholder.ListRest] = view.WithCommas(d.dated), view.WithCommas(d.undated)
	values[placeholder.ListYear], values[placeholder.ListMost] = strconv.Itoa(most), view.WithCommas(d.years[most])
	values[placeholder.ListNewest] = m.shownDate(d.latest)
	plot.Text = page.Plain(m.Filled("years-text", values))
	return plot
}
