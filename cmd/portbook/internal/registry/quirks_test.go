package registry

import (
	"os"
	"slices"
	"testing"
)

const realFile = "../../../../registry.csv"

// load parses a file that must have no fault.
func load(t testing.TB, file string) *Registry {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, faults := Parse(file, data)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryQuirkHasItsStatus goes through the habits of IANA's file, one port each.
func TestEveryQuirkHasItsStatus(t *testing.T) {
	r := load(t, "testdata/quirks.csv")
	const n, a, u, v, d, y = NotListed, Assigned, Unassigned, Reserved, Deregistered, Dynamic
	for _, c := range []struct {
		about    string
		port     int
		status   [Transports + 1]Status // tcp, udp, sctp, dccp, unstated
		headline Status
		primary  string
	}{
		{"edge of the space", 0, [5]Status{v, n, n, n, n}, Reserved, ""},
		{"no row at all", 1, [5]Status{n, n, n, n, n}, Unassigned, ""},
		{"de-assigned, so reserved", 2, [5]Status{n, v, n, n, n}, Reserved, ""},
		{"unassigned with a remark", 15, [5]Status{u, n, n, n, n}, Unassigned, ""},
		{"assigned without a name", 24, [5]Status{a, n, n, n, n}, Assigned, ""},
		{"several names, three transports", 80, [5]Status{a, a, a, n, n}, Assigned, "web"},
		{"lower case, any transport", 100, [5]Status{u, u, u, u, n}, Unassigned, ""},
		{"alias before the real name", 210, [5]Status{a, n, n, n, n}, Assigned, "z39-50"},
		{"another name on udp", 512, [5]Status{a, a, n, n, n}, Assigned, "exec"},
		{"udp only", 716, [5]Status{n, a, n, n, n}, Assigned, "udponly"},
		{"inside a range", 796, [5]Status{u, u, u, u, n}, Unassigned, ""},
		{"just outside a range", 800, [5]Status{n, n, n, n, n}, Unassigned, ""},
		{"widespread before the assigned name", 888, [5]Status{a, n, n, n, n}, Assigned, "builder"},
		{"a rumour", 1008, [5]Status{n, u, n, n, n}, Unassigned, ""},
		{"deprecated", 1028, [5]Status{d, d, d, d, n}, Reserved, ""},
		{"reserved, then IANA", 1109, [5]Status{v, v, v, v, n}, Reserved, ""},
		{"misspelt", 1783, [5]Status{d, d, d, d, n}, Reserved, ""},
		{"marked as in conflict", 2049, [5]Status{a, n, n, n, n}, Assigned, "nfs"},
		{"removed", 2682, [5]Status{d, d, d, d, n}, Reserved, ""},
		{"unassigned in parentheses", 2825, [5]Status{u, u, u, u, n}, Unassigned, ""},
		{"unassigned, released", 2925, [5]Status{u, u, u, u, n}, Unassigned, ""},
		{"de-registered", 3403, [5]Status{d, d, d, d, n}, Reserved, ""},
		{"dccp only", 4009, [5]Status{n, n, n, a, n}, Assigned, "disc"},
		{"assigned and unassigned", 5316, [5]Status{a, u, n, n, n}, Assigned, "blade"},
		{"last of a named range", 6063, [5]Status{a, n, n, n, n}, Assigned, "x11"},
		{"name without transport", 6400, [5]Status{n, n, n, n, a}, Assigned, "boe"},
		{"unassigned sctp", 6701, [5]Status{n, n, u, n, n}, Unassigned, ""},
		{"named row inside an unassigned range", 7775, [5]Status{a, v, u, u, n}, Assigned, "inetfs"},
		{"transport in capitals", 8282, [5]Status{a, n, v, n, n}, Assigned, "libelle"},
		{"de-commissioned", 9006, [5]Status{d, d, d, d, n}, Reserved, ""},
		{"named, though the description is a status", 14001, [5]Status{n, a, n, n, n}, Assigned, "sua"},
		{"IANA reserved", 49151, [5]Status{v, v, v, v, n}, Reserved, ""},
		{"first dynamic", 49152, [5]Status{y, y, y, y, n}, Dynamic, ""},
		{"last port", 65535, [5]Status{y, y, y, y, n}, Dynamic, ""},
	} {
		if got := allStatuses(r, c.port); got != c.status {
			t.Errorf("%s: port %d has %v, want %v", c.about, c.port, got, c.status)
		}
		if got := r.Headline(c.port); got != c.headline {
			t.Errorf("%s: port %d is headed %v, want %v", c.about, c.port, got, c.headline)
		}
		if got := primaryName(r, c.port); got != c.primary {
			t.Errorf("%s: port %d stands for %q, want %q", c.about, c.port, got, c.primary)
		}
	}
}

func allStatuses(r *Registry, port int) (s [Transports + 1]Status) {
	for t := range s {
		s[t] = r.StatusOf(port, Transport(t))
	}
	return s
}

func primaryName(r *Registry, port int) string {
	if a := r.Primary(port); a != nil {
		return a.Service
	}
	return ""
}

func TestRowsKeepTheirTextAndLine(t *testing.T) {
	r := load(t, "testdata/quirks.csv")
	first := func(port int) *Assignment { return r.Assignments(port)[0] }
	for _, c := range []struct{ about, got, want string }{
		{"quoted comma", first(2).Notes, "De-assigned on 2025-02-13, previously squeeze by [Ann_Archer]"},
		{"indentation", first(4569).Notes, "Defined TXT keys:\nauth          plaintext | md5\n  more of auth\nuserid        alphanumeric\n\nAll optional."},
		{"shared indentation", r.Names()[0].Notes, "Defined TXT keys: state=<state>\nloc=<location>"},
		{"summary", r.Primary(210).Summary(), "ANSI Z39.50"},
		{"description", r.Primary(210).Description, "ANSI Z39.50\nIANA assigned this well-formed service name as a replacement for \"z39.50\"."},
		{"broken bytes", first(20000).Description, "Ari\uFFFDn's service"},
		{"control character", first(20001).Description, "bell\uFFFD rings"},
		{"month only", first(4009).Registered, "2006-03"},
		{"service code", first(4009).ServiceCode, "1145656131"},
		{"unauthorized use", first(796).Unauthorized, "Unauthorized Use Known on port 796"},
		{"reference without brackets", first(6400).Reference, "n/a"},
		{"newest", r.Newest(), "2025-07-01"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.about, c.got, c.want)
		}
	}
	if a := first(512); a.Line != 16 {
		t.Errorf("exec is on line 16 of the file, got %d", a.Line)
	}
}

func TestAliasesAreNotWidespreadUses(t *testing.T) {
	r := load(t, "testdata/quirks.csv")
	var aliases, widespread []string
	for _, a := range r.All() {
		if a.Alias() {
			aliases = append(aliases, a.Service)
		}
		if a.Widespread() {
			widespread = append(widespread, a.Service)
		}
	}
	if want := []string{"www", "z39.50"}; !slices.Equal(aliases, want) {
		t.Errorf("aliases %q, want %q", aliases, want)
	}
	if want := []string{"cddbp"}; !slices.Equal(widespread, want) {
		t.Errorf("widespread uses %q, want %q", widespread, want)
	}
}

// TestPrimaryFallsBackToWhatThereIs: a name beats no name, however weak it is.
func TestPrimaryFallsBackToWhatThereIs(t *testing.T) {
	const wide, alias = "unassigned but widespread use", `is an alias to ""x""`
	for _, c := range []struct{ rows, want string }{
		{"a,5,tcp,,,,,,,,," + wide, "a"},
		{"a,5,tcp,,,,,,,,," + wide + "\nb,5,sctp,,,,,,,,,\"" + alias + `"`, "b"},
		{"a,5,,,,,,,,,,\nb,5,dccp,,,,,,,,,\nc,5,sctp,,,,,,,,,\nd,5,udp,,,,,,,,,\ne,5,tcp,,,,,,,,,", "e"},
		{"a,5,,,,,,,,,,\nb,5,dccp,,,,,,,,,", "b"},
		{",5,tcp,any private use,,,,,,,,", ""},
	} {
		r, faults := Parse("t.csv", []byte(head+c.rows))
		if got := primaryName(r, 5); got != c.want || len(faults) > 0 {
			t.Errorf("%q: got %q (%v), want %q", c.rows, got, faults, c.want)
		}
	}
}

func TestLineEndsDoNotMatter(t *testing.T) {
	want := load(t, "testdata/quirks.csv").All()
	data, _ := os.ReadFile("testdata/quirks.csv")
	for name, change := range map[string]func([]byte) []byte{
		"LF":       func(b []byte) []byte { return replace(b, "\r\n", "\n") },
		"CR CR LF": func(b []byte) []byte { return replace(b, "\r\n", "\r\r\n") },
		"BOM":      func(b []byte) []byte { return append([]byte("\uFEFF"), b...) },
		"old name": func(b []byte) []byte { return replace(b, "Unauthorized Use Reported", "known  unauthorizedUses") },
	} {
		r, faults := Parse("x.csv", change(data))
		if len(faults) > 0 || !slices.Equal(r.All(), want) {
			t.Errorf("%s: other rows than with CR LF; faults: %v", name, faults)
		}
	}
	r, faults := Parse("x.csv", replace(replace(data, "\r\n", "\n"), "\n", "\r"))
	if len(faults) > 0 || len(r.All()) != len(want) {
		t.Errorf("CR: %d rows, want %d; faults: %v", len(r.All()), len(want), faults)
	}
}

func TestColumnsAreFoundByName(t *testing.T) {
	reversed := "Extra,Assignment Notes,Unauthorized Use Reported,Service Code,Reference,Modification Date,Registration Date," +
		"Contact,Assignee,Description,Transport Protocol,Port Number,service name\n?,n,u,c,r,m,d,k,e,text,udp,7,echo\n"
	r, faults := Parse("t.csv", []byte(reversed))
	want := Assignment{
		Line: 2, First: 7, Last: 7, Service: "echo", Transport: UDP, Status: Assigned, Description: "text",
		Assignee: "e", Contact: "k", Registered: "d", Modified: "m", Reference: "r", ServiceCode: "c", Unauthorized: "u", Notes: "n",
	}
	if len(faults) > 0 || !slices.Equal(r.All(), []Assignment{want}) {
		t.Errorf("got %+v (%v), want %+v", r.All(), faults, want)
	}
}
