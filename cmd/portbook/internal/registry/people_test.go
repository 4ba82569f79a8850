package registry

import (
	"slices"
	"strings"
	"testing"
)

func TestPeopleAreNamesWithSpaces(t *testing.T) {
	for cell, want := range map[string][]string{
		"":                                   nil,
		"[]":                                 nil,
		"[Jon_Postel]":                       {"Jon Postel"},
		"[IESG][Hans-Joachim_Krueger]":       {"IESG", "Hans-Joachim Krueger"},
		"[Dave_Mills_2] [_3GPP_2]":           {"Dave Mills", "3GPP"},
		"[ITU-T_Study_Group_17]":             {"ITU-T Study Group 17"},
		"[IEEE_1722_1]":                      {"IEEE 1722 1"},
		"n/a":                                {"n/a"},
		"Ann Archer, [Bo_Berg":               {"Ann Archer", "Bo Berg"},
		"[Christof_J._Reetz_2],[Team  Four]": {"Christof J. Reetz", "Team Four"},
	} {
		if got := People(cell); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestOnlyRFCsAndAddressesAreLinked(t *testing.T) {
	const rfc = "https://www.rfc-editor.org/rfc/rfc"
	for cell, want := range map[string][]Reference{
		"":                               nil,
		"[RFC7858][RFC8094]":             {{"RFC7858", rfc + "7858"}, {"RFC8094", rfc + "8094"}},
		"[RFC0854]":                      {{"RFC0854", rfc + "854"}},
		"[RFC]":                          {{"RFC", ""}},
		"[RFC0]":                         {{"RFC0", ""}},
		"[RFC123456]":                    {{"RFC123456", ""}},
		"[RFC-ietf-lamps-rfc5273bis-10]": {{"RFC-ietf-lamps-rfc5273bis-10", ""}},
		"[RFC8765, Section 6.1]":         {{"RFC8765, Section 6.1", ""}},
		"[https://example.org/a_b?c#d]":  {{"https://example.org/a_b?c#d", "https://example.org/a_b?c#d"}},
		"[http://example.org]":           {{"http://example.org", "http://example.org"}},
		`[https://example.org/"onclick]`: {{`https://example.org/"onclick`, ""}},
		"[https:///nowhere]":             {{"https:///nowhere", ""}},
		"[javascript:alert(1)]":          {{"javascript:alert(1)", ""}},
		"[ftp://example.org]":            {{"ftp://example.org", ""}},
		"n/a":                            {{"n/a", ""}},
		"[Ann_Archer_2]":                 {{"Ann Archer", ""}},
		"[TR-352], [1]":                  {{"TR-352", ""}, {"1", ""}},
	} {
		if got := References(cell); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", cell, got, want)
		}
	}
}

// FuzzReferences: whatever a cell holds, no address leads anywhere but to an RFC or where the cell
// says, no text is empty, and none holds a bracket.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{"[RFC7858][RFC8094]", "n/a", "[[", "]RFC1[", "[https://a/b]", "[_2]", "RFC1, RFC2", "[\xff_\n]", "[\v]", "[\u0085_]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		refs := References(cell)
		if len(refs) != len(People(cell)) {
			t.Errorf("%d references, %d people", len(refs), len(People(cell)))
		}
		for _, ref := range refs {
			if ref.Text == "" || strings.ContainsAny(ref.Text, "[]\n") {
				t.Errorf("bad text %q", ref.Text)
			}
			if ref.URL != "" && ref.URL != ref.Text && !strings.HasPrefix(ref.URL, "https://www.rfc-editor.org/rfc/rfc") {
				t.Errorf("%q leads to %q", ref.Text, ref.URL)
			}
			if strings.ContainsAny(ref.URL, "\"<> \\\n\r\t") {
				t.Errorf("address %q holds characters that no address has", ref.URL)
			}
		}
	})
}
