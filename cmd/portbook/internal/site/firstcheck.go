package site

import (
	"os"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// FirstCheck is the command that the page of a port gives first for a system ("linux"): the one that shows
// what listens there. It is "" when the page has none.
func (s *Site) FirstCheck(port int, system string) string {
	main := s.locales[0]
	for i, c := range s.content.Systems {
		checks := main.choices[s.classes[port]].checks[i]
		if c.ID != system || len(checks) == 0 {
			continue
		}
		src, err := os.ReadFile(checks[0].File)
		if err != nil {
			return "" // it was there when the site was loaded
		}
		for _, block := range markdown.CodeBlocks(src) {
			return s.filler(main, port)(strings.TrimSpace(block.Text))
		}
	}
	return ""
}
