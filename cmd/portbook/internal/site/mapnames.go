package site

import (
	"encoding/json"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// mapNames is the file with the names of services that the map loads when it is pointed at: a script,
// since browsers refuse to fetch data from a folder opened from disk.
const mapNames = "assets/names.js"

// appendMapNames appends a list that holds, port by port, the primary service, or the number of
// ports in a row that have none.
func (s *Site) appendMapNames(dst []byte) []byte {
	names, gap := []any{}, 0
	for port := range registry.Ports {
		p := s.primary[port]
		if p == nil {
			gap++
			continue
		}
		if gap > 0 {
			names = append(names, gap)
			gap = 0
		}
		names = append(names, p.Service)
	}
	list, _ := json.Marshal(names) // strings and numbers only
	dst = append(dst, "portNames="...)
	return append(append(dst, list...), '\n')
}
