package history

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

const (
	head     = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"
	realFile = "../../../../../registry.csv"
)

// parse reads rows given without their headers.
func parse(t testing.TB, rows string) *registry.Registry {
	t.Helper()
	r, faults := registry.Parse("rows.csv", []byte(head+rows))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return r
}

// brief writes changes as tests list them: kind, ports, transports, what.
func brief(list []Change) string {
	var lines []string
	for _, c := range list {
		line := strings.Join(strings.Fields(fmt.Sprintf("%v %s %v %s", c.Kind, c.Ports(), c.Transports, c.Service)), " ")
		lines = append(lines, fmt.Sprintf("%s [%s|%s]", line, c.From, c.To))
	}
	return strings.Join(lines, "\n")
}

// TestEveryKindOfChangeIsFound: one case for each, and for what must not be taken for one.
func TestEveryKindOfChangeIsFound(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{
			"assigned where nothing was", ",5,,Unassigned,,,,,,,,\n", "a,5,tcp,x,,,,,,,,\n,5,udp,Reserved,,,,,,,,\n",
			"assigned 5 tcp a [|]\nstatus 5 udp [unassigned|reserved]",
		},
		{"assigned for both transports", ",5,,Unassigned,,,,,,,,\n", "a,5,tcp,x,,,,,,,,\na,5,udp,x,,,,,,,,\n", "assigned 5 tcp udp a []"},
		{"assigned where it was reserved", ",5,udp,Reserved,,,,,,,,\n", "a,5,udp,x,,,,,,,,\n", "assigned 5 udp a [reserved|]"},
		{"assigned beside another", "a,5,tcp,x,,,,,,,,\n", "a,5,tcp,x,,,,,,,,\nb,5,tcp,x,,,,,,,,\n", "assigned 5 tcp b [|]"},
		{"removed and held back", "a,5,tcp,x,,,,,,,,\n", ",5,tcp,Removed,,,,,,,,\n", "removed 5 tcp a [|de-registered]"},
		{"removed without a trace", "a,5,tcp,x,,,,,,,,\nb,6,tcp,x,,,,,,,,\n", "b,6,tcp,x,,,,,,,,\n", "removed 5 tcp a [|]"},
		{"renamed", "a,5,tcp,x,,,,,,,,\n", "b,5,tcp,y,,,,,,,,\n", "renamed 5 tcp [a|b]"},
		{
			"renamed with its alias gone", "z,5,tcp,x,,,,,,,,\na,5,tcp,x,,,,,,,,\"is an alias to \"\"z\"\"\"\n", "n,5,tcp,y,,,,,,,,\n",
			"removed 5 tcp a [|]\nrenamed 5 tcp [z|n]",
		},
		{
			"reserved, whole range", ",5-9,,Unassigned,,,,,,,,\n", ",5,,Unassigned,,,,,,,,\n,6-8,,Reserved,,,,,,,,\n,9,,Unassigned,,,,,,,,\n",
			"status 6-8 tcp udp sctp dccp [unassigned|reserved]",
		},
		{"ports without a name given to a purpose", ",24,tcp,any private mail system,,,,,,,,\n", ",24,tcp,Reserved,,,,,,,,\n", "status 24 tcp [assigned|reserved]"},
		{"a span of one service", "b,1,tcp,y,,,,,,,,\n", "b,1,tcp,y,,,,,,,,\nx11,6000-6063,tcp,x,,,,,,,,\nx11,6000-6063,udp,x,,,,,,,,\n", "assigned 6000-6063 tcp udp x11 [|]"},
		{"transport now stated", "a,5,,x,,,,,,,,\n", "a,5,tcp,x,,,,,,,,\n", "assigned 5 tcp a [|]\nremoved 5 unstated a [|]"},
		{
			"all columns", "a,5,tcp,d,[A],[C],,,[RFC1],1,u,n\n", "a,5,tcp,d2,[A2],[C2],,,[RFC2],2,u2,n2\n",
			"description 5 tcp a [d|d2]\nassignee 5 tcp a [A|A2]\ncontact 5 tcp a [C|C2]\nreference 5 tcp a [RFC1|RFC2]\n" +
				"service-code 5 tcp a [1|2]\nunauthorized 5 tcp a [u|u2]\nnotes 5 tcp a [n|n2]",
		},
		{"note of an unassigned port", ",5-7,,Unassigned,,,,,,,,\n", ",5-7,,Unassigned,,,,,,,seen,\n", "unauthorized 5-7 unstated [|seen]"},
		{"wording of a status", ",15,,Unassigned [was netstat],,,,,,,,\n", ",15,,Unassigned,,,,,,,,\n", "description 15 unstated [Unassigned [was netstat]|Unassigned]"},

		{"not the cutting of ranges", ",5-9,,Unassigned,,,,,,,,\n", ",5-6,,Unassigned,,,,,,,,\n,7-9,,Unassigned,,,,,,,,\n", ""},
		{"not letters of a status", ",5,,unassigned,,,,,,,,\n", ",5,,Unassigned,,,,,,,,\n", ""},
		{"not a row for each transport", ",5,,Unassigned,,,,,,,,\n", ",5,tcp,Unassigned,,,,,,,,\n,5,udp,Unassigned,,,,,,,,\n", ""},
		{"not dates", "a,5,tcp,x,,,2014-07,,,,,\n", "a,5,tcp,x,,,2014-07-09,2020-01,,,,\n", ""},
		{"not breaks and spaces", "a,5,tcp,\"one\n  two\",[A_B][C],,,,,,,\n", "a , 5,tcp,one two,[A B] [C],,,,,,,\r\n", ""},
		{"not the order of rows", "a,5,tcp,x,,,,,,,,\na,5,tcp,y,,,,,,,,\nb,5,tcp,x,,,,,,,,\n", "b,5,tcp,x,,,,,,,,\na,5,tcp,y,,,,,,,,\na,5,tcp,x,,,,,,,,\n", ""},
	}
	for _, test := range tests {
		want := strings.NewReplacer(" []", " [|]").Replace(test.want)
		if got := brief(Compare(parse(t, test.old), parse(t, test.new)).Ports); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, want)
		}
	}
}

func TestServiceNamesWithoutPortAreComparedApart(t *testing.T) {
	c := Compare(parse(t, "a,,tcp,x,,,,,,,,\nb,,,x,,,,,,,,\n"), parse(t, "a,,tcp,x,,,,,,,,\na,,udp,x,,,,,,,,\nc,,tcp,x,,,,,,,,\n"))
	const want = "assigned tcp c [|]\nassigned udp a [|]\nremoved unstated b [|]"
	if got := brief(c.Names); got != want || len(c.Ports) > 0 {
		t.Errorf("got\n%s\nwant\n%s\nand %v", got, want, c.Ports)
	}
}

// TestFormIsNoChange: IANA's file written in another form says the same.
func TestFormIsNoChange(t *testing.T) {
	src, err := os.ReadFile(realFile)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := registry.Parse("registry.csv", src)
	forms := map[string][]byte{
		"itself":        src,
		"CR LF":         bytes.ReplaceAll(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n")),
		"backwards":     backwards(src),
		"old header":    bytes.Replace(src, []byte("Unauthorized Use Reported"), []byte("Known Unauthorized Uses"), 1),
		"trailing tabs": bytes.ReplaceAll(src, []byte(",tcp,"), []byte(", TCP\t,")),
	}
	for name, form := range forms {
		other, faults := registry.Parse(name, form)
		if len(faults) > 0 || name != "itself" && name != "old header" && bytes.Equal(form, src) {
			t.Fatalf("%s: the form was not made: %v", name, faults)
		}
		if c := Compare(r, other); !c.Same() {
			t.Errorf("%s: %d changes, such as %v", name, len(c.Ports)+len(c.Names), append(c.Ports, c.Names...)[0])
		}
	}
}

// backwards turns the order of the rows of different ports round; rows of one port stay in order,
// which means something (see registry.StatusOf).
func backwards(src []byte) []byte {
	r, _ := registry.Parse("f", src)
	lines := strings.SplitAfter(string(src), "\n")
	var rows []string
	all := r.All()
	end := len(lines)
	for i := len(all) - 1; i >= 0; i-- {
		if i == 0 || all[i].First != all[i-1].First || all[i].First < 0 {
			rows = append(rows, strings.Join(lines[all[i].Line-1:end], ""))
			end = all[i].Line - 1
		}
	}
	return []byte(lines[0] + strings.Join(rows, ""))
}

// TestChangesOfTheRealFileAreFound: rows of the real file are taken out, added and renamed, and this
// is found and nothing else.
func TestChangesOfTheRealFileAreFound(t *testing.T) {
	src, err := os.ReadFile(realFile)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := registry.Parse("registry.csv", src)
	ssh, redis := rowOf(r, src, "ssh", registry.TCP), rowOf(r, src, "redis", registry.TCP)
	changed := strings.Replace(string(src), ssh, "", 1)
	changed = strings.Replace(changed, redis, strings.Replace(redis, "redis,", "valkey,", 1), 1)
	changed += "portbook,855,tcp,A service,,,,,,,,\n"
	other, faults := registry.Parse("changed.csv", []byte(changed))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	const want = "assigned 855 tcp portbook [|]\nremoved 22 tcp ssh [|]\nrenamed 6379 tcp [redis|valkey]"
	if got := brief(Compare(r, other).Ports); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// rowOf is the line of the file that gives a service a port.
func rowOf(r *registry.Registry, src []byte, service string, transport registry.Transport) string {
	lines := strings.SplitAfter(string(src), "\n")
	for _, a := range r.All() {
		if a.Service == service && a.Transport == transport && a.First >= 0 {
			return lines[a.Line-1]
		}
	}
	return "no row of " + service
}

// place is where a service may be.
type place struct {
	port      int
	transport registry.Transport
}

// servicesOf reads a registry in the plainest way: which services are at a place.
func servicesOf(r *registry.Registry) map[place][]string {
	at := map[place][]string{}
	for _, a := range r.All() {
		for port := a.First; port >= 0 && port <= a.Last && a.Service != ""; port++ {
			if p := (place{port, a.Transport}); !slices.Contains(at[p], a.Service) {
				at[p] = append(at[p], a.Service)
			}
		}
	}
	return at
}

// apply does to services what changes say, and reports a change that cannot be true.
func apply(t *testing.T, at map[place][]string, list []Change) {
	swap := func(p place, out, in string) {
		if i := slices.Index(at[p], out); out != "" && i < 0 {
			t.Fatalf("%v: %q is not there to be taken out", p, out)
		} else if out != "" {
			at[p] = slices.Delete(at[p], i, i+1)
		}
		if in != "" && slices.Contains(at[p], in) {
			t.Fatalf("%v: %q was there before", p, in)
		} else if in != "" {
			at[p] = append(at[p], in)
		}
	}
	for _, c := range list {
		for port := c.First; port <= c.Last; port++ {
			for transport := registry.TCP; transport <= registry.Unstated; transport++ {
				p := place{port, transport}
				switch {
				case !c.Transports.Has(transport):
				case c.Kind == Assigned:
					swap(p, "", c.Service)
				case c.Kind == Removed:
					swap(p, c.Service, "")
				case c.Kind == Renamed:
					swap(p, c.From, c.To)
				}
			}
		}
	}
}

// mirrored is the change seen from the other side.
func mirrored(c Change) Change {
	switch c.Kind {
	case Assigned:
		c.Kind = Removed
	case Removed:
		c.Kind = Assigned
	}
	c.From, c.To = c.To, c.From
	return c
}

// checkCompare promises, of any two registries: one is the same as itself; the comparison the other
// way round is the mirror image; and the changes, done to the services of the older one, give those of
// the newer one.
func checkCompare(t *testing.T, old, new *registry.Registry) {
	t.Helper()
	if c := Compare(old, old); !c.Same() {
		t.Fatalf("a file differs from itself: %v %v", c.Ports, c.Names)
	}
	there, back := Compare(old, new), Compare(new, old)
	for i, pair := range [][2][]Change{{there.Ports, back.Ports}, {there.Names, back.Names}} {
		var seen []Change
		for _, c := range pair[1] {
			seen = append(seen, mirrored(c))
		}
		slices.SortFunc(seen, compare)
		if !slices.Equal(pair[0], seen) {
			t.Fatalf("%d: there %v\nback %v", i, pair[0], seen)
		}
	}
	at, want := servicesOf(old), servicesOf(new)
	apply(t, at, there.Ports)
	for p := range at {
		slices.Sort(at[p])
		slices.Sort(want[p])
		if !slices.Equal(at[p], want[p]) {
			t.Fatalf("%v: %q instead of %q", p, at[p], want[p])
		}
		delete(want, p)
	}
	for p, services := range want {
		t.Fatalf("%v: %q was not found", p, services)
	}
	checkUpdate(t, there.Ports)
}

// FuzzCompare: two files of any content are compared without panic, and as checkCompare promises.
func FuzzCompare(f *testing.F) {
	quirks, err := os.ReadFile("../testdata/quirks.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(quirks, []byte(head+"a,5,tcp,x,,,,,,,,\n"))
	f.Add([]byte(head+"a,5-9,tcp,x,,,,,,,,\nb,7,tcp,y,,,,,,,,\n,8,,Reserved,,,,,,,,"), []byte(head+"b,5-9,tcp,x,,,,,,,,\na,7,,y,,,,,,,,\nn,,udp,z,,,,,,,,"))
	f.Add([]byte(""), []byte("\""))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		old, _ := registry.Parse("old.csv", one)
		new, _ := registry.Parse("new.csv", two)
		checkCompare(t, old, new)
	})
}

// TestRandomRegistriesAreComparedRightly: many pairs of small files in which ports, names and
// statuses collide in every way. The numbers are drawn from a fixed seed.
func TestRandomRegistriesAreComparedRightly(t *testing.T) {
	from := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[from.IntN(len(of))] }
	file := func() *registry.Registry {
		var rows strings.Builder
		for range 1 + from.IntN(12) {
			name := pick("", "a", "b", "c", "\"a > b\"", "reserved")
			description := pick("Unassigned", "Reserved", "x", "y", "Removed", "\"two\n lines\"")
			ports := pick("5", "6", "7", "5-8", "6-7", "65535", "49151-49153", "")
			if ports == "" && name == "" {
				ports = "9"
			}
			fmt.Fprintf(&rows, "%s,%s,%s,%s,%s,,,,,,%s,%s\n", name, ports, pick("tcp", "udp", "sctp", "dccp", "", ""), description,
				pick("", "[A_B]", "[A B]"), pick("", "seen"), pick("", "", `"""a"" is an alias to ""b"""`))
		}
		return parse(t, rows.String())
	}
	for range 100 {
		checkCompare(t, file(), file())
	}
}
