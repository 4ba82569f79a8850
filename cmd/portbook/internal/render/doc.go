// Package render fills templates, fast.
//
// Templates are ordinary html/template files, one for each kind of page and parts/ for what they share. A designer edits
// them knowing nothing of this package. What it adds is speed: executing html/template costs some hundred microseconds a
// page, and this site has 65,536 pages, most of which differ in a few numbers.
//
// So a template is executed once for each shape of page: with markers where values stand, and the result is cut at the
// markers to a stencil. From then on a page costs no more than copying. What differs from page to page has one of three types:
//
//	Value    text, escaped like any string: it may stand between tags and in quoted attributes
//	Slug     letters, digits, hyphens …, which are the same everywhere: it may stand in addresses too
//	List     several things of a kind; what {{range}} makes of each is a stencil of its own. A pointer to a
//	         struct that embeds Part is likewise, with {{with}}
//
// Everything else belongs to the shape: strings and numbers by what they hold, pointers by where they lead (what they lead
// to must not change). So a field that should have been a Value and is a string makes a build slower, since each page has a
// shape of its own then, and never wrong.
//
// html/template stays the judge of escaping: what it does to a Value at each place of a template is looked up when templates
// are loaded, in branches that no page takes as well, and a place where copying would not be safe (an address, a script, a
// style) is a fault with file and line. Fields that do not exist are found in the same way.
package render
