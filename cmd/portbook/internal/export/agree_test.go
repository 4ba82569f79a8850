package export_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A fact is a port as another program would read it.
type fact struct {
	Number      int
	Status      string
	Service     string
	Description string
	Title       string
	Block       struct{ First, Last int }
	Transports  map[string]struct {
		Status   string
		Services []string
	}
	Previous, Next *int
	Assignments    []struct{ Service, Transport, Description, Notes string }
	Uses           []struct{ Name, Transport, Source string }
	BrowserBlocked bool
	Essay          *struct{ Name string }
}

// statusFor applies the rules of schema.json for what is left out.
func (f *fact) statusFor(transport string) string {
	if f.Transports == nil {
		return f.Status
	}
	if t, ok := f.Transports[transport]; ok {
		return t.Status
	}
	return "not-listed"
}

var transports = []string{"tcp", "udp", "sctp", "dccp"}

// facts reads ports.ndjson.
func facts(t *testing.T) (list []fact, raw []string) {
	t.Helper()
	raw = lines(t, file(t, wholeSite(t), "data/ports.ndjson"))
	if len(raw) != registry.Ports {
		t.Fatalf("%d lines", len(raw))
	}
	list = make([]fact, len(raw))
	for port, line := range raw {
		if err := json.Unmarshal([]byte(line), &list[port]); err != nil {
			t.Fatalf("line %d: %v", port+1, err)
		}
		if list[port].Number != port {
			t.Fatalf("line %d is port %d", port+1, list[port].Number)
		}
	}
	return list, raw
}

// TestShardsAndLinesAreTheSame: the object of a port is the same in the API and in ports.ndjson, and stands
// where its two bytes say.
func TestShardsAndLinesAreTheSame(t *testing.T) {
	_, raw := facts(t)
	for high := range 256 {
		var shard struct {
			First, Last int
			Registry    string
			Ports       []json.RawMessage
		}
		if err := json.Unmarshal([]byte(file(t, wholeSite(t), fmt.Sprintf("api/v1/ports/%d.json", high))), &shard); err != nil {
			t.Fatal(err)
		}
		if shard.First != high*256 || shard.Last != high*256+255 || len(shard.Ports) != 256 || shard.Registry != wholeSite(t).Summary().Date {
			t.Errorf("shard %d: %d to %d, %d ports, %s", high, shard.First, shard.Last, len(shard.Ports), shard.Registry)
		}
		for low, object := range shard.Ports {
			if string(object) != raw[high<<8|low] {
				t.Errorf("port %d: %s in the API, %s in ports.ndjson", high<<8|low, object, raw[high<<8|low])
			}
		}
	}
}

// TestTableAgreesWithObjects in every cell of every row.
func TestTableAgreesWithObjects(t *testing.T) {
	list, _ := facts(t)
	text := file(t, wholeSite(t), "data/ports.csv")
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end in CR LF")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != registry.Ports+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for port, f := range list {
		row := map[string]string{}
		for i, column := range rows[0] {
			row[column] = rows[port+1][i]
		}
		want := map[string]string{
			"port": strconv.Itoa(f.Number), "status": f.Status, "description": f.Description,
			"block_first": strconv.Itoa(f.Block.First), "block_last": strconv.Itoa(f.Block.Last), "previous": optional(f.Previous), "next": optional(f.Next),
			"services": "", "uses": "", "browser_blocked": "", "essay": "",
		}
		for _, name := range transports {
			want[name] = f.statusFor(name)
		}
		var services, uses []string
		for _, a := range f.Assignments {
			if a.Service != "" {
				services = append(services, strings.TrimSuffix(a.Service+"/"+a.Transport, "/"))
			}
		}
		for _, u := range f.Uses {
			uses = append(uses, u.Name)
		}
		want["services"], want["uses"] = strings.Join(services, " "), strings.Join(slices.Compact(uses), "; ")
		if f.BrowserBlocked {
			want["browser_blocked"] = "yes"
		}
		if f.Essay != nil {
			want["essay"] = f.Essay.Name
		}
		for column, value := range want {
			if row[column] != value {
				t.Errorf("port %d, %s: %q in the table, %q in the object", port, column, row[column], value)
			}
		}
		if len(row) != len(want) {
			t.Fatalf("the table has the columns %v", rows[0])
		}
	}
}

func optional(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// named reads registry.csv in the plainest way: services by port and transport, in the file's order, and the
// descriptions of rows without a service.
func named(t *testing.T) (services map[int]map[string][]string, nameless map[int][]string) {
	t.Helper()
	f, err := os.Open(inputs().Registry)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	services, nameless = map[int]map[string][]string{}, map[int][]string{}
	for _, row := range rows[1:] {
		if row[1] == "" {
			continue
		}
		low, high, isSpan := strings.Cut(row[1], "-")
		first, err := strconv.Atoi(low)
		if !isSpan {
			high = low
		}
		last, err2 := strconv.Atoi(high)
		if err != nil || err2 != nil {
			t.Fatalf("%q", row[1])
		}
		for port := first; port <= last; port++ {
			if row[0] == "" {
				nameless[port] = append(nameless[port], strings.ToLower(row[2]+":"+row[3]))
				continue
			}
			if services[port] == nil {
				services[port] = map[string][]string{}
			}
			transport := row[2]
			if transport == "" {
				transport = "unstated"
			}
			services[port][transport] = append(services[port][transport], row[0])
		}
	}
	return services, nameless
}

// TestObjectsSayWhatTheRegistrySays: read in the plainest way, the registry has the same services for every
// port and transport, and statuses follow from it; block and neighbours follow from those.
func TestObjectsSayWhatTheRegistrySays(t *testing.T) {
	list, _ := facts(t)
	services, nameless := named(t)
	for port := range list {
		f := &list[port]
		for _, name := range append(transports, "unstated") {
			if got, want := f.Transports[name].Services, services[port][name]; !slices.Equal(got, want) {
				t.Errorf("port %d has the %s services %q, the registry says %q", port, name, got, want)
			}
			if len(services[port][name]) > 0 && f.statusFor(name) != "assigned" {
				t.Errorf("port %d is %s for %s, which has a service", port, f.statusFor(name), name)
			}
		}
		if services[port] == nil && (f.Service != "" || f.Title != "" && f.Essay == nil) || services[port] != nil && (f.Service == "" || f.Title == "") {
			t.Errorf("port %d: service %q, title %q, but the registry has %v", port, f.Service, f.Title, services[port])
		}
		if want := expectedStatus(port, services[port] != nil, nameless[port]); want != f.Status {
			t.Errorf("port %d is %s, the registry says %s: %q", port, f.Status, want, nameless[port])
		}
		checkPlace(t, list, services, port)
	}
}

// expectedStatus derives the headline from the rows of a port.
func expectedStatus(port int, hasService bool, nameless []string) string {
	held := false
	for _, row := range nameless {
		_, about, _ := strings.Cut(row, ":")
		switch {
		case strings.HasPrefix(about, "unassigned"), strings.HasPrefix(about, "(unassigned"), strings.HasPrefix(about, "possibly used"):
		case strings.HasPrefix(about, "reserved"), strings.Contains(about, "removed"), strings.HasPrefix(about, "de"), strings.HasPrefix(about, "iana reserved"):
			held = true
		default:
			hasService = true // assigned to a use without a name
		}
	}
	switch {
	case hasService:
		return "assigned"
	case port >= 49152:
		return "dynamic"
	case held:
		return "reserved"
	}
	return "unassigned"
}

// checkPlace checks a port's block against the ports around it, and its neighbours.
func checkPlace(t *testing.T, list []fact, services map[int]map[string][]string, port int) {
	t.Helper()
	f := &list[port]
	if f.Block.First > port || f.Block.Last < port || f.Block.First > 0 && port == f.Block.First && list[port-1].Status == f.Status {
		t.Errorf("port %d: block %v", port, f.Block)
	}
	if port > 0 && list[port-1].Status == f.Status && list[port-1].Block != f.Block {
		t.Errorf("port %d: block %v, but %v before it", port, f.Block, list[port-1].Block)
	}
	for _, n := range []*int{f.Previous, f.Next} {
		if n != nil && services[*n] == nil {
			t.Errorf("port %d: its neighbour %d has no service", port, *n)
		}
	}
	if port == 0 {
		return
	}
	want := optional(list[port-1].Previous)
	if services[port-1] != nil {
		want = strconv.Itoa(port - 1)
	}
	if got := optional(f.Previous); got != want {
		t.Errorf("port %d: previous %s, want %s", port, got, want)
	}
	want = optional(f.Next)
	if services[port] != nil {
		want = strconv.Itoa(port)
	}
	if got := optional(list[port-1].Next); got != want {
		t.Errorf("port %d: next %s, want %s", port-1, got, want)
	}
}
