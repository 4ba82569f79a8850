package page

import "github.com/portbook/portbook/cmd/portbook/internal/render"

// A ListPage lists ports, names or blocks in tables: templates/list.html.
type ListPage struct {
	Head    Head
	Title   Text
	Lead    Text
	About   string   // what it is that has these ports, or ""
	Counts  []Count  // ports by status, for a bar; not always given
	Letters []Letter // the parts of a list that is cut by letter
	Tables  []Table
	Sources []Source // of the whole list
	Note    string   // what a reader should know of this copy of the registry, or ""
}

// A Letter leads to a part of a long list.
type Letter struct {
	Text    string
	Address Address
	Here    bool // this page
}

// A Table has rows, or just ports when there is nothing to say of them.
type Table struct {
	ID      string
	Title   string // "" for the only one of a page
	Columns []string
	Rows    render.List[TableRow]
	Ports   render.List[Cell]
}

// A TableRow has as many cells as its table has columns.
type TableRow struct{ Cells []TableCell }

// A TableCell holds parts, one below the other.
type TableCell struct{ Parts render.List[CellPart] }

// A CellPart is a date, a link, a text, a quiet remark and a source, each perhaps empty.
type CellPart struct {
	Date   render.Value // YYYY-MM-DD or YYYY-MM
	Link   Link
	Text   render.Value
	Small  render.Value
	Source Source
}

// A ListLink leads to a list from the page of all ports.
type ListLink struct {
	Link  Link
	Count string // how much it lists; not always given
	Hint  string
}

// A BlockPage is about a large block of unassigned ports: templates/block.html.
type BlockPage struct {
	Head         Head
	Title        Text
	Lead         Text
	Range        Range
	Size         render.Value
	First, Last  Cell                 // the ports at its edges
	Outside      render.List[Cell]    // the ports next to them, of another status
	Below, Above *Neighbour           // the nearest services; nil when there is none
	Uses         render.List[PortUse] // known uses of ports of the block
	Spans        render.List[Span]    // what else takes ports from here
	Thousands    render.List[Link]    // the lists that hold its ports
	Ports        render.List[Cell]    // every port
	Previous     *Turn                // the large blocks before and after it
	Next         *Turn
}

// A PortUse is a known use, with its port.
type PortUse struct {
	Cell Cell
	Use  Use
}

// A Span is ports that a system or a program takes for a purpose: client ports, NodePort.
type Span struct {
	Name        render.Value
	Version     render.Value // of the system, or ""
	First, Last render.Value
	Whole       bool // the block lies in it from end to end
	Transports  render.Value
	Meaning     render.Value
	Source      Source
}

// A PortMap is a picture of all ports, 256 by 256: the row of a port is its first byte, the column
// its second. Paths are for an SVG whose unit is one cell: templates/parts/map.html.
type PortMap struct {
	Text  Plain     // what it shows
	Paths []MapPath // unassigned ports are left blank
	Lists []MapList // what lies where, for those without a script
}

// A MapPath draws all ports of a status, as lines one unit wide along the middle of their cells.
type MapPath struct {
	Status *Status
	D      string
}

// A MapList is the outline of the ports of a list.
type MapList struct {
	Link Link
	D    string
}

// A RangeCount is how the ports of a range are held, for a bar.
type RangeCount struct {
	Range  Range
	Counts []Count
}

// Years are the assignments by year of registration, for a plot: templates/parts/years.html.
type Years struct {
	Text  Plain
	Years []Year // every year from the first to the last, without gaps; empty when no row has a date
}

// A Year is one bar.
type Year struct {
	Year   string
	Number string
	Height int  // in pixels
	Mark   bool // the year is written below its bar also where there is little room
}

// A ChangesPage tells what changed in the registry: templates/changes.html.
type ChangesPage struct {
	Head    Head
	Title   Text
	Lead    Text
	Feed    Address
	Updates []Update // the newest first
}

// An UpdatePage tells all of one update: templates/update.html.
type UpdatePage struct {
	Head     Head
	Title    Text
	Update   Update
	Previous *Turn // the update before it
	Next     *Turn
}

// An Update is what changed between two states of the registry.
type Update struct {
	From, To string // YYYY-MM-DD
	Address  Address
	Note     Text
	Sources  []Source
	Counts   []ChangeCount
	Notable  []Link        // ports assigned that this site says more of
	Groups   []ChangeGroup // on the page of all updates only when it is short
}

// A ChangeCount is how many changes there are of a kind.
type ChangeCount struct {
	Word    string
	Number  string  // of ports, with thousands separators
	Address Address // where they are listed
}

// A ChangeGroup is the changes of one kind.
type ChangeGroup struct {
	ID       string // assigned, removed, renamed, status; "" on the page of all updates
	Open     bool   // shown without being asked for
	Removed  bool   // of services that are gone: what is told of them is the status of their port
	Title    string
	Note     string                    // what the reader has to know of the kind; or ""
	Changes  render.List[Change]       // of services
	Statuses render.List[StatusChange] // of kind status
}

// A Change is what became of a service at a port.
type Change struct {
	Ports       []Link       // the port, or the first and the last of several
	Transports  render.Value // TCP and UDP
	Service     render.Value
	Before      render.Value // the name before; "" where it was not renamed
	Was         *Status      // what the port was before the service; nil where that is plain
	Now         *Status      // what the port is without the service; likewise
	Description render.Value
}

// A StatusChange is ports whose status for some transports changed alike.
type StatusChange struct {
	Transports render.Value
	From, To   *Status
	Ports      render.List[PortSpan]
}

// A PortSpan is a port, or the first and the last of several.
type PortSpan struct {
	Ports []Link
}
