package site

import (
	"strconv"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A placeholder is a name that stands in braces in content and is replaced by something true of
// the page's port. The table below is all there are.
type placeholder struct {
	markdown.Name
	needs string // the feature without which it would be empty: a key and a value of `when`
	doc   string
}

// Indexes into placeholders and []string.
const (
	vRoot        = iota
	vFirstLocale // from here on, one for each of portValues
	vPort        = iota - 1 + portValueCount
	vHex
	vBytes
	vRange
	vRangeSlug
	vRangeFirst
	vRangeLast
	vStatus
	vTCPStatus
	vUDPStatus
	vBlockFirst
	vBlockLast
	vBlockSize
	vThousand
	vThousandName
	vPrevious
	vNext
	vService
	vDescription
	vServices
	vTransports
	vUses
	vPreviousAssigned
	vPreviousService
	vNextAssigned
	vNextService
	vSite // from here on: the same on every page
	vRegistryDate
	vAssignedPorts
	vUnassignedPorts
	vReservedPorts
	vDynamicPorts
	vAssignments
	vServicesCount
	vEssays
	vBaseURL
	valueCount
)

// portValues are the placeholders that are the number of a port. A link to one's page, in a text of a locale, leads to
// that locale if it publishes the port and to the first one otherwise: which, a hidden placeholder says ("tl/" or "").
var portValues = [portValueCount]int{vPort, vPrevious, vNext, vPreviousAssigned, vNextAssigned, vRangeFirst, vRangeLast, vBlockFirst, vBlockLast}

const portValueCount = 9

// localeOf is the name of the hidden placeholder of a port's locale.
func localeOf(name string) string { return name + "-locale" }

// named is the feature of ports to which a service is assigned.
const named = "services!=none"

// placeholders describes all names, by index.
var placeholders = withLocales([valueCount]placeholder{
	vRoot:             {markdown.Name{Name: markdown.Root, Safe: true, Hidden: true}, "", ""},
	vPort:             {safe("port"), "", "the port: 855"},
	vHex:              {safe("hex"), "", "the port in hexadecimal: 0x0357"},
	vBytes:            {safe("bytes"), "", "its two bytes on the wire: 03 57"},
	vRange:            {text("range"), "", "its range: System Ports"},
	vRangeSlug:        {safe("range-slug"), "", "its range in addresses: system"},
	vRangeFirst:       {safe("range-first"), "", "first port of its range"},
	vRangeLast:        {safe("range-last"), "", "last port of its range"},
	vStatus:           {text("status"), "", "its headline status: unassigned"},
	vTCPStatus:        {text("tcp-status"), "", "its status for TCP"},
	vUDPStatus:        {text("udp-status"), "", "its status for UDP"},
	vBlockFirst:       {safe("block-first"), "", "first port of its block: the run of ports of the same status around it"},
	vBlockLast:        {safe("block-last"), "", "last port of its block"},
	vBlockSize:        {safe("block-size"), "", "ports in its block: 1,024"},
	vThousand:         {safe("thousand"), "", "its list in addresses: /ranges/{thousand}"},
	vThousandName:     {markdown.Name{Name: "thousand-name", Hidden: true}, "", ""},
	vPrevious:         {safe("previous"), "has=previous", "the port before it"},
	vNext:             {safe("next"), "has=next", "the port after it"},
	vService:          {text("service"), named, "the name of its primary service: ssh"},
	vDescription:      {text("description"), named, "the registry's description of that service"},
	vServices:         {text("services"), named, "all its services, with transports where they differ"},
	vTransports:       {text("transports"), "has=transports", "the transports for which it is assigned: TCP and UDP"},
	vUses:             {text("uses"), "has=uses", "software known to use it without being registered for it: Flask and others"},
	vPreviousAssigned: {safe("previous-assigned"), "has=previous-assigned", "the nearest lower port that has a service"},
	vPreviousService:  {text("previous-service"), "has=previous-assigned", "that port's primary service"},
	vNextAssigned:     {safe("next-assigned"), "has=next-assigned", "the nearest higher port that has a service"},
	vNextService:      {text("next-service"), "has=next-assigned", "that port's primary service"},
	vSite:             {text("site"), "", "the name of this site"},
	vRegistryDate:     {safe("registry-date"), "", "the date of the registry"},
	vAssignedPorts:    {safe("assigned-ports"), "", "ports with an assignment"},
	vUnassignedPorts:  {safe("unassigned-ports"), "", "unassigned ports"},
	vReservedPorts:    {safe("reserved-ports"), "", "reserved ports"},
	vDynamicPorts:     {safe("dynamic-ports"), "", "dynamic ports"},
	vAssignments:      {safe("assignments"), "", "rows of the registry that assign a service to a port"},
	vServicesCount:    {safe("services-count"), "", "different service names with a port"},
	vEssays:           {safe("essays"), "", "essays on this site"},
	vBaseURL:          {text("base-url"), "", "where this site stands: https://portbook.example/"},
})

func withLocales(list [valueCount]placeholder) [valueCount]placeholder {
	for i, v := range portValues {
		list[vFirstLocale+i].Name = markdown.Name{Name: localeOf(list[v].Name.Name), Safe: true, Hidden: true}
	}
	return list
}

func safe(name string) markdown.Name { return markdown.Name{Name: name, Safe: true} }
func text(name string) markdown.Name { return markdown.Name{Name: name} }

// vocabulary is the table as package prose wants it.
func vocabulary() *markdown.Vocabulary {
	names := make([]markdown.Name, len(placeholders))
	for i, p := range placeholders {
		names[i] = p.Name
	}
	return markdown.NewVocabulary(names...)
}

// A table holds texts of equal length, one a port, in one string, so that giving a port's text costs
// no memory and no time.
type table struct {
	text  string
	width int
}

func (t table) at(i int) string { return t.text[i*t.width : (i+1)*t.width] }

// numbers are the spellings of all ports.
type numbers struct {
	decimal []string
	hex     table // 0x0357
	bytes   table // 03 57
}

// allNumbers are those of all ports: every site has the same.
var allNumbers = sync.OnceValue(func() numbers { return newNumbers(registry.Ports) })

func newNumbers(count int) numbers {
	var dec, hex, two strings.Builder
	n := numbers{decimal: make([]string, count)}
	dec.Grow(5 * count)
	hex.Grow(6 * count)
	two.Grow(5 * count)
	const digits = "0123456789abcdef"
	var room [5]byte
	for i := range count {
		start := dec.Len()
		dec.Write(strconv.AppendInt(room[:0], int64(i), 10))
		n.decimal[i] = dec.String()[start:]
		a, b, c, d := digits[i>>12], digits[i>>8&15], digits[i>>4&15], digits[i&15]
		hex.Write([]byte{'0', 'x', a, b, c, d})
		two.Write([]byte{a, b, ' ', c, d})
	}
	n.hex, n.bytes = table{hex.String(), 6}, table{two.String(), 5}
	return n
}

// thousands writes a number with separators: 42,444.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
