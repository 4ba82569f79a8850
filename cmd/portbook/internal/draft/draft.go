// Package draft writes the beginnings of content files, for portbook new.
//
// A draft can be loaded as it is, so that its writer sees the page change at once; what is left for the
// writer says so (see Unwritten), which portbook check reminds of. Guidance stands in comments, which
// no page shows.
package draft

import "strings"

// Unwritten begins every text of a draft that its writer has to replace.
const Unwritten = "Still to be written"

// IsUnwritten reports whether a line of a content file was left as a draft has it.
func IsUnwritten(line string) bool { return strings.Contains(line, Unwritten) }
