package site

import (
	"slices"
	"strconv"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// TestLookAlikesAreNamed: on the page of a port without a service stand services whose number is the same but for
// a digit left out or two that changed places, as long as there are any; on others none.
func TestLookAlikesAreNamed(t *testing.T) {
	s := wholeSite(t)
	b := newPortBuilder(s, s.locales[0])
	wrong := newComplaints(t)
	with := 0
	for port := range registry.Ports {
		var got []string
		for _, c := range b.alike(port) {
			got = append(got, string(c.Number))
		}
		due := lookAlikes(s, port)
		if len(due) > 0 {
			with++
		}
		for i, n := range got {
			if !slices.Contains(due, n) || slices.Contains(got[:i], n) {
				wrong.addf("port %d: %s is no look-alike, or stands there twice", port, n)
			}
		}
		if want := min(len(due), mostAlike); len(got) != want {
			wrong.addf("port %d: %d look-alikes of %q, want %d", port, len(got), due, want)
		}
	}
	if with < 10_000 {
		t.Errorf("only %d ports have look-alikes", with)
	}
}

// lookAlikes finds them by way of the digits.
func lookAlikes(s *Site, port int) []string {
	number := strconv.Itoa(port)
	if s.common.Registry.Headline(port) == registry.Assigned && s.common.Services[port] != nil {
		return nil
	}
	var list []string
	for i := range number {
		list = append(list, number[:i]+number[i+1:])
		if i > 0 {
			list = append(list, number[:i-1]+string(number[i])+string(number[i-1])+number[i+1:])
		}
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(n string) bool {
		other, err := strconv.Atoi(n)
		return err != nil || n[0] == '0' || n == number || other >= registry.Ports || s.common.Services[other] == nil
	})
}
