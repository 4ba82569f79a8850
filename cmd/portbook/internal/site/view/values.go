package view

import (
	"cmp"
	"iter"
	"maps"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Count notes and counts what is known, and computes the values of the placeholders that are the same on every page.
func (c *Common) Count() {
	c.note()
	all := c.Registry.All()
	rows, named, portless := 0, make(map[string]bool, len(all)/2), map[string]bool{} // most have two rows
	for i := range all {
		switch a := &all[i]; {
		case a.Service == "":
		case a.First < 0:
			portless[a.Service] = true
		default:
			rows++
			named[a.Service] = true
		}
	}
	c.Named, c.Portless = len(named), len(portless)
	c.siteWide[placeholder.Site] = c.Content.Config.Name
	c.siteWide[placeholder.RegistryDate] = c.Date
	c.siteWide[placeholder.AssignedPorts] = WithCommas(c.Registry.Count(registry.Assigned))
	c.siteWide[placeholder.UnassignedPorts] = WithCommas(c.Registry.Count(registry.Unassigned))
	c.siteWide[placeholder.ReservedPorts] = WithCommas(c.Registry.Count(registry.Reserved))
	c.siteWide[placeholder.DynamicPorts] = WithCommas(c.Registry.Count(registry.Dynamic))
	c.siteWide[placeholder.Assignments] = WithCommas(rows)
	c.siteWide[placeholder.ServicesCount] = WithCommas(c.Named)
	c.siteWide[placeholder.BaseURL] = c.BaseURL()
	c.siteWide[placeholder.Essays] = WithCommas(len(c.Locales[0].Essays))
}

// note notes the ports of which more is known than what the registry says.
func (c *Common) note() {
	noted := []iter.Seq[int]{maps.Keys(c.Content.Facts.Uses), maps.Keys(c.Content.Facts.Advice)}
	for _, loc := range c.Locales {
		noted = append(noted, maps.Keys(loc.Essays))
	}
	for _, ports := range noted {
		for port := range ports {
			c.Noted.Add(port, port)
		}
	}
}

// NewValues returns the values for the pages of a view, those of no port filled in.
func (v *View) NewValues() []string {
	values := make([]string, placeholder.ListLen)
	copy(values, v.siteWide[:])
	values[placeholder.Root] = v.Root
	return values
}

// SetSpan sets the values for a list of the ports first to last.
func (v *View) SetSpan(values []string, first, last int) {
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = Decimal(first), Decimal(last)
	values[placeholder.Range] = v.Locale.Range(first)
	values[placeholder.Thousand] = Thousands[first/1000].Slug
}

// Describe sets the values of a port.
func (v *View) Describe(values []string, port int) {
	n := spelt()
	r, b := registry.RangeOf(port), v.BlockOf(port)
	v.SetSpan(values, r.First, r.Last)
	values[placeholder.RangeSlug] = r.Slug
	values[placeholder.Status] = v.Status(port).Word
	values[placeholder.TCPStatus] = v.Locale.Statuses[v.Registry.StatusOf(port, registry.TCP)].Word
	values[placeholder.UDPStatus] = v.Locale.Statuses[v.Registry.StatusOf(port, registry.UDP)].Word
	values[placeholder.Port], values[placeholder.Hex], values[placeholder.Bytes] = n.decimal[port], n.hex[port], n.bytes[port]
	values[placeholder.BlockFirst], values[placeholder.BlockLast] = n.decimal[b.First], n.decimal[b.Last]
	values[placeholder.BlockSize] = b.Size
	values[placeholder.Thousand], values[placeholder.ThousandName] = Thousands[port/1000].Slug, Thousands[port/1000].Name
	values[placeholder.Previous], values[placeholder.Next] = "", ""
	if port > 0 {
		values[placeholder.Previous] = n.decimal[port-1]
	}
	if port < registry.Ports-1 {
		values[placeholder.Next] = n.decimal[port+1]
	}
	if values[placeholder.Uses] = ""; v.Noted.Has(port) {
		values[placeholder.Uses] = v.Locale.Uses[port]
	}
	v.describeServices(values, port)
	if v.Locale.Folder != "" {
		v.describeLocales(values)
	}
}

// describeLocales says of the ports among the values in which locale their pages are.
func (v *View) describeLocales(values []string) {
	for i, number := range placeholder.Numbers {
		values[placeholder.FirstLocale+i] = ""
		if port, err := registry.ParsePort(values[number]); err == nil && v.Locale.Publishes(port) {
			values[placeholder.FirstLocale+i] = v.Locale.Folder
		}
	}
}

func (v *View) describeServices(values []string, port int) {
	values[placeholder.Service], values[placeholder.Description], values[placeholder.Services], values[placeholder.Transports] = "", "", "", ""
	if s := v.Services[port]; s != nil {
		values[placeholder.Service], values[placeholder.Services] = s.Service, s.Names
		values[placeholder.Transports] = v.Locale.Joins[s.On]
		values[placeholder.Description] = cmp.Or(s.Summary(), s.Service)
	}
	values[placeholder.PreviousAssigned], values[placeholder.PreviousService] = "", ""
	if below, ok := v.Registry.PreviousAssigned(port); ok {
		values[placeholder.PreviousAssigned], values[placeholder.PreviousService] = Decimal(below), v.Services[below].Service
	}
	values[placeholder.NextAssigned], values[placeholder.NextService] = "", ""
	if above, ok := v.Registry.NextAssigned(port); ok {
		values[placeholder.NextAssigned], values[placeholder.NextService] = Decimal(above), v.Services[above].Service
	}
}

// ValuesOf returns the values for texts about a port that stand on no page; -1 leaves those of a port empty.
func (c *Common) ValuesOf(loc *Locale, port int) []string {
	v := c.View(loc, loc.Folder)
	values := v.NewValues()
	values[placeholder.Root] = ""
	if port >= 0 {
		v.Describe(values, port)
	}
	return values
}
