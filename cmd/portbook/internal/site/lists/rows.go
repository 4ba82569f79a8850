package lists

import (
	"cmp"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A serviceAt is what rows that differ only by transport say: a service and its ports.
type serviceAt struct {
	*registry.Assignment // the first of them
	transports           history.Transports

	// In the list of the newest:
	date   string          // of its registration, or else of the update in which it first appeared
	update *content.Update // nil where the row has a date
}

// byPort orders rows by port, those without one last.
func byPort(a, b *registry.Assignment) int {
	return cmp.Or(cmp.Compare(uint(a.First), uint(b.First)), cmp.Compare(a.Last, b.Last),
		cmp.Compare(a.Service, b.Service), cmp.Compare(a.Line, b.Line))
}

// joined joins those of rows sorted by port that are the same but for their transport.
func joined(rows []*registry.Assignment) []serviceAt {
	list := make([]serviceAt, len(rows))
	for i, a := range rows {
		list[i] = serviceAt{Assignment: a, transports: 1 << a.Transport}
	}
	return join(list)
}

// join joins neighbours that are the same but for their transport.
func join(list []serviceAt) []serviceAt {
	kept := list[:0]
	for _, a := range list {
		if n := len(kept) - 1; n >= 0 && kept[n].sameBut(a) {
			kept[n].transports |= a.transports
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// sameBut reports whether two differ at most by their transports.
func (a serviceAt) sameBut(b serviceAt) bool {
	return a.First == b.First && a.Last == b.Last && a.Service == b.Service && a.date == b.date
}
