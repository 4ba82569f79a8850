package fault

import "testing"

func TestTheNearestNameIsWhatWasMeant(t *testing.T) {
	known := []string{"port", "previous", "next", "status", "services", "service", "tcp", "udp"}
	for name, want := range map[string]string{
		"prot": "port", "previuos": "previous", "stauts": "status", "nxt": "next", "servcies": "services", "srvice": "service", "port": "port",
		"tpc": "tcp", "Status": "status", "statuss": "status",
		"colour": "", "x": "", "": "", "pr": "", "abc": "", "previousss1": "",
	} {
		if got := Nearest(name, known); got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
	if got := DidYouMean("prot", known); got != `did you mean "port"?` {
		t.Error(got)
	}
	if got := DidYouMean("colour", known) + Nearest("port", nil); got != "" {
		t.Error(got)
	}
}

// FuzzDistance: an edit distance is a metric, as far as that is cheap to ask.
func FuzzDistance(f *testing.F) {
	f.Add("port", "prot")
	f.Add("", "abc")
	f.Add("ca", "abc")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		d := distance(a, b)
		if (d == 0) != (a == b) || d != distance(b, a) || d > max(len(a), len(b)) || d < max(len(a)-len(b), len(b)-len(a)) {
			t.Errorf("distance of %q and %q is %d, the other way %d", a, b, d, distance(b, a))
		}
	})
}
