package site

import (
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// mapNames is the file with the names of services that the map loads when it is pointed at: a script,
// since browsers refuse to fetch data from a folder opened from disk.
const mapNames = "assets/names.js"

// appendMapNames appends a list that holds, port by port, the primary service, or the number of
// ports in a row that have none.
func (s *Site) appendMapNames(dst []byte) []byte {
	dst = append(dst, "portNames="...)
	before, gap := byte('['), 0
	for port := range registry.Ports {
		p := s.primary[port]
		if p == nil {
			gap++
			continue
		}
		if gap > 0 {
			dst = strconv.AppendInt(append(dst, before), int64(gap), 10)
			before, gap = ',', 0
		}
		dst = export.AppendString(append(dst, before), p.Service)
		before = ','
	}
	if before == '[' {
		dst = append(dst, before)
	}
	return append(dst, "]\n"...)
}
