// Package render fills templates, fast.
//
// Templates are ordinary html/template files, one for each kind of page and parts/ for what they
// share. A designer edits them knowing nothing of this package. What it adds is speed: executing
// html/template costs some hundred microseconds a page, most of it reflection and escaping the same
// literal text again, and this site has 65,536 pages.
//
// So each template is read, escaped by html/template itself, and the escaped tree is then compiled,
// against the Go type it is executed with, to a list of steps: append this literal, append the
// string at this offset, skip this part unless that flag is set. What the compiler does not know
// (a function called with data, a map, a break) is no error: that kind of page is executed by
// html/template, byte for byte the same and slower, and Program.Slow says why.
//
// Because the compiler knows the types, a field that does not exist is found when templates are
// loaded, with file and line, in every branch, and not when the first unlucky page is rendered.
//
// Values that can write themselves (text with placeholders, addresses) offer a pair of methods: the
// ordinary templates call HTML, Text or URL, the compiled ones the method's twin that appends:
//
//	HTML() template.HTML   AppendHTML([]byte) []byte
//	Text() string          AppendText([]byte) []byte
//	URL() string           AppendURL([]byte) []byte
package render
