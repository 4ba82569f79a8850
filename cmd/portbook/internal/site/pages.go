package site

import (
	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// This file is the whole of what templates may use: one struct for each kind of page, named like
// its template. Fields hold what a page says, derived; what the registry says is in package registry.
//
// Templates may also call two functions, with constants only:
//
//	{{word "copy"}}        the text of that key in content/words.yaml
//	{{link "ports/"}}      the address of a page or asset of this site, from where the page stands
//
// Fields tagged render:"varies" are set anew for every port; all others are the same for all ports
// of a class, and what templates make of them is made once (see render.Bound).
//
// Text is prose: .HTML where tags may stand, .Text in attributes and titles. Address is where a link
// leads: .URL. Both are printed with those methods and tested with .Given.

// A Head is what the top and the bottom of every page need.
type Head struct {
	Site        string      // the site's name
	Kind        string      // template's name: port, thousand, range, ports, page, home
	Lang        string      // BCP 47 tag of the page's language: en
	Title       Text        // the whole title
	Description Text        // for search engines, 70 to 155 characters
	Canonical   Address     // absolute address of this page
	Image       Address     // absolute address of the social card
	Article     bool        // an essay: described as an article in structured data
	NoIndex     bool        // search engines are asked not to list this page
	Alternates  []Alternate `render:"varies"`
	Crumbs      []Link      // the way from home to here, this page not included
	Edit        Address
	Repository  Address // where the sources are; not always given
	Policy      string  // Content-Security-Policy
	Feed        Address // of changes, on the pages about them
	Search      Address // of the search's description for browsers; not on the pages of ports
}

// An Alternate is the same page in another locale.
type Alternate struct {
	Lang    string // BCP 47 tag
	Name    string // the language's own name
	Address Address
}

// A Link is a text that leads somewhere.
type Link struct {
	Text    string
	Address Address
}

// A Status is a status as pages show it.
type Status struct {
	Slug string // assigned, unassigned, reserved, de-registered, dynamic, not-listed: also a CSS class
	Word string // in the page's language
}

// A Cell is a port as it stands in strips and lists.
type Cell struct {
	Number  string `render:",plain"` // decimal
	Address Address
	Status  *Status
	Service string // primary service name, or ""
}

// A Range is one of the three ranges of RFC 6335.
type Range struct {
	Slug        string // system, user, dynamic
	Name        string // System Ports
	First, Last string // decimal
	Count       string // with thousands separators
	Address     Address
}

// A Block is a run of ports of one status.
type Block struct {
	First, Last Link    // the ports at its edges
	Size        string  // with thousands separators
	Alone       bool    // a block of one port
	Large       bool    // 100 ports or more
	Page        Address // of a large block of unassigned ports; others have none
}

// A Neighbour is the nearest port, on one side, that has a service.
type Neighbour struct {
	Number      string `render:",plain"`
	Address     Address
	Service     string
	Description string
}

// A TransportStatus is what the registry says of the port for a transport, or for several for which it
// says the same and names no service.
type TransportStatus struct {
	Name     string // TCP; TCP and UDP; or "transport not stated"
	Status   *Status
	Services string             `render:"varies"` // service names, joined with commas; "" without
	of       registry.Transport // the first of them
}

// A Row is one row of the registry that covers the port, or several that differ by their transports
// only. Empty fields are not shown.
type Row struct {
	Ports        string // 6000-6063 when the row covers a span, otherwise ""
	Service      string
	Transport    string // TCP and UDP; "" when the row states none
	Description  string
	Assignee     string
	Contact      string
	Registered   string
	Modified     string
	References   []Source
	ServiceCode  string
	Unauthorized string
	Notes        string
}

// A Source is where a statement comes from.
type Source = content.Source

// A Section is a titled piece of prose: a note, a check, the meaning of a status.
type Section struct {
	ID      string
	Title   Text
	Body    Text
	Sources []Source
}

// A Question is asked and answered on a page.
type Question struct {
	Question Text
	Answer   Text
}

// A Use is something other than the registered service that is known to use the port.
type Use struct {
	Name       string
	What       string
	Transport  string // TCP
	Registered bool   // the registry names the port for this very use
	Source     Source
}

// Advice is security advice for the port, with its source.
type Advice struct {
	Transport string // TCP
	Text      string
	Source    Source
}

// A System is an operating system with the checks for it.
type System struct {
	ID     string // linux
	Name   string // Linux
	Guide  Address
	Checks []Section
}

// An Essay is what a person wrote about one port.
type Essay struct {
	Body    Text
	Sources []Source
	Authors []Author
	Related []Cell // ports that a reader may also be looking for
	Updated string // YYYY-MM-DD
}

// An Author wrote an essay.
type Author struct {
	Name  string
	Group bool // those who write for this site, such as "portbook contributors", and no single person
}

// A Draft is the address of the form for a new essay, filled in as far as it can be.
type Draft struct {
	Given    bool
	form     Address
	services *string // that the port has and an essay assumes, as they stand in a query; nil without any
	end      string
}

// A Registry says of which state of the registry a page speaks.
type Registry struct {
	Date string // YYYY-MM-DD
	Row  Address
}

// Phrases are the words of content/words.yaml that hold placeholders of a port.
type Phrases struct {
	Port         Text `word:"port-n"`
	Strip        Text `word:"strip-label"`
	Transports   Text `word:"transports-title"`
	Rows         Text `word:"rows-title"`
	Known        Text `word:"known-title"`
	Checks       Text `word:"checks-title"`
	Questions    Text `word:"questions-title"`
	Numbers      Text `word:"numbers-title"`
	WriteEssay   Text `word:"write-essay"`
	RegistryDate Text `word:"registry-line"`
}

// A PortPage is filled into templates/port.html.
type PortPage struct {
	Head     Head
	Say      Phrases
	Number   string `render:"varies,plain"` // 855
	Hex      string `render:"varies,plain"` // 0x0357
	Bytes    string `render:"varies,plain"` // 03 57
	Status   *Status
	Heading  Text // stands after "Port 855:"
	Tagline  Text // stands after the heading; not always given
	Lead     Text // answers "what is port 855?"
	Range    Range
	Thousand *Link      `render:"varies"`
	Block    *Block     `render:"varies"`
	Below    *Neighbour `render:"varies"` // nil when there is none
	Above    *Neighbour `render:"varies"`
	Before   []Cell     `render:"varies"`          // the ports before it, for the strip
	After    []Cell     `render:"varies"`          // those after it
	Alike    []*Cell    `render:"varies,refilled"` // ports with a service that this one, without any, is easily taken for

	Transports []TransportStatus
	Rows       []Row `render:"varies"` // empty for dynamic ports
	Registry   Registry
	Essay      *Essay   // nil without; then Meaning says what the status means
	Meaning    Section  // not given with an essay
	Uses       []Use    `render:"varies"`
	Advice     []Advice `render:"varies"`
	Notes      []Section
	Systems    []System
	Questions  []Question
	Sources    []Source
	Write      Draft // opens the form for a new essay; not given with an essay
	Feedback   Feedback
	Previous   *Turn // nil at port 0
	Next       *Turn // nil at port 65535
}

// A Turn leads to the port before or after that of the page.
type Turn struct {
	Number  string `render:"varies,plain"`
	Address Address
	path    string // of the port's page, in locales that do not have all ports
}

// Feedback is where the three faces lead.
type Feedback struct {
	Endpoint           string  // receives a form: page, helpful; "" without one: then the faces are links
	Path               Address // the page, for the form
	Good, Unsure, Poor Address // issues, filled in
}

// A Run is consecutive ports of one status in a list.
type Run struct {
	Status      *Status
	First, Last string
	Alone       bool
	Size        string
	Address     Address // of the list that holds its first port, or of the block
	Ports       []Cell
}

// A Named is a row of a list of ports that have services.
type Named struct {
	Cell        *Cell
	Services    string
	Description string
	Transports  string // TCP, UDP
}

// Count is how many ports have a status.
type Count struct {
	Status *Status
	Number string // with thousands separators
	Share  int    // in thousandths of all, for a bar
}

// A ThousandPage lists a thousand consecutive ports: templates/thousand.html.
type ThousandPage struct {
	Head        Head
	Title       Text
	First, Last string
	Counts      []Count
	Named       []Named
	Runs        []Run
	Previous    *Link
	Next        *Link
}

// A Thousand is a line in a list of thousands.
type Thousand struct {
	Link   Link
	Counts []Count
	Known  string // some services found there
}

// A RangePage is about one of the three ranges: templates/range.html.
type RangePage struct {
	Head      Head
	Title     Text
	Lead      Text
	Range     Range
	Counts    []Count
	Thousands []Thousand
	Blocks    []Run // the largest unassigned blocks; Ports is empty
}

// A PortsPage leads to all ports: templates/ports.html.
type PortsPage struct {
	Head      Head
	Title     Text
	Lead      Text
	Note      string // what a reader should know of this copy of the registry, or ""
	Map       PortMap
	Counts    []Count
	ByRange   []RangeCount
	Lists     []ListLink
	Thousands []Thousand
}

// An EssayLink leads to a port that has an essay.
type EssayLink struct {
	Number  string
	Name    string
	Tagline string
	Updated string // YYYY-MM-DD
	Address Address
}

// A ContentPage is a Markdown file under content/pages or content/guides: templates/page.html.
type ContentPage struct {
	Head  Head
	Title Text
	Lead  Text
	Body  Text
	Pages []Link // its siblings
}

// A HomePage is templates/home.html.
type HomePage struct {
	Head    Head
	Title   Text
	Lead    Text
	Body    Text
	Map     PortMap
	Counts  []Count
	ByRange []RangeCount
	Years   Years
	Essays  []EssayLink // the latest
	Pages   []Link
}
