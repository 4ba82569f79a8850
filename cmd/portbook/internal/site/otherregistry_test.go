package site

import (
	"strings"
	"testing"
)

// TestAnotherRegistryOnlyWarns: an older file need not say what essays and facts assume.
func TestAnotherRegistryOnlyWarns(t *testing.T) {
	in := tinySite(t)
	writeFile(t, "older.csv", strings.NewReplacer("alpha,1,udp", "omega,1,udp", "beta,2,tcp,Beta for streams", ",2,tcp,Unassigned").Replace(readFile(t, "registry.csv")))
	in.Registry = "older.csv"
	s := loadTiny(t, in)
	if len(s.Warnings) != 3 {
		t.Errorf("%d warnings: %v", len(s.Warnings), s.Warnings.Err())
	}
	if s.Summary().Date != "2010-11-12" {
		t.Errorf("the date is %s, want the newest in the file", s.Summary().Date)
	}
	in.Registry = "registry.csv"
	if date := loadTiny(t, in).Summary().Date; date != "2020-01-02" {
		t.Errorf("the date is %s, want that of registry.yaml", date)
	}
}
