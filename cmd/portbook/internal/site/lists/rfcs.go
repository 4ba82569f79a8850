package lists

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// fillRFCs lists the RFCs that the registry names, with the ports and names that they define.
func (m *maker) fillRFCs(p *page.ListPage) {
	rfcs := m.lists.rfcs()
	table := m.newTable("rfcs", "list-column-rfc", "list-column-defines")
	ports, names := map[int]bool{}, map[string]bool{}
	for _, r := range rfcs {
		number := strconv.Itoa(r.number)
		var defines render.List[page.CellPart]
		for _, a := range r.defines {
			defines = append(defines, m.definedPart(a))
			if a.First < 0 {
				names[a.Service] = true
			}
			for port := a.First; port >= 0 && port <= a.Last; port++ {
				ports[port] = true
			}
		}
		name := page.CellPart{Source: view.Source(content.NewSource("RFC "+number, rfcAddress+number))}
		table.Rows = append(table.Rows, wideRow(render.List[page.CellPart]{name}, defines))
	}
	p.Tables = []page.Table{table}
	m.count(placeholder.ListItems, len(rfcs))
	m.count(placeholder.ListPorts, len(ports))
	m.count(placeholder.ListRest, len(names))
}

// definedPart says what a row assigns: the port and its service, or the name of one without a port.
func (m *maker) definedPart(a serviceAt) page.CellPart {
	part := page.CellPart{Text: render.Value(a.Service), Small: m.shownTransports(a.transports)}
	switch {
	case a.First < 0:
		part.Small = render.Value(m.Word("list-no-port"))
	case a.Service == "":
		part.Text = render.Value(m.Locale.Statuses[a.Status].Word)
	}
	if a.First >= 0 {
		part.Link = m.PortLink(a.First, a.Last)
	}
	return part
}

// An rfc is an RFC with what its rows assign, by port; names without port come last.
type rfc struct {
	number  int
	defines []serviceAt
}

// byRFC lists the RFCs that rows refer to, by number.
func (l *Lists) byRFC() []rfc {
	rows := map[int][]*registry.Assignment{}
	all := l.Registry.All()
	for i := range all {
		for _, number := range rfcsOf(&all[i]) {
			rows[number] = append(rows[number], &all[i])
		}
	}
	var list []rfc
	for _, number := range slices.Sorted(maps.Keys(rows)) {
		slices.SortFunc(rows[number], byPort)
		list = append(list, rfc{number, joined(rows[number])})
	}
	return list
}

// rfcAddress is what stands before the number in the address of an RFC.
const rfcAddress = "https://www.rfc-editor.org/rfc/rfc"

// rfcsOf lists the numbers of the RFCs that a row refers to, each once.
func rfcsOf(a *registry.Assignment) []int {
	if a.Reference == "" {
		return nil
	}
	var numbers []int
	for _, r := range registry.References(a.Reference) {
		digits, isRFC := strings.CutPrefix(r.URL, rfcAddress)
		if n, err := strconv.Atoi(digits); isRFC && err == nil && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
