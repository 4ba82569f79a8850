package site

import (
	"bytes"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// TestPagesEqualOrdinaryTemplates: the page of every port has the bytes that html/template makes of the template as it was
// written, executed with all that the page says and with the values of this very port.
func TestPagesEqualOrdinaryTemplates(t *testing.T) {
	s := wholeSite(t)
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		executors := map[*locale]func(port int) []byte{}
		return func(i int, got []byte) {
			loc, port := s.portAt(i)
			if loc == nil || testing.Short() && port%64 != 0 {
				return
			}
			if executors[loc] == nil {
				executors[loc] = ordinaryPages(t, s, loc)
			}
			if want := executors[loc](port); !bytes.Equal(got, want) {
				wrong.addf("%s: %s", s.paths[i], firstDifference(got, want))
			}
		}
	})
}

// ordinaryPages returns what executes the template of a port's page.
func ordinaryPages(t *testing.T, s *Site, loc *locale) func(port int) []byte {
	b := newPortBuilder(s, loc)
	set, faults := b.Parse()
	if len(faults) > 0 {
		t.Error(faults.Err())
	}
	var text bytes.Buffer
	return func(port int) []byte {
		b.fill(port)
		data := b.page
		data.PortClass = b.newClass(b.classKey(port), &b.values)
		text.Reset()
		if err := set.Execute(&text, "port", &data); err != nil {
			t.Errorf("port %d: %v", port, err)
		}
		return text.Bytes()
	}
}

// firstDifference shows where two pages part.
func firstDifference(got, want []byte) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(i-40, 0)
	return "printed …" + string(got[from:min(i+40, len(got))]) + "…, executed …" + string(want[from:min(i+40, len(want))]) + "…"
}

// TestClassesKnowNoPort: what pages of a class have in common is the same whichever of its ports asks for it first.
func TestClassesKnowNoPort(t *testing.T) {
	s := wholeSite(t)
	first, second := newPortBuilder(s, s.locales[0]), newPortBuilder(s, s.locales[0])
	shared := map[classKey]*page.PortClass{}
	for port := range registry.Ports {
		first.Describe(first.values, port)
		shared[first.classKey(port)] = first.class(first.classKey(port))
	}
	for port := registry.Ports - 1; port >= 0; port-- {
		second.Describe(second.values, port)
		if key := second.classKey(port); shared[key] != second.class(key) {
			t.Errorf("port %d: its class was made twice", port)
		}
	}
}
