// Package placeholder lists the names that may stand in braces in content, {port} for example. On a page, something true
// of the page's port stands in their place. What stands there, package site knows.
package placeholder

import (
	"slices"
	"strings"
)

// A Placeholder is one name.
type Placeholder struct {
	Name   string
	Safe   bool   // its values never need escaping in HTML or in a URL: digits, hexadecimal, slugs
	Hidden bool   // set by the program only; in a writer's text it is unknown
	Needs  string // the tag of a port without which it is empty: has=next; aService; "" when it never is
	Doc    string // what stands in its place
}

// Indexes into All, and into the values of placeholders.
const (
	Root        = iota
	FirstLocale // from here on, one for each of Numbers
	Port        = iota - 1 + numberCount
	Hex
	Bytes
	Range
	RangeSlug
	RangeFirst
	RangeLast
	Status
	TCPStatus
	UDPStatus
	BlockFirst
	BlockLast
	BlockSize
	Thousand
	ThousandName
	Previous
	Next
	Service
	Description
	Services
	Transports
	Uses
	PreviousAssigned
	PreviousService
	NextAssigned
	NextService
	Site // from here on: the same on every page
	RegistryDate
	AssignedPorts
	UnassignedPorts
	ReservedPorts
	DynamicPorts
	Assignments
	ServicesCount
	Essays
	BaseURL
	Len
)

// Words of lists may use numbers of the list, which no other text has. They stand behind the placeholders of ports, so
// that the values of both lie in one slice.
const (
	ListItems     = Len + iota // how many things the page lists
	ListPorts                  // how many ports those are
	ListRest                   // how many it leaves out, or sets apart: its word says which
	ListLarge                  // blocks that have a page
	ListLargest                // ports of the largest block
	ListRank                   // place of a block among all, by size
	ListTransport              // TCP
	ListLetter                 // A
	ListNewest                 // YYYY-MM-DD
	ListYear                   // the year of most assignments
	ListMost                   // assignments of that year
	ListLen
)

// Numbers are the placeholders that are the number of a port. A link to one's page, in a text of a locale, leads to that
// locale if it publishes the port and to the first one otherwise: which, a hidden placeholder says ("tl/" or "").
var Numbers = [numberCount]int{Port, Previous, Next, PreviousAssigned, NextAssigned, RangeFirst, RangeLast, BlockFirst, BlockLast}

const numberCount = 9

// aService is what a placeholder needs that is empty for ports without a service.
const aService = "services!=none"

// All describes all names, by index: those of ports, and from Len on those of lists.
var All = withLocales([ListLen]Placeholder{
	Root:             {Name: "root", Safe: true, Hidden: true},
	Port:             {Name: "port", Safe: true, Doc: "the port: 855"},
	Hex:              {Name: "hex", Safe: true, Doc: "the port in hexadecimal: 0x0357"},
	Bytes:            {Name: "bytes", Safe: true, Doc: "its two bytes on the wire: 03 57"},
	Range:            {Name: "range", Doc: "its range: System Ports"},
	RangeSlug:        {Name: "range-slug", Safe: true, Doc: "its range in addresses: system"},
	RangeFirst:       {Name: "range-first", Safe: true, Doc: "first port of its range"},
	RangeLast:        {Name: "range-last", Safe: true, Doc: "last port of its range"},
	Status:           {Name: "status", Doc: "its headline status: unassigned"},
	TCPStatus:        {Name: "tcp-status", Doc: "its status for TCP"},
	UDPStatus:        {Name: "udp-status", Doc: "its status for UDP"},
	BlockFirst:       {Name: "block-first", Safe: true, Doc: "first port of its block: the run of ports of the same status around it"},
	BlockLast:        {Name: "block-last", Safe: true, Doc: "last port of its block"},
	BlockSize:        {Name: "block-size", Safe: true, Doc: "ports in its block: 1,024"},
	Thousand:         {Name: "thousand", Safe: true, Doc: "its list in addresses: /ranges/{thousand}"},
	ThousandName:     {Name: "thousand-name", Hidden: true},
	Previous:         {Name: "previous", Safe: true, Needs: "has=previous", Doc: "the port before it"},
	Next:             {Name: "next", Safe: true, Needs: "has=next", Doc: "the port after it"},
	Service:          {Name: "service", Needs: aService, Doc: "the name of its primary service: ssh"},
	Description:      {Name: "description", Needs: aService, Doc: "the registry's description of that service"},
	Services:         {Name: "services", Needs: aService, Doc: "all its services, with transports where they differ"},
	Transports:       {Name: "transports", Needs: "has=transports", Doc: "the transports for which it is assigned: TCP and UDP"},
	Uses:             {Name: "uses", Needs: "has=uses", Doc: "software known to use it without being registered for it: Flask and others"},
	PreviousAssigned: {Name: "previous-assigned", Safe: true, Needs: "has=previous-assigned", Doc: "the nearest lower port that has a service"},
	PreviousService:  {Name: "previous-service", Needs: "has=previous-assigned", Doc: "that port's primary service"},
	NextAssigned:     {Name: "next-assigned", Safe: true, Needs: "has=next-assigned", Doc: "the nearest higher port that has a service"},
	NextService:      {Name: "next-service", Needs: "has=next-assigned", Doc: "that port's primary service"},
	Site:             {Name: "site", Doc: "the name of this site"},
	RegistryDate:     {Name: "registry-date", Safe: true, Doc: "the date of the registry"},
	AssignedPorts:    {Name: "assigned-ports", Safe: true, Doc: "ports with an assignment"},
	UnassignedPorts:  {Name: "unassigned-ports", Safe: true, Doc: "unassigned ports"},
	ReservedPorts:    {Name: "reserved-ports", Safe: true, Doc: "reserved ports"},
	DynamicPorts:     {Name: "dynamic-ports", Safe: true, Doc: "dynamic ports"},
	Assignments:      {Name: "assignments", Safe: true, Doc: "rows of the registry that assign a service to a port"},
	ServicesCount:    {Name: "services-count", Safe: true, Doc: "different service names with a port"},
	Essays:           {Name: "essays", Safe: true, Doc: "essays on this site"},
	BaseURL:          {Name: "base-url", Doc: "where this site stands: https://portbook.example/"},

	ListItems:     {Name: "count", Safe: true},
	ListPorts:     {Name: "ports", Safe: true},
	ListRest:      {Name: "rest", Safe: true},
	ListLarge:     {Name: "large", Safe: true},
	ListLargest:   {Name: "largest", Safe: true},
	ListRank:      {Name: "rank", Safe: true},
	ListTransport: {Name: "transport"},
	ListLetter:    {Name: "letter"},
	ListNewest:    {Name: "newest"},
	ListYear:      {Name: "year"},
	ListMost:      {Name: "most", Safe: true},
})

func withLocales(list [ListLen]Placeholder) [ListLen]Placeholder {
	for i, n := range Numbers {
		list[FirstLocale+i] = Placeholder{Name: list[n].Name + "-locale", Safe: true, Hidden: true}
	}
	return list
}

// A Vocabulary is the placeholders that a text may use, in the order of their values.
type Vocabulary []Placeholder

// Index returns the place of a name among values, hidden names included; -1 for a name that is not there.
func (v Vocabulary) Index(name string) int {
	return slices.IndexFunc(v, func(p Placeholder) bool { return p.Name == name })
}

// Visible lists the names that writers may use.
func (v Vocabulary) Visible() []string {
	var names []string
	for _, p := range v {
		if !p.Hidden {
			names = append(names, p.Name)
		}
	}
	return names
}

// Given reports whether the placeholder has a value for ports that have these tags, each a key and a value of `when`:
// "has=next".
func (p Placeholder) Given(hasTag func(tag string) bool) bool {
	switch p.Needs {
	case "":
		return true
	case aService:
		return !hasTag("services=none")
	}
	return hasTag(p.Needs)
}

// When is the condition for ports for which the placeholder has a value, as a writer puts it: "has: next"; "" when it
// always has one.
func (p Placeholder) When() string {
	if p.Needs == aService {
		return "services: [one, several, differ]"
	}
	return strings.Replace(p.Needs, "=", ": ", 1)
}
