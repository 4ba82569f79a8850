package lookup

import (
	"strconv"
	"strings"
	"testing"
)

func TestQuestionsAreUnderstood(t *testing.T) {
	for question, want := range map[string]Query{
		"22": {22, 22, ""}, " 22 ": {22, 22, ""}, "0": {0, 0, ""}, "65535": {65535, 65535, ""}, "0022": {22, 22, ""},
		"0x357": {855, 855, ""}, "0X357": {855, 855, ""}, "0x0": {0, 0, ""},
		"tcp/22": {22, 22, ""}, "22/udp": {22, 22, ""}, "TCP/22": {22, 22, ""}, "sctp 22": {22, 22, ""}, "port 22": {22, 22, ""}, "22 tcp": {22, 22, ""},
		":8080": {8080, 8080, ""}, "localhost:8080": {8080, 8080, ""}, "*:8080": {8080, 8080, ""}, "[::1]:8080": {8080, 8080, ""}, "tcp:22": {22, 22, ""},
		"6000-6063": {6000, 6063, ""}, "6000–6063": {6000, 6063, ""}, "6000..6063": {6000, 6063, ""}, "6000 - 6063": {6000, 6063, ""}, "tcp/6000-6063": {6000, 6063, ""},
		"ssh": {0, 0, "ssh"}, "http-alt": {0, 0, "http-alt"}, "914c/g": {0, 0, "914c/g"}, "Minecraft  Java": {0, 0, "Minecraft Java"},
		"0x": {0, 0, "0x"}, "-22": {0, 0, "-22"}, "22-": {0, 0, "22-"}, "3com-tsmux": {0, 0, "3com-tsmux"}, "::1": {0, 0, "::1"}, "fe80::22": {0, 0, "fe80::22"},
		"8.8": {0, 0, "8.8"}, "tcp": {0, 0, "tcp"}, "http/80": {0, 0, "http/80"}, "٢٢": {0, 0, "٢٢"},
	} {
		if got, err := Parse(question); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", question, got, err, want)
		}
	}
}

func TestNumbersThatAreNoPortsAreRefused(t *testing.T) {
	for question, want := range map[string]string{
		"":                     "nothing was asked for (name a port or a service)",
		"65536":                "65536 is not a port (ports are 0 to 65535)",
		"0x10000":              "65536 is not a port (ports are 0 to 65535)",
		"tcp/70000":            "70000 is not a port (ports are 0 to 65535)",
		"1-70000":              "70000 is not a port (ports are 0 to 65535)",
		"10-9":                 "10-9 runs backwards (write 9-10)",
		"99999999999999999999": "99999999999999999999 is not a port (ports are 0 to 65535)",
	} {
		if got, err := Parse(question); err == nil || err.Error() != want {
			t.Errorf("%q: %+v, %v", question, got, err)
		}
	}
}

// FuzzParse: whatever is asked, the answer is a name, ports in order, or an error; and every number is
// understood in all its spellings.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"22", "0x357", "tcp/22", ":8080", "6000-6063", "ssh", "a:b:c", "[", "–", "0x-0x", "tcp/", "/tcp", "\xff"} {
		f.Add(s, uint16(855))
	}
	f.Fuzz(func(t *testing.T, s string, port uint16) {
		q, err := Parse(s)
		switch {
		case err != nil && q != Query{}:
			t.Errorf("%q: %+v and %v", s, q, err)
		case err == nil && q.Name == "" && (q.First < 0 || q.Last < q.First || q.Last > 65535):
			t.Errorf("%q: %+v", s, q)
		case err == nil && q.Name != "" && (q.First != 0 || q.Last != 0 || q.Name != strings.Join(strings.Fields(s), " ")):
			t.Errorf("%q: %+v", s, q)
		}
		n := strconv.Itoa(int(port))
		for _, spelling := range []string{n, "0x" + strconv.FormatInt(int64(port), 16), "udp/" + n, n + "/tcp", ":" + n, n + "-" + n} {
			if q, err := Parse(spelling); err != nil || q.First != int(port) || q.Last != int(port) || q.Name != "" {
				t.Errorf("%q: %+v, %v", spelling, q, err)
			}
		}
	})
}
