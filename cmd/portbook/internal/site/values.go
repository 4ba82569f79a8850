package site

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// describePorts spells out, once, what pages say of many ports: names, blocks.
func (s *Site) describePorts() {
	s.primary = make([]*registry.Assignment, registry.Ports)
	s.blocks, s.inBlock = make([]block, 0, 4096), make([]uint16, registry.Ports) // there are some thousand blocks
	s.services, s.inServices = make([]services, 0, s.registry.Count(registry.Assigned)), make([]uint16, registry.Ports)
	for port := range registry.Ports {
		s.primary[port] = s.registry.Primary(port)
		if first, last := s.registry.Block(port); first == port {
			s.blocks = append(s.blocks, block{first, last, s.numbers.decimal[first], s.numbers.decimal[last], thousands(last - first + 1)})
		}
		s.inBlock[port] = uint16(len(s.blocks) - 1)
		if s.primary[port] != nil {
			s.inServices[port] = uint16(len(s.services))
			s.services = append(s.services, newServices(s.primary[port], s.registry.Assignments(port)))
		}
	}
}

// remark notes the ports of which more is known than what the registry says.
func (s *Site) remark() {
	for _, known := range []map[int][]content.Fact{s.content.Facts.Uses, s.content.Facts.Advice} {
		for port := range known {
			s.remarkable.Add(port, port)
		}
	}
	for _, loc := range s.locales {
		for port := range loc.Essays {
			s.remarkable.Add(port, port)
		}
	}
}

// newServices spells out the names of a port, aliases left out.
func newServices(primary *registry.Assignment, rows []*registry.Assignment) services {
	v := services{list: primary.Service}
	differ := false
	for _, a := range rows {
		if a.Service == "" {
			continue
		}
		if a.Transport != registry.Unstated {
			v.transports |= 1 << a.Transport
		}
		differ = differ || a.Service != primary.Service && !a.Alias()
	}
	if differ {
		v.list = listServices(rows)
	}
	return v
}

// listServices names every service with its transports, in file order: exec (tcp), comsat (udp).
func listServices(rows []*registry.Assignment) string {
	var names []string
	transports := map[string][]string{}
	for _, a := range rows {
		if a.Service == "" || a.Alias() {
			continue
		}
		if !slices.Contains(names, a.Service) {
			names = append(names, a.Service)
		}
		if a.Transport != registry.Unstated {
			transports[a.Service] = append(transports[a.Service], a.Transport.String())
		}
	}
	for i, name := range names {
		if t := transports[name]; len(t) > 0 {
			names[i] = name + " (" + strings.Join(t, ", ") + ")"
		}
	}
	return strings.Join(names, ", ")
}

// countAll computes the values of the placeholders that are the same on every page.
func (s *Site) countAll() {
	all := s.registry.All()
	rows, names, withoutPort := 0, make(map[string]bool, len(all)/2), map[string]bool{} // most have two rows
	for i := range all {
		switch a := &all[i]; {
		case a.Service == "":
		case a.First < 0:
			withoutPort[a.Service] = true
		default:
			rows++
			names[a.Service] = true
		}
	}
	s.names, s.portless = len(names), len(withoutPort)
	s.siteWide[placeholder.Site] = s.content.Config.Name
	s.siteWide[placeholder.RegistryDate] = s.date
	s.siteWide[placeholder.AssignedPorts] = thousands(s.registry.Count(registry.Assigned))
	s.siteWide[placeholder.UnassignedPorts] = thousands(s.registry.Count(registry.Unassigned))
	s.siteWide[placeholder.ReservedPorts] = thousands(s.registry.Count(registry.Reserved))
	s.siteWide[placeholder.DynamicPorts] = thousands(s.registry.Count(registry.Dynamic))
	s.siteWide[placeholder.Assignments] = thousands(rows)
	s.siteWide[placeholder.ServicesCount] = thousands(s.names)
	s.siteWide[placeholder.BaseURL] = s.BaseURL()
	s.siteWide[placeholder.Essays] = thousands(len(s.locales[0].Essays))
}

// newValues returns the values for the pages of a view, those of no port filled in.
func (v *view) newValues() []string {
	values := make([]string, placeholder.ListLen)
	copy(values, v.site.siteWide[:])
	values[placeholder.Root] = v.root
	return values
}

// describe sets the values of a port.
func (v *view) describe(values []string, port int) {
	s, loc := v.site, v.locale
	r := registry.RangeOf(port)
	values[placeholder.Range], values[placeholder.RangeSlug] = loc.Range(port), r.Slug
	values[placeholder.RangeFirst], values[placeholder.RangeLast] = s.numbers.decimal[r.First], s.numbers.decimal[r.Last]
	values[placeholder.Status] = loc.statuses[s.registry.Headline(port)].Word
	values[placeholder.TCPStatus] = loc.statuses[s.registry.StatusOf(port, registry.TCP)].Word
	values[placeholder.UDPStatus] = loc.statuses[s.registry.StatusOf(port, registry.UDP)].Word
	values[placeholder.Port] = s.numbers.decimal[port]
	values[placeholder.Hex], values[placeholder.Bytes] = s.numbers.hex.at(port), s.numbers.bytes.at(port)
	b := s.blockOf(port)
	values[placeholder.BlockFirst], values[placeholder.BlockLast], values[placeholder.BlockSize] = b.firstText, b.lastText, b.size
	values[placeholder.Thousand], values[placeholder.ThousandName] = thousandSlugs[port/1000], thousandNames[port/1000]
	values[placeholder.Previous], values[placeholder.Next] = "", ""
	if port > 0 {
		values[placeholder.Previous] = s.numbers.decimal[port-1]
	}
	if port < registry.Ports-1 {
		values[placeholder.Next] = s.numbers.decimal[port+1]
	}
	if values[placeholder.Uses] = ""; s.remarkable.Has(port) {
		values[placeholder.Uses] = loc.Uses[port]
	}
	v.describeServices(values, port)
	if loc.Folder != "" {
		v.describeLocales(values)
	}
}

// describeLocales says of the ports among the values in which locale their pages are.
func (v *view) describeLocales(values []string) {
	for i, number := range placeholder.Numbers {
		values[placeholder.FirstLocale+i] = ""
		if port, err := registry.ParsePort(values[number]); err == nil && v.locale.Publishes(port) {
			values[placeholder.FirstLocale+i] = v.locale.Folder
		}
	}
}

func (v *view) describeServices(values []string, port int) {
	s := v.site
	values[placeholder.Service], values[placeholder.Description], values[placeholder.Services], values[placeholder.Transports] = "", "", "", ""
	if p := s.primary[port]; p != nil {
		names := s.servicesAt(port)
		values[placeholder.Service], values[placeholder.Services] = p.Service, names.list
		values[placeholder.Transports] = v.locale.Joins[names.transports]
		if values[placeholder.Description] = p.Summary(); values[placeholder.Description] == "" {
			values[placeholder.Description] = p.Service
		}
	}
	values[placeholder.PreviousAssigned], values[placeholder.PreviousService] = "", ""
	if below, ok := s.registry.PreviousAssigned(port); ok {
		values[placeholder.PreviousAssigned], values[placeholder.PreviousService] = s.numbers.decimal[below], s.primary[below].Service
	}
	values[placeholder.NextAssigned], values[placeholder.NextService] = "", ""
	if above, ok := s.registry.NextAssigned(port); ok {
		values[placeholder.NextAssigned], values[placeholder.NextService] = s.numbers.decimal[above], s.primary[above].Service
	}
}

// thousandSlugs are the names of the lists of a thousand ports in addresses.
var thousandSlugs = func() (slugs [66]string) {
	for i := range slugs {
		slugs[i] = thousandSlug(i)
	}
	return slugs
}()

// thousandNames are what links call them: 8000–8999.
var thousandNames = func() (names [66]string) {
	for i, slug := range thousandSlugs {
		names[i] = strings.Replace(slug, "-", "–", 1)
	}
	return names
}()
