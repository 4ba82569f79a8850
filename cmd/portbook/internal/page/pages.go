// Package page says what pages say: the structs that templates see, one for each kind of page and named like its template.
// Fields hold what a page says, derived; what the registry says is in package registry.
//
// What differs from page to page is a render.Value, a render.Slug or a render.List; everything else belongs to the shape of a
// page, for each of which its template is executed once (see package render).
//
// Templates may also call two functions, with constants only:
//
//	{{word "copy"}}        the text of that key in content/words.yaml
//	{{link "ports/"}}      the address of a page or asset of this site, from where the page stands
package page

import "github.com/portbook/portbook/cmd/portbook/internal/render"

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
	Alternates  []Alternate // the page in all locales that have it, when there are several
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
	Text    render.Value
	Address Address
}

// A Turn leads to the page before or after this one.
type Turn struct {
	render.Part
	Text    render.Value
	Address Address
}

// A Status is a status as pages show it.
type Status struct {
	Slug string // assigned, unassigned, reserved, de-registered, dynamic, not-listed: also a CSS class
	Word string // in the page's language
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
	render.Part
	First, Last Link         // the ports at its edges
	Size        render.Value // with thousands separators
	Alone       bool         // a block of one port
	Large       bool         // 100 ports or more
	Page        Address      // of a large block of unassigned ports; others have none
}

// A Neighbour is the nearest port, on one side, that has a service.
type Neighbour struct {
	render.Part
	Number      render.Slug
	Address     Address
	Service     render.Value
	Description render.Value
}

// A TransportStatus is what the registry says of the port for a transport, or for several for which it
// says the same and names no service.
type TransportStatus struct {
	Name     string // TCP; TCP and UDP; or "transport not stated"
	Status   *Status
	Services render.Value // service names, joined with commas; "" without
}

// A Row is one row of the registry that covers the port, or several that differ by their transports
// only. Empty fields are not shown.
type Row struct {
	Ports        render.Value // 6000-6063 when the row covers a span, otherwise ""
	Service      render.Value
	Transport    render.Value // TCP and UDP; "" when the row states none
	Description  render.Value
	Assignee     render.Value
	Contact      render.Value
	Registered   render.Value
	Modified     render.Value
	References   render.List[Source]
	ServiceCode  render.Value
	Unauthorized render.Value
	Notes        render.Value
}

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
	Name       render.Value
	What       render.Value
	Transport  render.Value // TCP
	Registered bool         // the registry names the port for this very use
	Source     Source
}

// Advice is security advice for the port, with its source.
type Advice struct {
	Transport render.Value // TCP
	Text      render.Value
	Source    Source
}

// A System is an operating system with the checks for it.
type System struct {
	ID     string // linux
	Name   string // Linux
	Guide  Address
	Checks render.List[Section]
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
	*PortClass
	Transports render.List[TransportStatus]
	Block      *Block
	Below      *Neighbour // nil when there is none
	Above      *Neighbour
	Before     render.Window[Cell] // the ports before it, for the strip
	After      render.Window[Cell] // those after it
	Alike      render.List[*Cell]  // ports with a service that this one, without any, is easily taken for
	Rows       render.List[Row]    // empty for dynamic ports
	Uses       render.List[Use]
	Advice     render.List[Advice]
	Write      Draft // opens the form for a new essay; not given with an essay
}

// A PortClass is what the pages of many ports have in common. Numbers in it are markers of placeholders: it never holds
// anything of one port, but for that of an essay.
type PortClass struct {
	Head      Head
	Say       Phrases
	Number    render.Slug  // 855
	Hex       render.Slug  // 0x0357
	Bytes     render.Value // 03 57
	Status    *Status
	Heading   Text // stands after "Port 855:"
	Tagline   Text // stands after the heading; not always given
	Lead      Text // answers "what is port 855?"
	Range     Range
	Thousand  *Link
	Registry  Registry
	Essay     *Essay  // nil without; then Meaning says what the status means
	Meaning   Section // not given with an essay
	Notes     render.List[Section]
	Systems   render.List[System]
	Questions render.List[Question]
	Sources   render.List[Source]
	Feedback  Feedback
	Previous  *PortTurn // nil at port 0
	Next      *PortTurn // nil at port 65535
}

// A PortTurn leads to the port before or after that of the page.
type PortTurn struct {
	Number  render.Slug
	Address Address
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
	First, Last render.Value
	Alone       bool
	Size        render.Value
	Address     Address // of the list that holds its first port, or of the block
	Ports       render.List[Cell]
}

// A Named is a row of a list of ports that have services.
type Named struct {
	Cell        Cell
	Services    render.Value
	Description render.Value
	Transports  render.Value // TCP, UDP
}

// Count is how many ports have a status.
type Count struct {
	Status *Status
	Number render.Value // with thousands separators
	Share  render.Value // in thousandths of all, for a bar
}

// A ThousandPage lists a thousand consecutive ports: templates/thousand.html.
type ThousandPage struct {
	Head        Head
	Title       Text
	First, Last render.Value
	Counts      []Count
	Named       render.List[Named]
	Runs        render.List[Run]
	Previous    *Turn
	Next        *Turn
}

// A Thousand is a line in a list of thousands.
type Thousand struct {
	Link   Link
	Counts []Count
	Known  render.Value // some services found there
}

// A RangePage is about one of the three ranges: templates/range.html.
type RangePage struct {
	Head      Head
	Title     Text
	Lead      Text
	Range     Range
	Counts    []Count
	Thousands render.List[Thousand]
	Blocks    render.List[Run] // the largest unassigned blocks; Ports is empty
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
	Thousands render.List[Thousand]
}

// An EssayLink leads to a port that has an essay.
type EssayLink struct {
	Number  render.Slug
	Name    render.Value
	Tagline render.Value
	Updated render.Value // YYYY-MM-DD
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

// A SearchPage is where readers search: templates/search.html.
type SearchPage struct {
	Head  Head
	Title Text
	Lead  Text
	Body  Text
}

// A NotFoundPage is what a host shows at an address that does not exist: templates/notfound.html. Its
// script reads the address and says what may have been meant.
type NotFoundPage struct {
	Head    Head
	Title   Text
	Body    Text
	Ending  string // what follows the number in the address of a port: "" or ".html"
	Folders string // of locales, with the ports that each has: "tl 0-1023,3306|fr 0-65535"
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
	Essays  render.List[EssayLink] // the latest
	Pages   []Link
}
