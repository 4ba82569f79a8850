package history

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// compareNames compares the rows without a port: which service names are new, and which are gone.
func compareNames(old, new []*registry.Assignment) []Change {
	was, is := transportsByName(old), transportsByName(new)
	var list []Change
	add := func(kind Kind, name string, ts Transports) {
		if ts != 0 {
			list = append(list, Change{Kind: kind, First: -1, Last: -1, Transports: ts, Service: name})
		}
	}
	for name, ts := range is {
		add(Assigned, name, ts&^was[name])
	}
	for name, ts := range was {
		add(Removed, name, ts&^is[name])
	}
	slices.SortFunc(list, compare)
	return list
}

func transportsByName(rows []*registry.Assignment) map[string]Transports {
	byName := map[string]Transports{}
	for _, a := range rows {
		byName[a.Service] |= 1 << a.Transport
	}
	return byName
}
