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
	names, without := make([]any, 0, 2*s.registry.Count(registry.Assigned)), 0
	for _, p := range s.primary {
		if p == nil {
			without++
			continue
		}
		if without > 0 {
			names, without = append(names, without), 0
		}
		names = append(names, p.Service)
	}
	list, _ := json.Marshal(names) // numbers and strings always work
	return append(append(append(dst, "portNames="...), list...), '\n')
}
