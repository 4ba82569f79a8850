package site

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/render"
)

// Whoever meets a number without a service may have met a slip: a digit too many, or two that have
// changed places. So its page names the services of numbers that look like it.

// mostAlike is how many of them a page names.
const mostAlike = 2

// alike lists the ports with a service that come of a port without one when a digit is left out or two
// neighbouring digits change places; first those at the end, where a slip is easily overlooked.
func (b *portBuilder) alike(port int) (list render.List[*page.Cell]) {
	if b.Services[port] != nil {
		return nil
	}
	cells := b.Cells()
	add := func(other, least int) {
		if other < least || other >= registry.Ports || other == port || b.Services[other] == nil || len(list) == mostAlike {
			return
		}
		if c := &cells[other]; !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	first := 1 // the place of the first digit
	for first*10 <= port {
		first *= 10
	}
	for place := 1; place < first; place *= 10 {
		digit, left := port/place%10, port/place/10%10
		add(port/place/10*place+port%place, first/10)
		add(port+(digit-left)*9*place, first)
	}
	add(port%first, first/10)
	return list
}
