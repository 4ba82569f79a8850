package site

import (
	"strconv"
	"text/template"
)

// mapNames is the file with the names of services that the map loads when it is pointed at: a script,
// since browsers refuse to fetch data from a folder opened from disk.
const mapNames = "assets/names.js"

// appendMapNames appends a list that holds, port by port, the primary service, or the number of
// ports in a row that have none.
func (s *Site) appendMapNames(dst []byte) []byte {
	dst = append(dst, "portNames=["...)
	start, without := len(dst), 0
	for _, p := range s.primary {
		if p == nil {
			without++
			continue
		}
		if without > 0 {
			dst, without = append(strconv.AppendInt(dst, int64(without), 10), ','), 0
		}
		dst = append(append(append(dst, '"'), template.JSEscapeString(p.Service)...), `",`...)
	}
	return append(dst[:max(start, len(dst)-len(","))], "]\n"...)
}
