// Package registry reads IANA's Service Name and Transport Protocol Port Number Registry in its CSV
// form and answers, for every port from 0 to 65535, what that file says.
//
// An Assignment is one row as the file states it. What follows from the rows of a port (its status
// per transport, its headline, its block, its neighbours) is computed once by Parse and answered by
// methods of Registry, none of which allocates.
//
// Sources: RFC 6335 for ranges, statuses and service names; the file itself for its many habits.
// https://www.iana.org/assignments/service-names-port-numbers/
package registry
