// Package history tells what differs between two states of IANA's registry, and reads and writes the
// small files in content/changes that keep the history of it.
//
// What is compared is what the registry says of a port, a transport and a service, not how the file
// says it: line breaks and spaces in cells, the order of rows, line ends, dates, and how ports of the
// same status are gathered in ranges do not count.
//
//	compare.go   two registries become a list of changes
//	update.go    one file of content/changes
//	text.go      the list for a person, json.go for a program
package history
